"""After a freeze what stands is held against what is due, kept with the run, and a failed check stops the payment."""

import pytest

from billing import actions, errors
from billing.models import PaymentRun, RunCheck
from billing.month import checks
from pilot import audit
from pilot.models import AuditEvent
from tests.billing.stage import CHANNEL, FEBRUARY, IN_FEBRUARY, IN_MARCH, approve, die, freeze, submit

NOBODY_TOUCHED = "CREATE TEMP TABLE touched (resident_id bigint, cause text) ON COMMIT DROP"


def check(stage, at=IN_FEBRUARY) -> RunCheck:
    return actions.check_run(strand=stage.strand, by=stage.preparer, at=at, channel=CHANNEL)


def check_that_fails(stage, monkeypatch) -> RunCheck:
    """A death of which the database no longer tells that it came after the freeze: what differs is unexplained."""
    die(stage, stage.residents[0], "2017-01-10", IN_FEBRUARY)
    with monkeypatch.context() as patched:
        patched.setattr(checks.months, "find_touched", lambda cursor, params: cursor.execute(NOBODY_TOUCHED))
        return check(stage)


def test_the_check_is_kept_with_the_last_run(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    second = freeze(stage, FEBRUARY, IN_MARCH)

    check(stage, IN_MARCH)

    kept = RunCheck.objects.get()
    # Two residents for two months, and ten days of the one who died.
    assert (kept.run, kept.standing_cents, kept.due_cents) == (second, 679 + 4 * 1052, 679 + 4 * 1052)
    assert (kept.state, kept.resident_months, kept.checked_by) == ("ok", 5, stage.preparer)


def test_the_check_is_one_event_with_its_figures(stage):
    run = freeze(stage)

    check(stage)

    event = AuditEvent.objects.get(kind="run_checked")
    assert (event.subject_kind, event.subject_id, event.by_id) == ("run", str(run.pk), stage.preparer.pk)
    assert (event.facts["standing_cents"], event.facts["due_cents"], event.facts["state"]) == (4208, 4208, "ok")


def test_a_check_whose_event_cannot_be_written_is_not_kept(stage, monkeypatch):
    freeze(stage)

    def fail(*args, **facts):
        raise OSError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError):
        check(stage)

    assert not RunCheck.objects.exists()


def test_a_run_whose_check_fails_is_not_submitted(stage, monkeypatch):
    run = freeze(stage)
    assert check_that_fails(stage, monkeypatch).unexplained == 1

    with pytest.raises(errors.CheckFails):
        submit(stage, run)

    assert (PaymentRun.objects.get().state, run.payments.count()) == ("frozen", 0)


def test_a_run_whose_check_fails_after_its_submission_is_not_approved(stage, monkeypatch):
    run = submit(stage, freeze(stage))
    check_that_fails(stage, monkeypatch)

    with pytest.raises(errors.CheckFails):
        approve(stage, run)

    assert PaymentRun.objects.get().state == "submitted"


def test_a_later_check_that_explains_the_difference_opens_the_way_again(stage, monkeypatch):
    run = freeze(stage)
    check_that_fails(stage, monkeypatch)

    assert check(stage).state == "warns"

    assert submit(stage, run).state == "submitted"


def test_what_was_learned_since_the_freeze_stops_nothing(stage):
    run = freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_FEBRUARY)

    found = check(stage)

    assert (found.state, found.learned_since, found.cents) == ("warns", 1, 679 - 2104)
    assert approve(stage, submit(stage, run)).state == "approved"
