"""What the database refuses of choices made for another, and what the action refuses before it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from pilot.models import AuditEvent
from pilot.periods import since
from registry import errors
from registry.models import Guardianship, Resident
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.rules import write_rules
from tests.vouchers.cast import LONG_AGO, TODAY, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions
from vouchers.actions import Deputy, MandateProof
from vouchers.models import Choice, EarlyChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    strand = a_strand(minimum_age=60)
    area = an_area(strand)
    child, guardian, other = (a_resident(strand, area) for _each in range(3))
    Guardianship.objects.create(child=child, guardian=guardian, period=since(LONG_AGO))
    return strand, a_site(strand), child, guardian, other


@pytest.fixture
def strand_of_queues(stage):
    write_rules(stage[0], queue_opens_at=1)


BROKEN = {
    "choice_is_own_or_made_in_a_capacity": {"capacity": "friend", "channel": "desk"},
    "choice_for_another_names_its_deputy_unless_at_desk": {"capacity": "guardian", "deputy": None},
    "nobody_is_own_deputy": {"capacity": "guardian", "deputy": "child"},
    "legal_guardian_chooses_at_desk": {"capacity": "legal_guardian", "deputy": "other"},
    "choice_by_mandate_online_keeps_it": {"capacity": "mandate", "deputy": "other", "mandate_reference": "7"},
    "choice_names_its_deputy_once": {"capacity": "guardian", "deputy": "other", "deputy_name": "Maija Niemi"},
    "only_own_choice_is_made_for_another": {"capacity": "guardian", "deputy": "other", "origin": "queue"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name, stage):
    strand, site, child, _guardian, other = stage
    choice = chosen(child, strand, site)
    who = {"child": child, "other": other}
    values = {key: who.get(value, value) if value else value for key, value in BROKEN[name].items()}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Choice.objects.filter(pk=choice.pk).update(**values)


def test_a_choice_without_a_deputy_is_not_given_an_absorbed_record_as_one(stage):
    strand, site, child, guardian, other = stage
    choice = chosen(child, strand, site, channel="paper", by=a_person(), deputy=Deputy("legal_guardian"))
    Resident.objects.filter(pk=guardian.pk).update(merged_into=other)

    with refused_by("nothing_moves_to_absorbed_deputy"):
        changed(choice, deputy=guardian, capacity="guardian")()
    changed(choice, deputy=other, capacity="guardian")()


def a_place(stage):
    strand, _site, child, *_others = stage
    full = a_site(strand, places=0)
    return actions.join_queue(resident=child, strand=strand, site=full, by=None, at=noon(), channel="replay")


def a_case(stage):
    strand, site, child, *_others = stage
    return EarlyChange.objects.create(
        resident=child, strand=strand, site=site, reason="moved", channel="desk", asked_at=noon(), decide_by=TODAY,
        key="k", state="denied",
    )  # fmt: skip


ROWS = {"queue_place": a_place, "early_change": a_case}
ONCE = {"queue_place": "queue_place_names_its_deputy_once", "early_change": "early_change_names_its_deputy_once"}


@pytest.mark.parametrize("what", ROWS)
@pytest.mark.parametrize("named", [{"deputy_name": "Maija Niemi"}, {"deputy_id": "guardian"}])
def test_of_a_place_and_a_case_somebody_is_named_once_and_nobody_for_oneself(what, named, stage, strand_of_queues):
    guardian, row = stage[3], ROWS[what](stage)
    both = {"deputy_id": guardian.pk, "deputy_name": "Maija Niemi"}
    own = {key: guardian.pk if value == "guardian" else value for key, value in named.items()}
    more = {"state": "left", "left_at": noon()} if what == "queue_place" else {"key": "l"}

    for wrong in ({"capacity": "own"} | own, {"capacity": "guardian"} | both):
        with refused_by(ONCE[what]):
            copied(row, **wrong | more)()
    copied(row, **{"capacity": "guardian"} | own | more)()


@pytest.mark.parametrize("what", ROWS)
def test_a_place_or_a_case_is_not_given_an_absorbed_record_as_deputy(what, stage, strand_of_queues):
    guardian, other, row = stage[3], stage[4], ROWS[what](stage)
    Resident.objects.filter(pk=guardian.pk).update(merged_into=other)
    more = {"state": "left", "left_at": noon()} if what == "queue_place" else {"key": "l"}

    with refused_by("absorbed_deputy_gets_nothing"):
        copied(row, capacity="guardian", deputy_id=guardian.pk, **more)()


def test_whom_a_place_was_taken_by_does_not_become_an_absorbed_record(stage, strand_of_queues):
    guardian, other, row = stage[3], stage[4], a_place(stage)
    Resident.objects.filter(pk=guardian.pk).update(merged_into=other)

    with refused_by("nothing_moves_to_absorbed_deputy"):
        changed(row, capacity="guardian", deputy=guardian)()


def test_one_who_acts_only_for_oneself_has_no_deputy(stage):
    strand, site, child, guardian, _other = stage
    choice = chosen(child, strand, site)

    with pytest.raises(IntegrityError, match="choice_for_another_names_its_deputy"), transaction.atomic():
        Choice.objects.filter(pk=choice.pk).update(deputy=guardian)


def test_at_the_desk_a_legal_guardian_need_not_be_in_the_register(stage):
    strand, site, child, *_others = stage

    choice = chosen(child, strand, site, channel="paper", by=a_person(), deputy=Deputy("legal_guardian"))

    assert (choice.capacity, choice.deputy) == ("legal_guardian", None)
    assert AuditEvent.objects.get(kind="choice_made").facts["capacity"] == "legal_guardian"


def test_only_a_choice_by_mandate_names_one(stage):
    strand, site, child, *_others = stage

    with pytest.raises(IntegrityError, match="choice_by_mandate_online_keeps_it"), transaction.atomic():
        Choice.objects.filter(pk=chosen(child, strand, site).pk).update(mandate_theme="x")


AT = noon()
WRONG_PROOFS = {
    "of another person": {"person": 0},
    "for another resident": {"resident": 0},
    "too old": {"asked_at": AT - timedelta(minutes=3)},
    "from the future": {"asked_at": AT + timedelta(seconds=1)},
}


@pytest.mark.parametrize("wrong", [*WRONG_PROOFS, None])
def test_a_mandate_counts_if_it_was_just_asked_about_for_these_two(wrong, stage):
    strand, site, principal, _guardian, other = stage
    given = {"person": other.pk, "resident": principal.pk, "reference": "7", "theme": "t", "asked_at": AT}
    deputy = Deputy("mandate", other, MandateProof(**given | WRONG_PROOFS.get(wrong, {})))

    if wrong is None:
        choice = chosen(principal, strand, site, by=a_login(other), deputy=deputy)
        assert (choice.mandate_reference, choice.mandate_theme) == ("7", "t")
        return
    with pytest.raises(errors.MayNotAct):
        chosen(principal, strand, site, by=a_login(other), deputy=deputy)
    assert not Choice.objects.exists()


@pytest.mark.parametrize("case", ["another's as own", "not a guardian", "somebody else's right", "mandate", "staff"])
def test_the_action_refuses_who_has_no_right_and_leaves_no_trace(case, stage):
    strand, site, child, guardian, other = stage
    guardians, others = a_login(guardian), a_login(other)
    by, deputy = {
        "another's as own": (guardians, None),
        "not a guardian": (others, Deputy("guardian", other)),
        "somebody else's right": (others, Deputy("guardian", guardian)),
        "mandate": (guardians, Deputy("mandate", guardian)),
        "staff": (a_person(), Deputy("guardian", guardian)),
    }[case]
    events = AuditEvent.objects.count()

    with pytest.raises(errors.MayNotAct):
        chosen(child, strand, site, by=by, deputy=deputy)

    assert not Choice.objects.exists()
    assert AuditEvent.objects.count() == events


def test_from_the_age_of_own_choice_on_the_strand_refuses_a_guardian(stage):
    strand, site, child, guardian, _other = stage
    write_rules(strand, minimum_age=47)

    with pytest.raises(errors.ChoosesThemselves):
        chosen(child, strand, site, by=a_login(guardian), deputy=Deputy("guardian", guardian))


def test_an_absorbed_record_acts_for_nobody(stage):
    strand, site, child, guardian, other = stage
    choice = chosen(child, strand, site)
    changed(choice, capacity="guardian", deputy=other)()
    changed(guardian, merged_into=other)()

    with refused_by("nothing_moves_to_absorbed_deputy"):
        changed(choice, deputy=guardian)()
    with refused_by("absorbed_deputy_gets_nothing"):
        copied(choice, capacity="guardian", deputy_id=guardian.pk, receipt_number="X", key=None)()
