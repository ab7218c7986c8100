"""Freezing a service month: what it says from then on never changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from billing import errors, sql
from billing.models import Gap, Incentive, PaymentRun, Statement
from billing.month import computing as months
from billing.month.beside import most_shards
from billing.month.computing import SiteFigures
from billing.month.filling import call, fill
from billing.month.other_parts import open_parts
from billing.month.shards import Shard
from billing.month.snapshot import one_snapshot
from billing.queries.closings import is_settled
from billing.queries.doubts import doubt_refusal
from billing.queries.runs import not_begun
from pilot import audit
from pilot.calendar import Month, helsinki_today
from pilot.locks import lock_number
from pilot.models import RuleSet, Strand, User


def freeze(
    *, strand: Strand, month: Month, by: User | None, at: datetime, channel: str, may_be_ahead: bool = False
) -> PaymentRun:
    """Freeze the month as it is known now, with corrections of every earlier frozen month that now differs.

    The lock comes first, on the connection, and then the unit of work, so that its snapshot is younger than the lock.
    Refuses a month frozen before, one that is not next, one that has not begun (a worked story `may_be_ahead`), one
    without rules, corrections after the settlement of a closed pilot, and a register in doubt: see ADR 0028. Records
    `run_frozen`.
    """
    most = most_shards()
    with _one_at_a_time(strand), one_snapshot():
        previous = months.previous_run(strand, month)
        _refuse(strand, month, previous, at)
        refuse_doubts(strand, month, by)
        if not may_be_ahead:
            refuse_not_begun(month, at)
        seen = _look()
        run_id = _reserve_id()
        shards, pieces = fill(strand=strand, month=month, previous=previous, run_id=run_id, most_shards=most)
        others = open_parts(strand, month, months.sites_with(pieces))
        sites = months.site_figures(previous=previous, found=pieces, others=others)
        run = PaymentRun.objects.create(
            pk=run_id,
            strand=strand,
            month=month.first,
            previous=previous,
            digest=months.run_digest(strand=strand, month=month, sites=sites, previous=previous),
            entry_count=sum(site.entry_count for site in sites),
            total_cents=sum(site.cents for site in sites),
            frozen_at=at,
            frozen_by=by,
            **seen,
        )
        _attach(run_id, shards)
        _write_parts(run, sites, _write_statements(run, sites))
        _write_gaps(run)
        months.forget()
        _record(run, by=by, at=at, channel=channel)
        return run


def _refuse(strand: Strand, month: Month, previous: PaymentRun | None, at: datetime) -> None:
    if PaymentRun.objects.filter(strand=strand, month__gte=month.first).exists():
        raise errors.AlreadyFrozen
    if previous is not None and Month.of(previous.month).next != month:
        raise errors.NotNextMonth(month=Month.of(previous.month).next)
    if not RuleSet.objects.in_force(month.first).filter(strand=strand).exists():
        raise errors.NoRules
    if is_settled(strand, month, helsinki_today(at)):
        raise errors.SettlementOver


def refuse_not_begun(month: Month, at: datetime) -> None:
    """Refuse a month of which no day has come; one that is not over may be frozen (docs/capitation.md)."""
    if helsinki_today(at) < month.first:
        raise not_begun(month)


def refuse_doubts(strand: Strand, month: Month, by: User | None) -> None:
    """Refuse while the register is in doubt; the run's own trigger asks the same once more."""
    if (refusal := doubt_refusal(strand, month, by)) is not None:
        raise refusal


@contextmanager
def _one_at_a_time(strand: Strand) -> Iterator[None]:
    """Hold the strand's freeze lock on the connection; in a replay the end of its unit of work frees it."""
    number = lock_number(("freeze", strand.pk))
    if connection.in_atomic_block:
        call("SELECT pg_advisory_xact_lock(%s)::text", number)
        yield
        return
    call("SELECT pg_advisory_lock(%s)::text", number)
    try:
        yield
    finally:
        call("SELECT pg_advisory_unlock(%s)", number)


def _look() -> dict[str, object]:
    """Return what this unit of work can see, so that the next freeze can ask what it could not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::numeric, pg_current_snapshot()::text, clock_timestamp()")
        xid, snapshot, marked_at = cursor.fetchone()
    return {"frozen_xid": xid, "snapshot": snapshot, "marked_at": marked_at}


def _reserve_id() -> int:
    """Take the run's number, and drop the tables that a killed freeze has left under another."""
    run_id = call("SELECT nextval(pg_get_serial_sequence('billing_paymentrun', 'id'))")
    call("SELECT billing_drop_leftovers(%s)", run_id)
    return int(run_id)


def _attach(run_id: int, shards: list[Shard]) -> None:
    """Make the filled tables the run's entries, which nobody changes any more."""
    firsts, untils = [shard.first for shard in shards], [shard.until for shard in shards]
    call("SELECT billing_attach_entries(%s, %s::bigint[], %s::bigint[])", run_id, firsts, untils)


def _write_statements(run: PaymentRun, sites: list[SiteFigures]) -> list[Statement]:
    return Statement.objects.bulk_create(
        Statement(
            run=run,
            site_id=site.site_id,
            number=f"{run.month:%Y%m}-{run.strand_id}-{ordinal:04d}",
            is_payable=site.is_payable,
            entry_count=site.entry_count,
            resident_count=site.resident_count,
            cents=site.cents,
            deductions=site.parts.deductions,
            co_payments=site.parts.co_payments,
            incentive=site.parts.incentive,
            carried_in=site.carried_in if site.is_payable else 0,
            to_pay=site.to_pay,
            carried_out=site.carried_out,
            digest=site.digest,
        )
        for ordinal, site in enumerate(sites, start=1)
    )


def _write_parts(run: PaymentRun, sites: list[SiteFigures], statements: list[Statement]) -> None:
    """Put the deductions on their statements, and write what each target came to."""
    deductions = [row.id for site in sites for row in site.parts.taken]
    with connection.cursor() as cursor:
        cursor.execute(sql.text("put_deductions_on_statements"), {"run": run.pk, "deductions": deductions})
    Incentive.objects.bulk_create(
        Incentive(
            statement=statement,
            target_id=part.measured.target_id,
            is_added=part.terms.is_added,
            fixed_share_thousandths=part.terms.fixed_share_thousandths,
            base_cents=part.base_cents,
            value=part.measured.value,
            is_not_bookable=part.measured.is_not_bookable,
            measured_on=part.measured.measured_on,
            source=part.measured.source,
            is_met=part.measured.is_met,
            part_cents=part.part_cents,
            cents=part.cents,
        )
        for site, statement in zip(sites, statements, strict=True)
        for part in site.parts.targets
    )


def _write_gaps(run: PaymentRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Gap._meta.db_table} (run_id, month, resident_id, site_id, area_id, starts_on, age)"  # noqa: S608 - names of our own
            f" SELECT %s, month, resident_id, site_id, area_id, starts_on, age FROM {months.GAPS}",
            [run.pk],
        )


def _record(run: PaymentRun, *, by: User | None, at: datetime, channel: str) -> None:
    audit.record(
        "run_frozen",
        by=by,
        at=at,
        channel=channel,
        subject=("run", run.pk),
        pilot_code=run.strand.pilot.code,
        facts={
            "strand": run.strand.code,
            "month": f"{run.month:%Y-%m}",
            "entries": run.entry_count,
            "cents": run.total_cents,
            "digest": run.digest,
        },
    )
