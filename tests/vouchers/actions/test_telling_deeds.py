"""Who learns, by e-mail or letter, of what a deputy did besides choosing, and what came about in a child's matter."""

from datetime import date, timedelta

import pytest
from django.core import mail

from pilot import outbox
from pilot.models import OutboxMessage
from pilot.periods import between, since
from registry.errors import MayNotAct
from registry.models import Protection, Resident
from tests.people import a_member
from tests.vouchers.actions.test_telling_taken_back import Family
from tests.vouchers.cast import FIRST, LONG_AGO, TODAY, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, letters, queries
from vouchers.actions import Deputy
from vouchers.models import EarlyChange, Letter, QueuePlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
TOLD = ("deed_told", "deed_letter")
# Chosen on 1.2. by a rule of 21 days and six months: in effect on 22.2., bound until 22.8.
CHOSEN, RULED = date(2017, 2, 1), date(2017, 3, 20)


@pytest.fixture
def strand():
    return a_strand(minimum_age=15, queue_opens_at=1, early_change_days=10)


@pytest.fixture
def family(strand):
    return Family(strand)


@pytest.fixture
def full(strand):
    return a_site(strand, places=0, name_fi="Hoitokulma")


def an_adult(strand, **fields):
    return a_resident(strand, an_area(strand), given_names="Aino", **fields)


def joined(resident, strand, site, deputy, on=TODAY):
    given = {"by": None, "channel": "desk", "deputy": deputy}
    return actions.join_queue(resident=resident, strand=strand, site=site, at=noon(on), **given)


def left(place, deputy):
    return actions.leave_queue(place=place, by=None, at=noon(), channel="desk", deputy=deputy)


def asked(resident, strand, deputy, **given):
    return actions.ask_early_change(
        resident=resident, strand=strand, site=a_site(strand), reason="moved", explanation="", at=noon(),
        key=f"early-{resident.pk}", deputy=deputy, **{"by": None, "channel": "desk"} | given,
    )  # fmt: skip


def swept(kind):
    mail.outbox.clear()
    outbox.sweep(here=True)
    return list(Letter.objects.filter(kind=kind).order_by("pk"))


@pytest.mark.parametrize("capacity", ["mandate", "legal_guardian"])
def test_an_adult_without_email_learns_by_letter_of_a_queue_and_who_it_was(strand, full, capacity):
    adult, deputy = an_adult(strand), Deputy(capacity, a_resident(strand, an_area(strand), given_names="Kerttu"))

    joined(adult, strand, full, deputy)

    (letter,) = swept("acted")
    assert (letter.resident, letter.title) == (adult, "Jonoon on liitytty")
    assert "15.3.2017" in letter.text
    assert "Kerttu" in letter.text
    assert full.name not in letter.text
    assert letter.deliveries.get().way == "post"


@pytest.mark.parametrize(
    ("language", "title"), [("fi", "Jonopaikasta on luovuttu"), ("sv", "En köplats har getts upp")]
)
def test_whoever_has_email_is_written_to_in_their_language_and_gets_no_letter(strand, full, language, title):
    adult = an_adult(strand, language=language, email="aino@example.invalid")
    place = joined(adult, strand, full, Deputy("legal_guardian"))
    outbox.sweep(here=True)

    left(place, Deputy("legal_guardian"))

    assert swept("acted") == []
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["aino@example.invalid"], title)
    assert full.name not in message.body


def test_joining_another_queue_tells_that_the_earlier_place_is_gone(strand, full):
    adult, deputy = an_adult(strand, language="en"), Deputy("mandate")
    joined(adult, strand, full, deputy, on=TODAY - timedelta(days=1))

    joined(adult, strand, a_site(strand, places=0), deputy)

    first, second = swept("acted")
    assert "The earlier place in another queue was given up." not in first.text
    assert "The earlier place in another queue was given up." in second.text


def test_a_place_that_a_deputys_choice_gives_up_is_told(strand, full):
    adult = an_adult(strand, language="en")
    actions.join_queue(resident=adult, strand=strand, site=full, by=None, at=noon(), channel="online")

    chosen(adult, strand, a_site(strand), channel="desk", deputy=Deputy("mandate"))

    (letter,) = swept("acted")
    assert letter.title == "Your place in a queue was given up"
    assert "because another health station was chosen" in letter.text


def test_one_who_acts_for_themselves_is_told_nothing_more(strand, full):
    adult = an_adult(strand, email="aino@example.invalid")
    place = actions.join_queue(resident=adult, strand=strand, site=full, by=None, at=noon(), channel="online")
    actions.leave_queue(place=place, by=None, at=noon(), channel="online")

    assert not OutboxMessage.objects.filter(kind__in=TOLD).exists()


def test_the_other_guardian_learns_of_queue_joined_and_left_and_neither_child_nor_site_is_named(strand, family, full):
    Resident.objects.filter(pk=family.mother.pk).update(email="maija@example.invalid")
    place = joined(family.child, strand, full, family.by_mother)
    left(place, family.by_mother)

    letters = swept("child_matter")

    assert [(letter.resident, letter.title) for letter in letters] == [
        (family.father, "Lapsi on jonossa"), (family.father, "Lapsen jonopaikasta on luovuttu"),
    ]  # fmt: skip
    assert [message.to for message in mail.outbox] == [["maija@example.invalid"]] * 2
    for text in [letter.text for letter in letters] + [message.body for message in mail.outbox]:
        assert not any(word in text for word in ("Eino", "Niemi", "Hoitokulma", "Maija"))


@pytest.mark.parametrize("when", ["before", "between"])
def test_of_a_child_under_non_disclosure_nobody_is_told(strand, family, full, when):
    if when == "before":
        Protection.objects.create(resident=family.child, period=since(TODAY))
    joined(family.child, strand, full, family.by_mother)
    if when == "between":
        Protection.objects.create(resident=family.father, period=since(TODAY))

    assert swept("child_matter") == []
    assert mail.outbox == []


@pytest.mark.parametrize("how", ["site", "pilot"])
def test_each_guardian_learns_that_a_childs_queue_has_ended(strand, family, full, how):
    place = joined(family.child, strand, full, family.by_mother)
    outbox.sweep(here=True)
    if how == "site":
        full.approvals.update(period=between(LONG_AGO, TODAY))
    else:
        # Given today, a place takes effect on 5.4.: the pilot is over by then.
        strand.pilot.period = between(FIRST, date(2017, 4, 5))
        strand.pilot.save(update_fields=["period"])

    actions.serve_queue(site=full, strand=strand, by=None, at=noon(), channel="system")

    place.refresh_from_db()
    assert place.state == "closed"
    told = [letter.resident for letter in swept("child_matter") if "päättynyt" in letter.title]
    assert told == [family.mother, family.father]
    assert Letter.objects.get(kind="queue_closed").resident == family.child


def test_while_a_place_takes_effect_on_the_pilots_last_day_the_queue_goes_on(strand, full):
    strand.pilot.period = between(FIRST, date(2017, 4, 6))
    strand.pilot.save(update_fields=["period"])
    actions.join_queue(resident=an_adult(strand), strand=strand, site=full, by=None, at=noon(), channel="online")

    actions.serve_queue(site=full, strand=strand, by=None, at=noon(), channel="system")

    assert QueuePlace.objects.get().state == "waiting"


def a_bound(resident, strand):
    deputy = None if resident.born_on < date(2000, 1, 1) else Deputy("guardian", name="Maija Niemi")
    chosen(resident, strand, a_site(strand), CHOSEN, channel="desk", deputy=deputy)
    outbox.sweep(here=True)
    return resident


def test_guardians_learn_of_a_childs_case_of_the_decision_and_of_its_day(strand, family):
    case = asked(a_bound(family.child, strand), strand, Deputy("guardian", name="Maija Niemi"))
    first = swept("child_matter")
    clerk = a_member("staff", strand.pilot.lead)

    ruling = actions.rule_on_early_change(
        case=case, accepts=True, reasons="Muutto.", by=clerk, at=noon(RULED), channel="desk"
    )

    both = [family.mother, family.father]
    assert [letter.resident for letter in first] == both
    assert all("25.3.2017" in letter.text for letter in first)
    second = swept("child_matter")[2:]
    assert [letter.resident for letter in second] == both
    assert all(ruling.decision.number in letter.text and "10.4.2017" in letter.text for letter in second)
    assert ruling.decision.letter.resident == family.child


def test_a_denial_is_told_to_guardians_as_a_denial(strand, family):
    case = asked(a_bound(family.child, strand), strand, Deputy("guardian", name="Maija Niemi"))
    swept("child_matter")
    clerk = a_member("staff", strand.pilot.lead)

    actions.rule_on_early_change(case=case, accepts=False, reasons="Ei.", by=clerk, at=noon(RULED), channel="desk")

    assert all("Vaihtoa ei hyväksytty" in letter.text for letter in swept("child_matter")[2:])


def test_what_a_guardian_asked_for_is_a_guardians_choice_that_nobody_objects_to(strand, family):
    case = asked(a_bound(family.child, strand), strand, Deputy("guardian", name="Maija Niemi"))
    clerk = a_member("staff", strand.pilot.lead)

    choice = actions.rule_on_early_change(
        case=case, accepts=True, reasons="Muutto.", by=clerk, at=noon(RULED), channel="desk"
    ).choice

    assert choice.capacity == "guardian"
    assert letters.made_by(choice, on=RULED).startswith("Huoltajana")
    assert not queries.may_be_objected(choice, guardian=family.father)
    assert not OutboxMessage.objects.filter(kind__startswith="guardian", payload__choice=choice.pk).exists()


def test_an_adult_whose_case_a_deputy_opens_and_withdraws_learns_of_both(strand):
    adult, deputy = a_bound(an_adult(strand, language="en"), strand), Deputy("legal_guardian")

    actions.withdraw_early_change(
        case=asked(adult, strand, deputy), by=a_member("staff", strand.pilot.lead), at=noon(), channel="desk",
        deputy=deputy,
    )  # fmt: skip

    opened, withdrawn = swept("acted")
    assert "decided on by 25.3.2017" in opened.text
    assert withdrawn.title == "The wish to change before the term ends was withdrawn"


def test_guardians_learn_that_a_form_for_their_child_made_no_choice(strand, family):
    clerk = a_member("staff", strand.pilot.lead)
    stands = actions.OnPaper(a_site(strand), False, TODAY, "guardian", signatory=family.mother)
    form = actions.enter_paper_form(
        resident=family.child, strand=strand, stands=stands, key="k", by=clerk, at=noon(), channel="desk"
    )

    decision = actions.reject_paper_form(
        form=form, ground="rules", reasons="Lista on täynnä.", by=clerk, at=noon(), channel="desk"
    )

    letters = swept("child_matter")
    assert [letter.resident for letter in letters] == [family.mother, family.father]
    assert all(decision.number in letter.text for letter in letters)
    assert decision.letter.resident == family.child


def test_for_another_an_early_change_is_asked_for_at_the_desk_only(strand, family):
    a_bound(family.child, strand)

    with pytest.raises(MayNotAct):
        asked(family.child, strand, Deputy("guardian", family.mother), by=a_login(family.mother), channel="online")
    assert not EarlyChange.objects.exists()


def test_a_child_alone_at_the_desk_neither_asks_nor_withdraws(strand, family):
    a_bound(family.child, strand)
    with pytest.raises(errors.TooYoung):
        asked(family.child, strand, None, identified_by="identity_card")

    case = asked(family.child, strand, Deputy("guardian", name="Maija Niemi"))
    with pytest.raises(errors.TooYoung):
        actions.withdraw_early_change(case=case, by=None, at=noon(), channel="desk", identified_by="identity_card")
    case.refresh_from_db()
    assert case.state == "open"
