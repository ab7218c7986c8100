"""Freezing a month: what it writes and records, what it refuses, and that it happens whole or not at all."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from billing import actions, errors
from billing.models import Entry, Gap, PaymentRun, Statement
from pilot.calendar import Month
from pilot.models import AuditEvent
from tests.billing.stage import CHANNEL, FEBRUARY, IN_FEBRUARY, IN_MARCH, JANUARY, MARCH, die, freeze
from tests.rules import drop_rules

PARTITIONS = "SELECT count(*) FROM pg_class WHERE relname LIKE 'billing_entry_run_%%'"


def traces() -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(PARTITIONS)
        (partitions,) = cursor.fetchone()
    tables = (PaymentRun, Statement, Entry, Gap, AuditEvent)
    return partitions, *(model.objects.count() for model in tables)


def test_freeze_writes_the_months_entries_and_statements(stage):
    run = freeze(stage)

    entries = Entry.objects.filter(run=run).order_by("resident_id").values_list("site_id", "kind", "days", "cents")
    assert list(entries) == [
        (stage.site.pk, "ORIGINAL", 31, 2104),
        (stage.site.pk, "ORIGINAL", 31, 1052),
        (stage.home.pk, "ORIGINAL", 31, 1052),
    ]
    statements = Statement.objects.filter(run=run).values_list("site_id", "cents", "is_payable", "to_pay")
    assert set(statements) == {(stage.site.pk, 3156, True, 3156), (stage.home.pk, 1052, False, 0)}
    assert (run.entry_count, run.total_cents, run.previous) == (3, 4208, None)


def test_freeze_records_one_event(stage):
    before = AuditEvent.objects.count()

    run = freeze(stage)

    assert AuditEvent.objects.count() == before + 1
    event = AuditEvent.objects.get(kind="run_frozen")
    assert (event.by_id, event.subject_id, event.facts["digest"]) == (stage.preparer.pk, str(run.pk), run.digest)


def test_a_later_freeze_corrects_and_names_what_it_takes_back(stage):
    january = freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)

    february = freeze(stage, FEBRUARY, IN_MARCH)

    corrections = Entry.objects.filter(run=february, month=JANUARY.first).order_by("kind")
    assert list(corrections.values_list("kind", "days", "cents", "cause", "refunds_run_id")) == [
        ("CORRECTION", 10, 679, "death", None),
        ("REFUND", 31, -2104, "death", january.pk),
    ]


@pytest.mark.parametrize("month", [JANUARY, Month(2016, 12)])
def test_freeze_refuses_a_month_that_is_not_after_the_last(stage, month):
    freeze(stage)
    before = traces()

    with pytest.raises(errors.AlreadyFrozen):
        freeze(stage, month)

    assert traces() == before


def test_freeze_refuses_to_leave_a_month_out(stage):
    freeze(stage)
    before = traces()

    with pytest.raises(errors.NotNextMonth) as refused:
        freeze(stage, MARCH)

    assert refused.value.params == {"month": FEBRUARY}
    assert traces() == before


def test_a_month_is_frozen_from_its_first_day_on_and_not_before(stage):
    """January begins in Helsinki two hours before it does in UTC."""
    last, first = datetime(2016, 12, 31, 21, 59, tzinfo=UTC), datetime(2016, 12, 31, 22, tzinfo=UTC)
    before = traces()

    for deed in (
        lambda: freeze(stage, at=last),
        lambda: actions.order_freeze(strand=stage.strand, month=JANUARY, by=stage.preparer, at=last, channel=CHANNEL),
    ):
        with pytest.raises(errors.MonthNotBegun) as refused:
            deed()
    assert (refused.value.params["day"], traces()) == ("1.1.2017", before)
    assert freeze(stage, at=first).entry_count == 3


def test_a_worked_story_may_freeze_ahead(stage):
    run = actions.freeze(
        strand=stage.strand, month=JANUARY, by=None, at=datetime(2016, 12, 1, tzinfo=UTC), channel=CHANNEL,
        may_be_ahead=True,
    )  # fmt: skip

    assert run.total_cents == 4208


def test_freeze_refuses_a_month_without_rules(stage):
    drop_rules(stage.strand)
    before = traces()

    with pytest.raises(errors.NoRules):
        freeze(stage)

    assert traces() == before


def test_freeze_is_rolled_back_whole_when_its_last_write_fails(stage, monkeypatch):
    before = traces()
    monkeypatch.setattr("pilot.audit.record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        freeze(stage)

    assert traces() == before


def test_nothing_to_pay_is_frozen_too(stage):
    for resident in stage.residents:
        die(stage, resident, "2016-12-31", IN_FEBRUARY)

    run = freeze(stage)

    assert (run.entry_count, run.total_cents, Statement.objects.filter(run=run).count()) == (0, 0, 0)


def test_the_digest_chains_the_runs(stage):
    january = freeze(stage)

    february = freeze(stage, FEBRUARY, IN_MARCH)

    assert len({january.digest, february.digest}) == 2
    assert february.previous == january
