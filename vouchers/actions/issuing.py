"""Giving vouchers to everybody who may choose: as sets, in ranges of ids, each its own unit of work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from pilot import audit, jobs
from pilot.jobs_progress import Progress
from pilot.locks import lock
from pilot.models import AuditEvent, Job, Strand, User
from pilot.periods import contains
from vouchers import errors, sql
from vouchers.models import Voucher

JOB = "issue_vouchers"
CHUNK = 5_000
EACH = """
    SELECT 'resident', resident_id, jsonb_build_object('voucher', id, 'strand', %(strand_code)s::text)
    FROM vouchers_voucher WHERE id = ANY(%(vouchers)s)
"""
# Ranges of ids instead of OFFSET, so that a chunk costs the same at the end as at the beginning.
CHUNK_END = """
    SELECT max(id) FROM (
        SELECT id FROM registry_resident WHERE pilot_id = %s AND id > %s ORDER BY id LIMIT %s
    ) AS chunk
"""


@transaction.atomic
def start_issuing(*, strand: Strand, on: date, by: User, at: datetime, channel: str = "online") -> Job:
    """Start the job that gives vouchers valid from the day on; while one is at work, that one is answered.

    Refuses a day on which the pilot does not run. Records `job_started`.
    """
    _refuse(strand, on)
    lock(("issue", strand.pk))
    unfinished = Job.objects.filter(kind=JOB, params__strand=strand.pk, ended_at__isnull=True).first()
    if unfinished is not None:
        return unfinished
    return jobs.start(
        JOB, by=by, at=at, pilot=strand.pilot, params={"strand": strand.pk, "on": on.isoformat()}, channel=channel
    )


def issue_vouchers(
    *,
    strand: Strand,
    on: date,
    by: User | None,
    at: datetime,
    channel: str,
    job: Job | None = None,
    progress: Progress | None = None,
) -> int:
    """Give a voucher, valid from the day until the pilot ends, to every eligible resident who has none.

    Each range of residents is a unit of work of its own, all or nothing; the same again completes what was cut off.
    Returns how many were given. Refuses a day on which the pilot does not run. Records `voucher_issued` for each
    resident and `vouchers_issued` for the run.
    """
    _refuse(strand, on)
    run = _Run(strand, on, by, at, channel, job)
    waiting = _waiting(run)
    issued = before = Voucher.objects.filter(job=job).count() if job else 0
    for after, last in chunks(strand.pilot_id):
        issued += _issue_chunk(run, after, last)
        if progress is not None:
            progress.advance(issued, total=before + waiting)
    _record_run(run, issued)
    return issued


@dataclass(frozen=True)
class _Run:
    strand: Strand
    on: date
    by: User | None
    at: datetime
    channel: str
    job: Job | None

    @property
    def params(self) -> dict[str, Any]:
        return {
            "strand": self.strand.pk,
            "on": self.on,
            "period": DateRange(self.on, self.strand.pilot.period.upper),
            "at": self.at,
            "by": self.by.pk if self.by else None,
            "job": self.job.pk if self.job else None,
        }


def _refuse(strand: Strand, on: date) -> None:
    if not contains(strand.pilot.period, on):
        raise errors.PilotDoesNotRun(on=on)


def _waiting(run: _Run) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.text("waiting").format(eligible=sql.eligible()), run.params)
        return cursor.fetchone()[0]


def chunks(pilot_id: int) -> Iterator[tuple[int, int]]:
    """Give the pilot's residents in ranges of ids."""
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(CHUNK_END, [pilot_id, after, CHUNK])
            last = cursor.fetchone()[0]
        if last is None:
            return
        yield after, last
        after = last


@transaction.atomic
def _issue_chunk(run: _Run, after: int, last: int) -> int:
    # Two jobs at once would both draw numbers for the same people; the later one waits and then finds nobody left.
    lock(("issue", run.strand.pk))
    statement = sql.text("issue").format(eligible=sql.eligible(), number=sql.text("number").format(random="random"))
    given: list[int] = []
    drawn = -1
    while drawn != 0:
        with connection.cursor() as cursor:
            cursor.execute(statement, run.params | {"after": after, "last": last})
            drawn, ids = cursor.fetchone()
        given += ids
        if drawn == len(ids):
            break
    if given:
        audit.record_each(
            "voucher_issued",
            by=run.by,
            at=run.at,
            channel=run.channel,
            pilot_code=run.strand.pilot.code,
            subjects_sql=EACH,
            params={"vouchers": given, "strand_code": run.strand.code},
        )
    return len(given)


@transaction.atomic
def _record_run(run: _Run, issued: int) -> None:
    subject = ("job", run.job.pk) if run.job else ("strand", run.strand.pk)
    kind = "vouchers_issued"
    if run.job and AuditEvent.objects.filter(subject_kind="job", subject_id=str(run.job.pk), kind=kind).exists():
        # The worker died between this event and the end of its job, and the job was taken up again.
        return
    audit.record(
        kind,
        by=run.by,
        at=run.at,
        channel=run.channel,
        subject=subject,
        pilot_code=run.strand.pilot.code,
        facts={"strand": run.strand.code, "on": run.on.isoformat(), "issued": issued},
    )
