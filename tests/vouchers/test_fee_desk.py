"""The staff's pages of fees: drafting next year's from this year's, a second person, and what residents read then."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.periods import between
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.fees import ADULT, CHILD, NURSE, a_draft, fees
from vouchers import queries
from vouchers.models import FeeTable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# Today is 15.3.2017.
NEW_YEAR = date(2018, 1, 1)
FORM = {
    "first": "1.1.2018", "last": "", "source": "Lautakunta 12.12.2017", "source_url": "example.fi/maksut",
    "decision_number": "§ 12",
    "fee1_service": "doctor", "fee1_unit": "visit", "fee1_age_to": "17", "fee1_cents": "0",
    "fee2_service": "doctor", "fee2_unit": "visit", "fee2_age_from": "18", "fee2_cents": "20,60",
    "fee2_times_a_year": "3", "fee2_is_most": "on", "fee2_spares_veterans": "on",
    "fee3_service": "nurse", "fee3_unit": "visit", "fee3_cents": "",
}  # fmt: skip


@pytest.fixture
def staff(client, strand):
    user = a_member("staff", strand.pilot.lead)
    log_in(client, user)
    client.cookies["language"] = "en"
    return user


def address(name: str, *args) -> str:
    return reverse(f"vouchers:fee-{name}", args=args)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


def test_next_years_fees_are_drafted_from_this_years_and_approved_by_another(client, strand, staff):
    old = fees(strand, date(2017, 1, 1), None, CHILD, ADULT, NURSE)
    form = text(client.get(address("draft-new", strand.pk)))
    assert 'value="20.90"' in form
    assert "Fee 2: Doctor&#x27;s appointment, 18–" in form
    assert "Lautakunta 12.12.2016" not in form
    client.post(address("draft-new", strand.pk), FORM)
    table = FeeTable.objects.waiting().get()
    here, approval = address("page", table.pk), address("approval", table.pk)
    own = text(client.get(here))
    assert "18 or older: at most 20.60 € a visit, at most 3 times in a calendar year; veterans pay nothing" in own
    assert "18 or older: 20.90 € a visit" in own
    assert approval not in own
    log_in(client, a_member("staff", strand.pilot.lead))
    assert here in text(client.get(reverse("vouchers:staff-home")))

    client.post(approval, {"looked_at": client.get(here).context["digest"]})

    old.refresh_from_db()
    assert old.period == between(date(2017, 1, 1), NEW_YEAR)
    shown = queries.fees_on(strand, NEW_YEAR, born_on=date(1970, 1, 1))
    assert [(fee.service, fee.cents) for fee in shown.rows] == [("doctor", 2060), ("nurse", None)]
    assert (shown.table.source_url, shown.table.decision_number) == ("https://example.fi/maksut", "§ 12")
    assert "Approved by" in text(client.get(here))
    assert approval not in text(client.get(here))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"first": "15.3.2017"}, "Other fees have been told to residents for 15.3.2017 already"),
        ({"first": "31.6.2018"}, "is not a date"),
        ({"last": "31.12.2017"}, "The last day comes before the first day"),
        ({"source": ""}, "Write where the fees stand"),
        ({"source_url": "no address"}, "Write the whole address"),
        ({"fee2_service": ""}, "Choose the service that this fee is for"),
        ({"fee2_age_to": "17"}, "This age comes before the first one"),
        ({"fee2_age_from": "17"}, "Two of the fees are for the same service at the same age"),
        ({"fee2_cents": "20,605"}, "20,605 can be read in two ways"),
        ({"fee2_cents": "20.6.5"}, "Write the amount in euros and cents"),
        ({"fee2_cents": "-1"}, "Write an amount of at least"),
        ({"fee2_cents": "100000,01"}, "No fee is as high as this"),
        ({"fee1_times_a_year": "3"}, "Only a visit with a sum is counted"),
        ({"fee3_is_most": "on"}, "This goes with a sum only"),
        ({"ceiling": "yes"}, "Write where it is said whether co-payments"),
        ({"ceiling_source": "Lautakunta"}, "Choose what is said there"),
        ({"fee1_counted": "each"}, "This goes with a number of visits"),
        ({"fee1_unit": "year", "fee1_cents": "40", "fee1_is_basic": "on"}, "Only a visit has a basic fee"),
        ({"fee3_spares_veterans": "on"}, "This goes with a sum only"),
        ({"fee1_service": "", "fee1_age_to": "", "fee1_cents": "", "fee4_age_from": "3"}, "Choose the service"),
    ],
)
def test_what_does_not_hold_is_told_at_its_field_and_nothing_is_lost(client, strand, staff, wrong, words):
    fees(strand, date(2017, 1, 1))

    page = text(client.post(address("draft-new", strand.pk), FORM | {"decision_number": "§ 77"} | wrong), 422)

    assert words in page
    assert 'value="§ 77"' in page
    assert not FeeTable.objects.waiting().exists()


def test_what_is_said_of_the_ceiling_is_read_with_its_source_or_not_known(client, strand, staff):
    client.post(address("draft-new", strand.pk), FORM | {"ceiling": "no", "ceiling_source": "Lautakunta § 12"})
    said, silent = FeeTable.objects.waiting().get(), fees(strand, date(2017, 1, 1))

    rule = "Co-payments do not count towards the annual ceiling. Source: Lautakunta § 12."
    assert rule in text(client.get(address("page", said.pk)))
    assert "is not known: no source says it" in text(client.get(address("page", silent.pk))).replace("\n", " ")
    assert 'value="Lautakunta § 12"' in text(client.get(address("draft-change", said.pk)))


def test_a_table_without_fees_is_refused(client, strand, staff):
    empty = {name: value for name, value in FORM.items() if not name.startswith("fee")}

    assert "Write at least one fee" in text(client.post(address("draft-new", strand.pk), empty), 422)


def test_a_draft_is_changed_and_thrown_away_by_its_drafter_alone(client, strand, staff):
    table = a_draft(strand, NEW_YEAR, by=staff)
    assert 'value="20.90"' in text(client.get(address("draft-change", table.pk)))
    client.post(address("draft-change", table.pk), FORM)
    assert table.fees.filter(cents=2060).exists()
    log_in(client, a_member("staff", strand.pilot.lead))
    assert client.get(address("draft-change", table.pk))["Location"] == address("page", table.pk)
    client.post(address("discarding", table.pk))
    assert FeeTable.objects.waiting().exists()
    log_in(client, staff)

    client.post(address("discarding", table.pk))

    assert not FeeTable.objects.exists()


def test_an_approval_of_something_else_is_refused_and_says_so(client, strand, staff):
    table = a_draft(strand, NEW_YEAR)

    assert "are not as you saw them" in text(client.post(address("approval", table.pk), {"looked_at": "0"}), 422)
    assert FeeTable.objects.waiting().get() == table


@pytest.mark.parametrize("name", ["list", "page", "draft-new", "draft-change", "approval", "discarding"])
def test_the_five_questions(client, strand, name):
    table = a_draft(strand, NEW_YEAR)
    args = [] if name == "list" else [strand.pk if name == "draft-new" else table.pk]
    is_post = name in ("approval", "discarding")
    ask = client.post if is_post else client.get
    assert ask(address(name, *args)).status_code == 302
    log_in(client, a_member("provider", strand.pilot.lead))
    assert ask(address(name, *args)).status_code in (403, 404)
    log_in(client, a_member("staff", strand.pilot.lead))
    assert (client.get if is_post else client.delete)(address(name, *args)).status_code == 405
    if args:
        log_in(client, a_member("staff", an_organiser()))
        assert ask(address(name, *args)).status_code == 404


def test_more_tables_cost_no_more_queries(client, strand, staff, django_assert_max_num_queries):
    fees(strand, date(2017, 1, 1))
    with django_assert_max_num_queries(40) as few:
        client.get(address("list"))
    for year in range(2018, 2028):
        fees(strand, date(year, 1, 1))

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address("list"))
