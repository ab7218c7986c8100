"""Guardians learn of what moves a child: by lot, that it is undone, and the closing; once a home, never where blocked.

The cast's list has four residents and a cap of three: one moves home on 5.4.2017, approved on 15.3.2017.
"""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pilot import outbox
from pilot.models import OutboxMessage
from pilot.periods import between, since
from registry.models import Guardianship, Protection, Residence, Resident
from tests.people import a_person, a_pilot
from tests.vouchers.actions.test_closing import a_customer, approve
from tests.vouchers.actions.test_closing_letters import LETTERS_ON, MOMENT
from tests.vouchers.cast import TODAY, a_resident, a_site, a_strand, an_area, chosen, noon
from tests.vouchers.drawing import CHOSEN_ON, a_list, approved, drafted
from vouchers import actions, errors, queries
from vouchers.models import Choice, Delivery, Letter

pytestmark = [pytest.mark.django_db]
LATER = TODAY + timedelta(days=1)
BORN = date(2011, 4, 1)


@pytest.fixture(autouse=True)
def on_the_day_after(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: noon(LATER))


@pytest.fixture
def strand():
    return a_strand(minimum_age=15)


@pytest.fixture
def site(strand):
    return a_site(strand, name_fi="Hoitokulma")


class Family:
    """A child whose mother lives with it, and whose father does not; nobody has an e-mail address."""

    def __init__(self, child, strand, area):
        self.child = child
        self.mother, self.father = (a_resident(strand, area, given_names=name) for name in ("Maija", "Matti"))
        Residence.objects.filter(resident=self.father).update(street="Muualla 2")
        for guardian in (self.mother, self.father):
            Guardianship.objects.create(child=child, guardian=guardian, period=since(BORN))


@pytest.fixture
def plan(strand, area, site):
    a_list(strand, area, site, 4, born_on=BORN, given_names="Eino", family_name="Niemi")
    return drafted(strand, site, places=3)


@pytest.fixture
def family(plan, strand, area):
    return Family(plan.lots.get(moves=True).resident, strand, area)


def emailed(guardian, address="matti@example.invalid"):
    Resident.objects.filter(pk=guardian.pk).update(email=address)


def swept():
    mail.outbox.clear()
    OutboxMessage.objects.filter(done_at__isnull=True).update(due_at=noon())
    outbox.sweep(here=True)
    return list(Letter.objects.filter(kind="child_matter").order_by("pk"))


def undone(plan):
    actions.ask_to_undo_moves(plan=plan, by=a_person(), at=noon(LATER), channel="online")
    actions.undo_moves(plan=plan, by=a_person(), at=noon(LATER), channel="online")


def test_the_guardian_who_lives_elsewhere_gets_a_letter_of_the_move_that_names_neither_child_nor_site(plan, family):
    approved(plan)

    (letter,) = swept()

    assert (letter.resident, letter.title) == (family.father, "Lapsi siirtyy toiselle terveysasemalle")
    assert "5.4.2017" in letter.text
    assert "arvottiin" in letter.text
    assert not any(word in letter.text for word in ("Eino", "Niemi", "Hoitokulma", "Maija"))
    assert Letter.objects.get(kind="moved").resident == family.child


def test_where_the_childs_letter_is_no_paper_at_home_both_guardians_are_told(plan, family):
    emailed(family.child, "eino@example.invalid")
    approved(plan)

    assert [letter.resident for letter in swept()] == [family.mother, family.father]


def test_a_guardian_with_an_address_is_told_by_email_wherever_they_live(plan, family):
    emailed(family.mother, "maija@example.invalid")
    approved(plan)

    assert [letter.resident for letter in swept()] == [family.father]
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["maija@example.invalid"], "Lapsi siirtyy toiselle terveysasemalle")
    assert "5. huhtikuuta 2017 alkaen" in message.body.replace("\xa0", " ")


@pytest.mark.parametrize("whose", ["child", "mother", "father"])
@pytest.mark.parametrize("when", ["before", "between"])
def test_where_somebody_is_under_non_disclosure_no_guardian_is_told(plan, family, whose, when):
    """A draw leaves out whoever is protected when it is drawn: here it begins after that."""
    if when == "before" and whose != "child":
        Protection.objects.create(resident=getattr(family, whose), period=since(TODAY))
    approved(plan)
    if when == "between":
        Protection.objects.create(resident=getattr(family, whose), period=since(LATER))
    elif whose == "child":
        Protection.objects.create(resident=family.child, period=since(TODAY))

    assert swept() == []


def test_of_one_who_chooses_alone_no_guardian_is_told(plan, family):
    Resident.objects.filter(pk=family.child.pk).update(born_on=date(2002, 3, 15))
    approved(plan)

    assert swept() == []


def test_of_a_move_that_a_guardian_has_chosen_against_nobody_is_told(plan, family, strand):
    approved(plan)
    mother = actions.Deputy("guardian", family.mother)
    later = chosen(family.child, strand, a_site(strand), channel="desk", deputy=mother)
    assert Choice.objects.get(origin="forced").replaced_by == later

    assert swept() == []


def test_many_are_asked_about_as_one_is(strand, area, plan, family):
    """Uncertain custody, an ended one, a dead guardian: the same few as one by one, in two questions."""
    children = [lot.resident for lot in plan.lots.order_by("resident")]
    others = [Family(child, strand, area) for child in children if child != family.child]
    Guardianship.objects.filter(guardian=others[0].mother).update(is_certain=False)
    Guardianship.objects.filter(guardian=others[1].mother).update(period=between(BORN, TODAY))
    Resident.objects.filter(pk=others[2].mother.pk).update(died_on=date(2016, 5, 5), died_precision="day")

    found = queries.guardians_of_many([child.pk for child in children], strand=strand, on=TODAY)

    one_by_one = [(child, guardian) for child in children for guardian in queries.guardians_told(child, on=TODAY)]
    assert [(row.child, row.guardian) for row in found] == one_by_one
    assert len(one_by_one) == 4


def test_the_letter_of_a_move_that_is_undone_is_withdrawn(plan, family):
    approved(plan)
    (letter,) = swept()

    undone(plan)

    assert Delivery.objects.get(letter=letter).state == "withdrawn"
    assert swept() == [letter]
    assert mail.outbox == []


def test_while_a_guardians_letter_has_left_a_draw_is_not_undone(plan, family):
    approved(plan)
    swept()
    Delivery.objects.filter(letter__kind="child_matter").update(state="sent")

    with pytest.raises(errors.MoveLettersHaveLeft):
        undone(plan)


def test_who_was_told_of_the_move_by_email_is_told_that_it_no_longer_holds_and_nobody_else(plan, family):
    emailed(family.father)
    approved(plan)
    swept()

    undone(plan)

    assert swept() == []
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["matti@example.invalid"], "Lasta ei siirretä toiselle terveysasemalle")
    assert "ei enää pidä paikkaansa" in message.body


@pytest.mark.parametrize("address", ["", "matti@example.invalid"])
def test_whoever_was_not_told_when_it_was_undone_never_learns_of_it(plan, family, address):
    emailed(family.father, address)
    approved(plan)

    undone(plan)

    assert (swept(), mail.outbox) == ([], [])


def test_a_message_that_was_claimed_and_not_sent_yet_is_nobodys_news(plan, family):
    emailed(family.father)
    approved(plan)
    OutboxMessage.objects.filter(kind="deed_told").update(due_at=noon(CHOSEN_ON))
    claimed = outbox._claim()
    assert claimed.kind == "deed_told"

    undone(plan)
    outbox._deliver(claimed, here=True)

    assert (swept(), mail.outbox) == ([], [])


def test_guardians_who_live_elsewhere_learn_that_the_pilot_closes(monkeypatch):
    strand = a_strand(pilot=a_pilot(period=between(date(2017, 4, 1), date(2019, 10, 1))), minimum_age=15)
    area, private = an_area(strand), a_site(strand, name_fi="Hoitokulma")
    families = [Family(a_customer(strand, area, private, born_on=BORN), strand, area) for _number in range(2)]
    grown = Family(a_customer(strand, area, private), strand, area)
    Protection.objects.create(resident=families[1].mother, period=since(TODAY))
    plan = approve(strand)
    job = actions.start_closing_letters(plan=plan, by=plan.proposed_by, at=MOMENT)
    monkeypatch.setattr(timezone, "now", lambda: MOMENT)

    for _time in range(2):
        actions.write_closing_letters(plan=plan, job=job, by=None, at=MOMENT, channel="system")
    OutboxMessage.objects.update(due_at=MOMENT)
    outbox.sweep(here=True)

    letter = Letter.objects.get(kind="child_matter")
    assert (letter.resident, letter.title) == (families[0].father, "Kokeilu päättyy: lapsen terveysasema")
    assert letter.deliveries.get().sent_on == LETTERS_ON
    assert all(day in letter.text for day in ("1.10.2019", "viimeistään 15.9.2019"))
    assert "Hoitokulma" not in letter.text
    assert Letter.objects.filter(kind="closing", resident__in=[grown.child, families[1].child]).count() == 2
