import pytest

from tests.vouchers.cast import a_strand, an_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.mark.parametrize("address", ["/plain/", "/plain/choice/"])
def test_plain_pages_answer_before_there_is_any_pilot_and_take_no_other_method(client, address):
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("language", "begins", "binds"),
    [
        ("fi", "21 päivän", "6 kuukautta"),
        ("sv", "21 dagar", "6 månader"),
        ("en", "21 days after you choose", "at least 6 months"),
    ],
)
def test_the_plain_front_page_tells_the_strands_own_rules(client, language, begins, binds):
    an_area(a_strand(), name_fi="Kuokkala")
    client.cookies["language"] = language

    page = client.get("/plain/").content.decode()

    for words in ("Kuokkala", begins, binds):
        assert words in page


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"effect_kind": "first_of_next_month", "effect_days": None}, "first day of the next month"),
        ({"effect_kind": "same_day", "effect_days": None}, "on the same day"),
        ({"lock_in_months": 0}, "whenever you want"),
    ],
)
def test_other_rules_have_their_own_plain_words(client, rules, words):
    a_strand(**rules)
    client.cookies["language"] = "en"

    assert words in client.get("/plain/").content.decode()
