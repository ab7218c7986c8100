"""What the database itself refuses of a closing."""

from datetime import date

import pytest

from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.vouchers.actions.test_closing import TAMPERE, a_customer, approve, propose
from tests.vouchers.cast import a_site, an_area, noon
from vouchers import actions
from vouchers.models import ClosingLetter

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(strand):
    strand.pilot.period = type(strand.pilot.period)(date(2017, 1, 1), date(2019, 10, 1))
    strand.pilot.save(update_fields=["period"])
    return propose(strand)


def test_a_strand_closes_by_one_plan(plan):
    with refused_by("strand_closes_by_one_plan"):
        copied(plan)()


def test_the_dates_come_in_their_order(plan):
    for wrong in (
        {"join_until_on": date(2019, 9, 16)},
        {"letters_on": date(2019, 9, 16)},
        {"choose_until": TAMPERE.closes_on},
        {"settle_until": date(2019, 9, 30)},
    ):
        with refused_by("closing_comes_in_its_order"):
            copied(plan, withdrawn_at=noon(), withdrawn_by_id=plan.proposed_by_id, **wrong)()


def test_nobody_approves_their_own_plan(plan):
    with refused_by("closing_is_approved_by_somebody_else"):
        changed(plan, approved_at=noon(), approved_by=plan.proposed_by)()
    with refused_by("closing_is_approved_by_somebody_else"):
        changed(plan, approved_at=noon())()


def test_an_approved_plan_is_not_withdrawn(plan):
    with refused_by("closing_is_withdrawn_before_it_is_approved"):
        changed(plan, approved_at=noon(), approved_by=a_person(), withdrawn_at=noon(), withdrawn_by=plan.proposed_by)()
    changed(plan, approved_at=noon(), approved_by=a_person())()
    with refused_by("decided_closing_stays_decided"):
        changed(plan, approved_at=None, approved_by=None)()


def test_an_approval_is_undone_by_two(plan):
    asker = a_person()
    with refused_by("undoing_is_asked_of_an_approved_closing"):
        changed(plan, undo_asked_at=noon(), undo_asked_by=asker)()
    changed(plan, approved_at=noon(), approved_by=a_person())()
    changed(plan, undo_asked_at=noon(), undo_asked_by=asker)()
    for wrong in ({"undone_by": asker}, {"undone_by": None}):
        with refused_by("closing_is_undone_by_somebody_else"):
            changed(plan, undone_at=noon(), **wrong)()
    changed(plan, undone_at=noon(), undone_by=a_person())()
    with refused_by("decided_closing_stays_decided"):
        changed(plan, undone_at=None, undone_by=None)()


def test_what_a_plan_ended_is_kept_once_and_for_good(strand, plan):
    a_site(strand)
    actions.approve_closing(plan=plan, by=a_person(), at=noon(), channel="online")
    ended = plan.closed_approvals.get()
    with refused_by("closing_ends_an_approval_once"):
        copied(ended)()


def test_what_was_proposed_stays(plan):
    with refused_by("proposed_closing_never_changes"):
        changed(plan, closes_on=date(2019, 11, 1))()
    with refused_by("closing_plan_is_never_deleted"):
        plan.delete()


def test_a_letter_is_written_once_and_stays(strand, plan):
    a_customer(strand, an_area(strand), a_site(strand))
    actions.withdraw_closing(plan=plan, by=a_person(), at=noon(), channel="online")
    plan = approve(strand)
    job = actions.start_closing_letters(plan=plan, by=a_person(), at=noon(TAMPERE.letters_on))
    actions.write_closing_letters(plan=plan, job=job, by=None, at=noon(TAMPERE.letters_on), channel="system")
    letter = ClosingLetter.objects.get()

    with refused_by("resident_gets_one_closing_letter"):
        copied(letter, letter_id=0)()
    with refused_by("closing_letter_never_changes"):
        changed(letter, written_at=noon())()
    with refused_by("closing_letter_is_never_deleted"):
        letter.delete()
