"""Figures for the incentive are typed by one person and confirmed by another while their month is not frozen."""

from unittest.mock import patch

import pytest

from billing import actions, errors
from billing.models import IncentiveInput
from billing.queries.incentives import figures
from pilot import audit
from pilot.calendar import Month
from pilot.models import AuditEvent
from pilot.periods import between
from providers.models import Site
from tests.billing.stage import CHANNEL, IN_MARCH, JANUARY, freeze, give_incentive, type_figure
from tests.rules import write_rules


@pytest.fixture
def target(stage):
    return give_incentive(stage)[1]


@pytest.fixture
def typed(stage, target) -> IncentiveInput:
    return type_figure(stage, target, 25, confirmed=False)


def confirm(stage, *rows, by=None):
    return actions.confirm_incentive_inputs(
        strand=stage.strand, inputs=[row.pk for row in rows], by=by or stage.approver, at=IN_MARCH, channel=CHANNEL
    )


def withdraw(stage, row):
    actions.withdraw_incentive_input(figure=row, by=stage.approver, at=IN_MARCH, channel=CHANNEL)


def test_typing_keeps_the_figure_with_its_source(stage, typed):
    row = IncentiveInput.objects.get()

    assert (row.value, row.source, row.entered_by, row.confirmed_at) == (25, "Kyselyn tulokset", stage.preparer, None)


def test_typing_records_one_event(stage, typed, target):
    event = AuditEvent.objects.get(kind="incentive_input_entered")

    facts = {"input": typed.pk, "target": target.pk, "site": stage.site.pk, "value": 25}
    assert (event.by_id, event.facts) == (stage.preparer.pk, {"inputs": [facts]})


def test_typing_refuses_a_figure_that_is_there(stage, target, typed):
    with pytest.raises(errors.InputStandsAlready):
        type_figure(stage, target, 30)
    assert IncentiveInput.objects.get().value == 25


def test_typing_refuses_a_frozen_month(stage, target):
    freeze(stage)

    with pytest.raises(errors.MonthIsFrozen):
        type_figure(stage, target, 25)
    assert not AuditEvent.objects.filter(kind="incentive_input_entered").exists()


def test_typing_refuses_a_month_of_other_rules(stage, target):
    write_rules(stage.strand, period=between(JANUARY.first, JANUARY.until))
    target.refresh_from_db()

    with pytest.raises(errors.TargetOfOtherRules):
        type_figure(stage, target, 25, month=Month(2017, 2))


def test_typing_refuses_a_public_site(stage, target):
    stage.site = stage.home

    with pytest.raises(errors.SiteIsNotPaid):
        type_figure(stage, target, 25)


def test_confirming_says_who_and_when_and_records_it(stage, typed):
    confirm(stage, typed)

    typed.refresh_from_db()
    assert (typed.confirmed_by, typed.confirmed_at) == (stage.approver, IN_MARCH)
    assert AuditEvent.objects.get(kind="incentive_inputs_confirmed").by_id == stage.approver.pk


def test_confirming_refuses_who_typed(stage, typed):
    with pytest.raises(errors.OwnInput):
        confirm(stage, typed, by=stage.preparer)
    typed.refresh_from_db()
    assert typed.confirmed_at is None


def test_confirming_refuses_what_does_not_wait(stage, typed):
    confirm(stage, typed)

    for rows in ([typed], [], [IncentiveInput(pk=10**9)]):
        with pytest.raises(errors.InputsMoved):
            confirm(stage, *rows)


def test_withdrawing_takes_the_figure_away_and_records_it(stage, typed):
    withdraw(stage, typed)

    assert not IncentiveInput.objects.exists()
    assert AuditEvent.objects.get(kind="incentive_input_withdrawn").facts["inputs"][0]["value"] == 25
    with pytest.raises(errors.InputsMoved):
        withdraw(stage, typed)


def deed(of, row, by):
    return of(figure=row, by=by, at=IN_MARCH, channel=CHANNEL)


def test_a_confirmed_figure_counts_until_somebody_else_than_who_asked_removes_it(stage, typed, target):
    confirm(stage, typed)

    with pytest.raises(errors.InputConfirmed):
        withdraw(stage, typed)
    with pytest.raises(errors.InputsMoved):
        deed(actions.remove_input, typed, stage.approver)
    deed(actions.ask_to_remove_input, typed, stage.preparer)
    with pytest.raises(errors.OwnRemoval):
        deed(actions.remove_input, typed, stage.preparer)
    assert found(stage) == [None, 25]
    deed(actions.remove_input, typed, stage.approver)

    typed.refresh_from_db()
    assert (typed.removed_by, typed.value, found(stage)) == (stage.approver, 25, [None, None])
    assert type_figure(stage, target, 30).value == 30


def test_a_figure_that_is_kept_counts_on_and_can_be_asked_for_anew(stage, typed):
    confirm(stage, typed)
    with pytest.raises(errors.InputsMoved):
        deed(actions.keep_input, typed, stage.preparer)
    deed(actions.ask_to_remove_input, typed, stage.preparer)
    with pytest.raises(errors.InputsMoved):
        deed(actions.ask_to_remove_input, typed, stage.approver)

    deed(actions.keep_input, typed, stage.approver)

    assert (found(stage), deed(actions.ask_to_remove_input, typed, stage.approver).removal_asked_by) == (
        [None, 25],
        stage.approver,
    )
    kinds = AuditEvent.objects.filter(kind__startswith="incentive_input_").values_list("kind", flat=True)
    asked = "incentive_input_removal_asked"
    assert list(kinds.order_by("pk"))[1:] == [asked, "incentive_input_kept", asked]


def test_a_frozen_months_figure_is_not_removed(stage, typed):
    confirm(stage, typed)
    deed(actions.ask_to_remove_input, typed, stage.preparer)
    freeze(stage)

    for of in (actions.remove_input, actions.keep_input, actions.ask_to_remove_input):
        with pytest.raises(errors.MonthIsFrozen):
            deed(of, typed, stage.approver)


def found(stage):
    """Return the figures of both targets at the stage's site, as a freeze would find them."""
    rows = figures(stage.strand, JANUARY, Site.objects.filter(pk=stage.site.pk))
    return [row.measured.value for row in rows]


def test_withdrawing_refuses_a_frozen_month(stage, typed):
    freeze(stage)

    with pytest.raises(errors.MonthIsFrozen):
        withdraw(stage, typed)
    assert IncentiveInput.objects.exists()


def test_a_deed_rolls_back_whole_when_its_event_fails(stage, typed):
    def fails(done):
        with patch.object(audit, "record", side_effect=RuntimeError), pytest.raises(RuntimeError):
            done()
        return IncentiveInput.objects.get()

    assert fails(lambda: confirm(stage, typed)).confirmed_at is None
    fails(lambda: withdraw(stage, typed))
    confirm(stage, typed)
    assert fails(lambda: deed(actions.ask_to_remove_input, typed, stage.preparer)).removal_asked_at is None
    deed(actions.ask_to_remove_input, typed, stage.preparer)
    assert fails(lambda: deed(actions.remove_input, typed, stage.approver)).removed_at is None
    assert fails(lambda: deed(actions.keep_input, typed, stage.approver)).removal_asked_at == IN_MARCH
