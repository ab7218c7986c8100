"""Counts for the staff's front page and for issuing: what waits, what is full, what is under way."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from pilot.models import Job, Strand
from providers import queries as provider_queries
from registry.models import RegisterBatch
from vouchers import sql
from vouchers.models import Choice, Voucher
from vouchers.queries.rooms import rooms
from vouchers.queries.strands import effect_of, rules_on


@dataclass(frozen=True)
class VoucherCounts:
    """How far a strand's vouchers have been given."""

    strand: Strand
    eligible: int
    given: int
    waiting: int


def voucher_counts(strand: Strand, *, on: date) -> VoucherCounts:
    """Count who may choose on the day, who of all holds a voucher then, and who still waits for one."""
    params = {"strand": strand.pk, "on": on, "period": DateRange(on, strand.pilot.period.upper)}
    with connection.cursor() as cursor:
        cursor.execute(sql.text("waiting").format(eligible=sql.eligible()), params)
        waiting = cursor.fetchone()[0]
        cursor.execute(f"SELECT count(*) FROM ({sql.eligible()}) AS eligible", params)  # noqa: S608 - our own text
        eligible = cursor.fetchone()[0]
    given = Voucher.objects.filter(strand=strand, period__contains=on).count()
    return VoucherCounts(strand, eligible, given, waiting)


def full_lists(strand: Strand, *, on: date) -> int:
    """Count the open sites whose list takes nobody for a choice made on the day."""
    sites = provider_queries.open_sites(strand, on).values_list("pk", flat=True)
    found = rooms(strand=strand, sites=sites, on=effect_of(rules_on(strand, on), on), today=on)
    return sum(1 for room in found.values() if room.free == 0)


def waiting_choices(strand: Strand, *, on: date) -> int:
    """Count the choices that wait to take effect."""
    return Choice.objects.pending(on).filter(strand=strand).count()


def unfinished_jobs(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Return the jobs that wait or run, oldest first."""
    return jobs.filter(ended_at__isnull=True).order_by("created_at")


def failed_jobs(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Return the jobs that stopped, newest first."""
    return jobs.filter(state=Job.State.FAILED).order_by("-ended_at")


def batches_to_review(batches: QuerySet[RegisterBatch]) -> QuerySet[RegisterBatch]:
    """Return the register files of which rows were left out that nobody has looked through, newest first."""
    return batches.defer("content").filter(rejected__gt=0, reviewed_at__isnull=True).order_by("-received_at")
