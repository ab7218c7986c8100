"""Undoing an approved closing: two people, as if it had never been approved, and only before a letter is written."""

from datetime import date

import pytest

from pilot.models import AuditEvent
from pilot.periods import between
from providers.models import Approval
from tests.people import a_person, a_pilot
from tests.vouchers.actions.test_closing import SPRING, TAMPERE, a_customer, approve, at, choose, on_day, propose
from tests.vouchers.cast import a_site, a_strand, an_area, noon
from vouchers import actions, errors, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def strand():
    return a_strand(pilot=a_pilot(period=between(date(2017, 4, 1), date(2019, 10, 1))))


@pytest.fixture
def private(strand):
    return a_site(strand)


@pytest.fixture
def customer(strand, private):
    return a_customer(strand, an_area(strand), private)


@pytest.fixture
def plan(strand, customer):
    return approve(strand)


def ask(plan, by=None, on=SPRING):
    return actions.ask_to_undo_closing(plan=plan, by=by or a_person(), at=noon(on), channel="online")


def undo(plan, by=None, on=SPRING):
    return actions.undo_closing(plan=plan, by=by or a_person(), at=noon(on), channel="online")


def test_lists_and_approvals_go_on_as_they_would_have_without_it(strand, private, customer, plan):
    """One site had no end; another was to close on 1.1.2020 anyway. Both would have closed on 1.10.2019."""
    assert on_day(customer, 2019, 10, 1).origin == "home"
    ask(plan)

    undo(plan)

    assert Approval.objects.get(site=private).period.upper is None
    assert on_day(customer, 2019, 10, 1).site == private
    assert queries.approved_closing(strand) is None
    assert AuditEvent.objects.filter(kind__in=["closing_undone", "site_reopened"]).count() == 2
    assert AuditEvent.objects.get(kind="site_reopened").facts["changes_from"] == "2019-10-01"


def test_a_site_that_was_to_close_later_anyway_closes_then(strand, private, customer):
    actions.close_site(
        site=private, strand=strand, closes_on=date(2019, 12, 1), by=None, at=noon(SPRING), channel="desk"
    )
    plan = approve(strand)
    ask(plan)

    undo(plan)

    assert Approval.objects.get(site=private).period.upper == date(2019, 12, 1)


def test_a_site_that_somebody_closed_earlier_meanwhile_stays_closed(strand, private, customer, plan):
    actions.close_site(
        site=private, strand=strand, closes_on=date(2019, 7, 1), by=None, at=noon(SPRING), channel="desk"
    )
    ask(plan)

    undo(plan)

    assert on_day(customer, 2019, 7, 1).origin == "home"


def test_who_asks_does_not_confirm_and_nobody_confirms_unasked(plan):
    asker = a_person()
    with pytest.raises(errors.NoUndoAsked):
        undo(plan)
    ask(plan, by=asker)
    with pytest.raises(errors.UndoIsAsked):
        ask(plan)
    with pytest.raises(errors.OwnUndo):
        undo(plan, by=asker)


def test_a_wish_put_aside_leaves_the_plan_as_it_was(strand, plan):
    ask(plan)

    actions.keep_closing(plan=plan, by=a_person(), at=noon(SPRING), channel="online")

    assert queries.approved_closing(strand).undo_asked_by is None
    with pytest.raises(errors.NoUndoAsked):
        undo(plan)
    with pytest.raises(errors.NoUndoAsked):
        actions.keep_closing(plan=plan, by=a_person(), at=noon(SPRING), channel="online")


def test_once_letters_are_begun_it_is_not_undone(plan):
    ask(plan)
    job = actions.start_closing_letters(plan=plan, by=a_person(), at=noon(TAMPERE.letters_on))
    with pytest.raises(errors.ClosingHasLeft):
        undo(plan, on=TAMPERE.letters_on)
    actions.write_closing_letters(plan=plan, job=job, by=None, at=noon(TAMPERE.letters_on), channel="system")
    for state, ended_at in (("running", None), ("done", noon(TAMPERE.letters_on))):
        type(job).objects.filter(pk=job.pk).update(state=state, ended_at=ended_at)

    with pytest.raises(errors.ClosingHasLeft):
        undo(plan, on=TAMPERE.letters_on)


def test_once_its_day_has_come_it_is_not_undone(plan):
    with pytest.raises(errors.ClosingHasLeft):
        ask(plan, on=TAMPERE.closes_on)


def test_undone_nothing_more_is_done_with_it_and_another_plan_may_stand(strand, plan):
    ask(plan)
    undo(plan)

    for deed in (ask, undo):
        with pytest.raises(errors.ClosingDoesNotHold):
            deed(plan)
    with pytest.raises(errors.LettersNotYet):
        actions.start_closing_letters(plan=plan, by=a_person(), at=noon(TAMPERE.letters_on))
    assert propose(strand).pk != plan.pk


def test_one_chooses_by_the_days_own_rules_again(strand, private, plan):
    """Under the plan nobody new comes after 31.5.2019 at 14.00."""
    newcomer = a_customer(strand, an_area(strand), None, date(2018, 1, 10))
    with pytest.raises(errors.JoiningIsOver):
        choose(newcomer, strand, private, at(2019, 6, 1, 9))
    ask(plan)
    undo(plan)

    assert choose(newcomer, strand, private, at(2019, 6, 1, 9)).site == private
