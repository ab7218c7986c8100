"""Guardians in dispute: told by letter, objecting within the term, settled with reasons to both."""

from datetime import date

import pytest

from pilot import outbox
from pilot.models import AuditEvent
from pilot.periods import between, since
from registry import errors as registry_errors
from registry.models import Guardianship, Protection, Resident
from tests.constraints import changed, copied, refused_by
from tests.people import a_member
from tests.vouchers.cast import FIRST, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, queries
from vouchers.actions import Deputy
from vouchers.models import Choice, Decision, Enrolment, Letter, Objection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
BORN = date(2010, 5, 1)
# Chosen on 15.3. by a rule of 21 days: in effect on 5.4.; objections until 29.3., settled within 10 days.
CHOSEN, EFFECT, LAST = date(2017, 3, 15), date(2017, 4, 5), date(2017, 3, 29)


class Family:
    """A child whose mother has chosen for it, its father, and a clerk."""

    def __init__(self):
        self.strand = a_strand(minimum_age=15, early_change_days=10)
        area = an_area(self.strand)
        self.site = a_site(self.strand, name_fi="Hoitokulma")
        self.child = a_resident(self.strand, area, born_on=BORN)
        self.mother = a_resident(self.strand, area, email="maija@example.invalid", language="fi")
        self.father = a_resident(self.strand, area, language="sv")
        for guardian in (self.mother, self.father):
            Guardianship.objects.create(child=self.child, guardian=guardian, period=since(BORN))
        self.clerk = a_member("staff", self.strand.pilot.lead)
        by = a_login(self.mother)
        self.choice = chosen(self.child, self.strand, self.site, by=by, deputy=Deputy("guardian", self.mother))

    def object(self, on=LAST, guardian=None, text="Liian kaukana.", **changes):
        given = {"choice": self.choice, "by": self.clerk, "at": noon(on), "channel": "desk"}
        return actions.object_to_choice(guardian=guardian or self.father, text=text, **given | changes)

    def settle(
        self, objection, *, upholds, on=LAST, reasons="Matka on kohtuuton.", why="Odottaminen haittaa.", by=None
    ):
        return actions.settle_objection(
            objection=objection, upholds=upholds, reasons=reasons, by=by or self.clerk, at=noon(on), channel="desk",
            why_unheard=why,
        )  # fmt: skip


@pytest.fixture
def family():
    return Family()


def test_a_guardian_without_email_gets_a_letter_in_their_language_once(family):
    outbox.sweep(here=True)
    outbox.sweep(here=True)

    letter = Letter.objects.get()
    assert (letter.resident, letter.kind, letter.language) == (family.father, "guardian", "sv")
    assert "29.3.2017" in letter.text
    assert "5.4.2017" in letter.text
    assert "Hoitokulma" not in letter.text
    assert family.child.family_name not in letter.text.replace(family.father.full_name, "")


@pytest.mark.parametrize("case", ["protected", "no guardian any more"])
def test_a_letter_that_would_reveal_anything_now_is_not_written(family, case):
    if case == "protected":
        Protection.objects.create(resident=family.child, period=since(FIRST))
    else:
        Guardianship.objects.filter(guardian=family.father).update(period=between(BORN, CHOSEN))

    outbox.sweep(here=True)

    assert not Letter.objects.exists()


def test_a_guardian_objects_on_the_last_day_and_the_choice_stands_meanwhile(family):
    objection = family.object()

    assert (objection.state, objection.settle_by) == ("open", date(2017, 4, 8))
    assert AuditEvent.objects.get(kind="choice_objected").facts["guardian"] == family.father.pk
    assert Enrolment.objects.filter(resident=family.child, choice=family.choice, period__startswith=EFFECT).exists()


def told_of_it(mailoutbox):
    outbox.sweep(here=True)
    return [message for message in mailoutbox if "vastustanut" in message.body]


def test_the_other_guardian_is_told_with_the_day_and_without_words_or_names(family, mailoutbox):
    family.object()

    (message,) = told_of_it(mailoutbox)

    assert message.to == ["maija@example.invalid"]
    assert "8.\u00a0huhtikuuta 2017" in message.body
    for secret in ("Liian kaukana", family.father.family_name, family.child.given_names, "Hoitokulma"):
        assert secret not in message.body + message.subject


@pytest.mark.parametrize("when", ["before", "between the objection and the sweep"])
def test_nobody_is_told_of_an_objection_in_a_protected_family(family, mailoutbox, when):
    if when == "before":
        Protection.objects.create(resident=family.father, period=since(FIRST))
    family.object()
    if when != "before":
        Protection.objects.create(resident=family.father, period=since(FIRST))

    assert told_of_it(mailoutbox) == []


@pytest.fixture
def by_letter(family):
    """Let the mother, who chose, have no e-mail address."""
    Resident.objects.filter(pk=family.mother.pk).update(email="")
    return family


def test_a_guardian_without_email_is_told_of_the_objection_by_letter_once(by_letter):
    by_letter.object()
    outbox.sweep(here=True)
    outbox.sweep(here=True)

    letter = Letter.objects.get(kind="objection")
    assert (letter.resident, letter.language) == (by_letter.mother, "fi")
    # Objected on 29.3., to be settled within ten days.
    assert "29.3.2017" in letter.text
    assert "8.4.2017" in letter.text
    for secret in ("Liian kaukana", by_letter.father.given_names, by_letter.child.given_names, "Hoitokulma"):
        assert secret not in letter.text + letter.title
    assert AuditEvent.objects.filter(kind="letter_written", facts__letter=letter.pk).count() == 1


@pytest.mark.parametrize("meanwhile", ["protected", "no guardian any more", "settled"])
def test_a_letter_of_an_objection_that_would_reveal_or_mislead_is_not_written(by_letter, meanwhile):
    objection = by_letter.object()
    match meanwhile:
        case "protected":
            Protection.objects.create(resident=by_letter.child, period=since(FIRST))
        case "settled":
            by_letter.settle(objection, upholds=False)
        case _:
            Guardianship.objects.filter(guardian=by_letter.mother).update(period=between(BORN, CHOSEN))

    outbox.sweep(here=True)

    assert not Letter.objects.filter(kind="objection").exists()


REFUSED = {
    "a day late": (errors.ObjectionTooLate, lambda f: f.object(on=date(2017, 3, 30))),
    "no guardian": (registry_errors.MayNotAct, lambda f: f.object(guardian=a_resident(f.strand, None))),
    "one's own": (errors.NothingToObject, lambda f: f.object(guardian=f.mother)),
    "silence": (errors.NothingSaid, lambda f: f.object(text=" ")),
    "taken back": (
        errors.NothingToObject,
        lambda f: (changed(f.choice, regretted_at=noon())(), f.object()),
    ),
    "twice": (errors.AlreadyObjected, lambda f: (f.object(), f.object())),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_objection_is_refused(family, case):
    expected, deed = REFUSED[case]
    before = 1 if case == "twice" else 0

    with pytest.raises(expected):
        deed(family)

    assert Objection.objects.count() == before


def test_upheld_before_it_takes_effect_the_choice_is_taken_back(family):
    objection = family.settle(family.object(), upholds=True)

    family.choice.refresh_from_db()
    assert (objection.state, family.choice.regretted_by) == ("upheld", family.clerk)
    decisions = Decision.objects.order_by("pk")
    assert [one.resident for one in decisions] == [family.father, family.mother]
    assert {one.outcome for one in decisions} == {"granted"}
    assert [one.language for one in decisions] == ["sv", "fi"]
    assert Letter.objects.filter(kind="decision").count() == 2
    assert objection.decision == decisions[0]
    assert AuditEvent.objects.get(kind="objection_upheld").facts["decisions"] == [one.pk for one in decisions]


def test_upheld_in_effect_the_child_returns_home_by_the_rules_and_is_not_bound(family):
    family.settle(family.object(), upholds=True, on=date(2017, 4, 10))

    back = Choice.objects.latest("pk")
    assert (back.site, back.effective_on, back.reason) == (None, date(2017, 5, 1), "weighty")
    assert Enrolment.objects.get(choice=family.choice).period.upper == date(2017, 5, 1)
    offer = queries.choice_offer(
        resident=family.child, strand=family.strand, site=a_site(family.strand), on=date(2017, 5, 2)
    )
    assert offer.refusal is None


def test_dismissed_the_choice_stands_and_both_are_told_why(family):
    objection = family.settle(family.object(), upholds=False)

    family.choice.refresh_from_db()
    assert (objection.state, family.choice.regretted_at) == ("dismissed", None)
    assert set(Decision.objects.values_list("outcome", "reasons")) == {("rejected", "Matka on kohtuuton.")}
    assert Decision.objects.count() == 2


def test_it_is_settled_once_with_reasons_and_by_nobody_whose_matter_it_is(family):
    objection = family.object()
    with pytest.raises(errors.UnreasonedDecision):
        family.settle(objection, upholds=False, reasons=" ")
    with pytest.raises(errors.OwnMatter):
        family.settle(objection, upholds=True, by=family.mother.account.user)
    family.choice.refresh_from_db()
    assert family.choice.regretted_at is None
    family.settle(objection, upholds=False)

    with pytest.raises(errors.ObjectionSettled):
        family.settle(objection, upholds=True)


def test_what_the_database_refuses(family):
    objection = family.object()

    with refused_by("objection_says_something"):
        copied(objection, resident_id=family.mother.pk, text="", state="open")()
    with refused_by("guardian_objects_to_a_choice_once|one_objection_to_a_choice_waits"):
        copied(objection)()
    with refused_by("one_objection_to_a_choice_waits"):
        copied(objection, resident_id=family.mother.pk)()
    with refused_by("objection_is_settled_by_someone_with_reasons"):
        changed(objection, state="dismissed", why_unheard="Kiire.")()
    with refused_by("what_was_objected_never_changes"):
        changed(objection, text="Muu")()
    with refused_by("objection_follows_its_guardian"):
        changed(objection, resident=family.mother)()
    with refused_by("objection_is_never_deleted"):
        objection.delete()
    settled = family.settle(objection, upholds=False)
    with refused_by("guardian_objects_to_a_choice_once"):
        copied(settled, decision_id=Decision.objects.latest("pk").pk)()
    with refused_by("objection_moves_as_allowed"):
        changed(settled, state="upheld")()
