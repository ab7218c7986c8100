"""The pages of guardians in dispute: on the child's receipt, at the desk, in the queue; and who may."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registry.models import Resident
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.actions.test_objections import CHOSEN, LAST, Family
from tests.vouchers.cast import a_login, a_resident, noon
from tests.vouchers.pages import page
from vouchers import actions
from vouchers.models import Decision, Delivery, Hearing, Objection
from vouchers.views.acting import Acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
ACTING, HOME = reverse("vouchers:my-acting"), reverse("vouchers:my-home")
SETTLED = {"outcome": "upheld", "reasons": "Matka on kohtuuton.", "why_unheard": "Odottaminen haittaa."}


@pytest.fixture
def family():
    return Family()


def as_father(client, family):
    log_in(client, a_login(family.father))
    client.post(ACTING, {"child": family.child.pk})


def test_the_other_guardian_objects_on_the_childs_receipt(client, family):
    as_father(client, family)
    draft = page("my-objection", family.choice.pk)
    assert draft in client.get(page("my-receipt", family.choice.pk)).content.decode()
    assert 'datetime="2017-03-29"' in client.get(draft).content.decode()
    assert client.post(draft, {"text": ""}).status_code == 422

    answer = client.post(draft, {"text": "Liian kaukana."})

    assert answer["Location"] == page("my-receipt", family.choice.pk)
    objection = Objection.objects.get()
    assert (objection.resident, objection.channel) == (family.father, "online")
    assert draft not in client.get(answer["Location"]).content.decode()


def test_whoever_chose_is_offered_no_objection(client, family):
    log_in(client, family.mother.account.user)
    client.post(ACTING, {"child": family.child.pk})
    draft = page("my-objection", family.choice.pk)

    assert draft not in client.get(page("my-receipt", family.choice.pk)).content.decode()
    assert client.get(draft)["Location"] == page("my-receipt", family.choice.pk)
    assert client.post(draft, {"text": "x"}).status_code == 302
    assert not Objection.objects.exists()


def as_mother(client, family):
    log_in(client, family.mother.account.user)
    client.post(ACTING, {"child": family.child.pk})


def shown(client, family):
    """Return the child's page and the receipt as whoever is logged in sees them."""
    return client.get(HOME).content.decode(), client.get(page("my-receipt", family.choice.pk)).content.decode()


def test_an_objection_stands_on_the_receipt_and_the_childs_page_for_both_guardians(client, family):
    as_father(client, family)
    client.post(page("my-objection", family.choice.pk), {"text": "Liian kaukana."})
    home, receipt = shown(client, family)
    # Made on 15.3., to be settled within ten days.
    assert 'datetime="2017-03-25"' in home
    assert 'datetime="2017-03-25"' in receipt
    assert "Odottaa ratkaisua" in receipt
    assert "Liian kaukana." in receipt

    as_mother(client, family)
    home, receipt = shown(client, family)

    assert 'datetime="2017-03-25"' in home
    assert 'datetime="2017-03-25"' in receipt
    assert "Odottaa ratkaisua" in receipt
    assert "Liian kaukana." not in receipt
    assert family.father.full_name not in home + receipt


@pytest.mark.parametrize(
    ("upholds", "outcome"), [(True, "Valinta on kumottu, ja huoltajat"), (False, "valinta jatkuu ennallaan")]
)
def test_the_outcome_stands_there_and_ones_own_decision_only(client, family, upholds, outcome):
    as_father(client, family)
    family.settle(family.object(on=CHOSEN), upholds=upholds, on=CHOSEN)
    number = Objection.objects.get().decision.number

    _home, receipt = shown(client, family)
    assert outcome in receipt
    assert number in receipt
    assert 'datetime="2017-03-25"' not in receipt
    as_mother(client, family)
    _home, receipt = shown(client, family)

    assert outcome in receipt
    assert number not in receipt


def test_whoever_is_heard_reads_on_the_receipt_about_what_and_until_when(client, family):
    objection = family.object(on=CHOSEN)
    hearing = actions.hear_guardian(
        objection=objection, guardian=family.mother, way="phone", matter="Matka on pitkä.", answer_by=LAST,
        by=family.clerk, at=noon(CHOSEN), channel="desk",
    )  # fmt: skip
    as_mother(client, family)
    receipt = shown(client, family)[1]
    assert "Matka on pitkä." in receipt
    assert 'datetime="2017-03-29"' in receipt
    as_father(client, family)
    assert "Matka on pitkä." not in shown(client, family)[1]
    actions.record_answer(hearing=hearing, answer="Lyhyt.", by=family.clerk, at=noon(CHOSEN), channel="desk")

    as_mother(client, family)
    assert "Matka on pitkä." not in shown(client, family)[1]


def test_a_day_that_has_passed_says_whom_to_ask(client, family, monkeypatch):
    family.object(on=CHOSEN)
    monkeypatch.setattr(timezone, "now", lambda: noon(date(2017, 3, 26)))
    as_father(client, family)

    assert "Määräpäivä on ohi" in shown(client, family)[1]


def test_the_child_grown_up_reads_that_it_was_objected_to_and_not_by_whom(client, family):
    family.object(on=CHOSEN)
    log_in(client, a_login(family.child))

    receipt = client.get(page("my-receipt", family.choice.pk)).content.decode()

    assert 'datetime="2017-03-25"' in receipt
    assert "Liian kaukana." not in receipt
    assert family.father.full_name not in receipt


@pytest.mark.parametrize(("capacity", "is_party"), [("own", True), ("guardian", True), ("mandate", False)])
def test_whoever_acts_by_mandate_is_told_of_no_dispute(capacity, is_party):
    assert Acting(Resident(), Resident(), capacity).is_party is is_party


def test_staff_enter_an_objection_and_settle_it(client, family):
    log_in(client, family.clerk)
    entry = page("objection-entry", family.choice.pk)
    assert entry in client.get(page("resident-detail", family.child.pk)).content.decode()
    given = {"guardian": family.father.pk, "channel": "paper", "text": "Liian kaukana."}
    assert client.post(entry, given | {"guardian": family.mother.pk}).status_code == 422
    answer = client.post(entry, given)

    objection = Objection.objects.get()
    case = page("objection", objection.pk)
    assert answer["Location"] == case
    assert case in client.get(page("staff-home")).content.decode()
    assert case in client.get(page("objection-list")).content.decode()
    assert client.post(page("objection-settlement", objection.pk), {"outcome": "", "reasons": ""}).status_code == 422
    client.post(page("objection-settlement", objection.pk), SETTLED)

    assert Decision.objects.count() == 2
    assert Decision.objects.first().number in client.get(case).content.decode()
    assert case not in client.get(page("objection-list")).content.decode()
    assert case in client.get(page("objection-list") + "?which=settled").content.decode()
    assert client.post(page("objection-settlement", objection.pk), SETTLED).status_code == 422


HEARD = {"way": "letter", "matter": "Matka on pitkä.", "answer_by": "29.3.2017"}


def test_staff_hear_the_other_guardian_and_the_page_tells_all_of_it(client, family):
    objection = family.object(on=CHOSEN)
    log_in(client, family.clerk)
    case, hearing = page("objection", objection.pk), page("objection-hearing", objection.pk)
    # A week after the letter has come is proposed.
    assert 'value="29.3.2017"' in client.get(case).content.decode()
    assert client.post(hearing, HEARD | {"guardian": family.father.pk}).status_code == 422
    refused = client.post(hearing, HEARD | {"guardian": family.mother.pk, "answer_by": "22.3.2017"})
    assert refused.status_code == 422
    assert "Anna aikaa vähintään 23.3.2017 asti" in refused.content.decode()
    client.post(hearing, HEARD | {"guardian": family.mother.pk})

    asked = Hearing.objects.get()
    shown = client.get(case).content.decode()
    for words in ("Matka on pitkä.", "Odottaa vastausta", page("letter-page", asked.letter_id)):
        assert words in shown
    assert page("hearing-silence", asked.pk) not in shown
    field = f"hearing-{asked.pk}-answer"
    assert client.post(page("hearing-answer", asked.pk), {field: " "}).status_code == 422
    client.post(page("hearing-answer", asked.pk), {field: "Matka on lyhyt."})

    shown = client.get(case).content.decode()
    assert "Matka on lyhyt." in shown
    assert "why_unheard" not in shown


def test_silence_is_offered_on_the_day_after_and_refused_while_the_letter_waits(client, family, monkeypatch):
    objection = family.object(on=CHOSEN)
    log_in(client, family.clerk)
    client.post(page("objection-hearing", objection.pk), HEARD | {"guardian": family.mother.pk})
    asked = Hearing.objects.get()
    silence = page("hearing-silence", asked.pk)
    monkeypatch.setattr(timezone, "now", lambda: noon(date(2017, 3, 30)))
    log_in(client, family.clerk)
    assert silence in client.get(page("objection", objection.pk)).content.decode()

    assert "Kirje ei tullut huoltajalle" in client.post(silence, follow=True).content.decode()
    Delivery.objects.filter(letter=asked.letter).update(state="sent")
    client.post(silence)

    assert "Ei vastannut" in client.get(page("objection", objection.pk)).content.decode()


def test_unheard_it_is_settled_with_a_word_why_only(client, family):
    objection = family.object(on=CHOSEN)
    log_in(client, family.clerk)
    settlement = page("objection-settlement", objection.pk)

    refused = client.post(settlement, SETTLED | {"why_unheard": ""})

    assert refused.status_code == 422
    assert "Jokaista huoltajaa ei ole kuultu" in refused.content.decode()
    assert not Decision.objects.exists()
    client.post(settlement, SETTLED)
    assert "Odottaminen haittaa." in client.get(page("objection", objection.pk)).content.decode()


def test_who_settles_is_told_where_the_parties_read_different_languages(client, family):
    where = page("objection", family.object(on=CHOSEN).pk)
    log_in(client, family.clerk)
    Resident.objects.filter(pk__in=[family.father.pk, family.mother.pk]).update(language="fi")
    assert "Asianosaiset lukevat eri kieliä" not in client.get(where).content.decode()

    Resident.objects.filter(pk=family.father.pk).update(language="sv")

    assert "<p>ruotsi, suomi. " in client.get(where).content.decode()


GETS = ("objection", "objection-entry", "objection-list")
POSTS = ("objection-settlement", "objection-hearing", "hearing-answer", "hearing-silence")


def a_hearing(family, objection):
    return actions.hear_guardian(
        objection=objection, guardian=family.mother, way="phone", matter="Matka on pitkä.", answer_by=LAST,
        by=family.clerk, at=noon(LAST), channel="desk",
    )  # fmt: skip


@pytest.mark.parametrize("name", [*GETS, *POSTS])
def test_five_questions(client, family, name):
    objection = family.object(on=LAST)
    subject = {"objection-list": None, "objection-entry": family.choice}.get(name, objection)
    subject = a_hearing(family, objection) if name.startswith("hearing") else subject
    where = page(name, *([subject.pk] if subject else []))
    ask = client.post if name in POSTS else client.get
    log_in(client, family.clerk)
    if name in GETS:
        assert client.get(where).status_code == 200
    assert (client.get if name in POSTS else client.put)(where).status_code == 405
    log_in(client, a_member("staff", an_organiser()))
    if name != "objection-list":
        assert ask(where).status_code == 404
    log_in(client, a_login(a_resident(family.strand, None)))
    assert ask(where).status_code == 403
    client.logout()
    assert ask(where).status_code == 302


def test_ten_more_cost_no_more_queries(client, family, django_assert_num_queries):
    family.object(on=LAST)
    log_in(client, family.clerk)
    client.get(page("objection-list"))
    with CaptureQueriesContext(connection) as few:
        client.get(page("objection-list"))
    for _number in range(5):
        Family.__init__(other := object.__new__(Family))
        other.object(on=LAST)
        Objection.objects.filter(choice=other.choice)

    with django_assert_num_queries(len(few)):
        client.get(page("objection-list"))
