"""What the database itself refuses of early changes."""

from datetime import date

import pytest

from tests.constraints import changed, copied, refused_by
from tests.people import a_member, a_person
from tests.vouchers.actions.test_early import ask, rule
from tests.vouchers.cast import a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions
from vouchers.models import EarlyRuling

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    strand = a_strand()
    resident = a_resident(strand, an_area(strand))
    chosen(resident, strand, a_site(strand), date(2017, 2, 1))
    return ask(resident, strand)


@pytest.fixture
def clerk(case):
    return a_member("staff", case.strand.pilot.lead)


def test_a_resident_asks_once_at_a_time(case):
    with refused_by("resident_asks_one_early_change_at_once"):
        copied(case, key="another")()


def test_another_reason_is_told(case):
    with refused_by("another_reason_is_told"):
        copied(case, key="another", reason="other", state="denied")()


def test_nobody_asks_in_a_capacity_that_there_is_not(case):
    with refused_by("early_change_is_asked_in_a_capacity"):
        copied(case, key="another", capacity="neighbour", state="denied")()


@pytest.mark.parametrize("change", [{"withdrawn_at": noon()}, {"state": "withdrawn"}])
def test_a_withdrawal_has_its_person(case, change):
    with refused_by("early_change_is_withdrawn_by_someone"):
        changed(case, **change)()


def test_what_was_asked_stays(case):
    with refused_by("what_was_asked_early_never_changes"):
        changed(case, reason="safety")()
    with refused_by("what_was_asked_early_never_changes"):
        changed(case, capacity="mandate")()
    with refused_by("early_change_is_never_deleted"):
        case.delete()


def test_a_case_moves_as_allowed(case, clerk):
    rule(case, clerk)

    with refused_by("early_change_moves_as_allowed"):
        changed(case, state="denied")()


def test_a_ruling_accepts_by_a_choice_and_stands(case, clerk):
    ruling = rule(case, clerk)

    with refused_by("only_an_accepting_ruling_makes_a_choice"):
        copied(ruling, on_appeal=True, choice_id=None)()
    with refused_by("early_ruling_has_its_reasons"):
        copied(ruling, on_appeal=True, choice_id=None, outcome="denied", reasons="")()
    with refused_by("early_change_is_ruled_on_once"):
        copied(ruling, choice_id=None, decision_id=0, outcome="denied")()
    for deed in (changed(ruling, reasons="Toinen"), ruling.delete):
        with refused_by("early_ruling_stands"):
            deed()


def test_who_is_disqualified_never_rules(case, clerk):
    declared = actions.declare_disqualified(case=case, ground="Sisareni", by=clerk, at=noon(), channel="desk")

    with refused_by("nobody_disqualified_rules"):
        EarlyRuling.objects.create(
            early_change=case, outcome="denied", reasons="Ei", decided_at=noon(), decided_by=clerk
        )
    with refused_by("disqualification_is_declared_once"):
        copied(declared)()
    with refused_by("disqualification_has_its_ground"):
        copied(declared, declared_by_id=a_person().pk, ground="")()
    for deed in (changed(declared, ground="Veljeni"), declared.delete):
        with refused_by("disqualification_stands"):
            deed()
