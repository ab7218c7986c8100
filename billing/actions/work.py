"""Ordering long work: a freeze, the statements' documents, a check. Workers do it (billing/tasks.py)."""

from datetime import datetime

from django.db import transaction

from billing import errors
from billing.actions.freeze import refuse_doubts, refuse_not_begun
from billing.models import PaymentRun
from billing.month.simulation import Question
from billing.queries.grants import FORECAST, open_forecast
from billing.queries.rates import rate_digest
from billing.queries.runs import next_of
from pilot import jobs
from pilot.calendar import Month
from pilot.locks import lock
from pilot.models import Job, Pilot, Strand, User

FREEZE, DOCUMENTS, PREVIEW, CHECK = "freeze_month", "statement_documents", "month_preview", "check_run"
SIMULATION = "rate_simulation"


@transaction.atomic
def order_freeze(*, strand: Strand, month: Month, by: User, at: datetime, channel: str) -> Job:
    """Have a worker freeze the month; ordered again, return the same job, or give a failed one another try.

    Refuses a month frozen before, one that is not next, one that has not begun, and a register in doubt. The job
    records its start, the freeze its own event.
    """
    if PaymentRun.objects.filter(strand=strand, month__gte=month.first).exists():
        raise errors.AlreadyFrozen
    if PaymentRun.objects.filter(strand=strand).exists() and next_of(strand) != month:
        raise errors.NotNextMonth(month=next_of(strand))
    refuse_not_begun(month, at)
    refuse_doubts(strand, month, by)
    return _order(FREEZE, f"{FREEZE}/{strand.pk}/{month}", strand, {"month": str(month)}, by, at, channel)


@transaction.atomic
def order_documents(*, run: PaymentRun, by: User | None, at: datetime, channel: str) -> Job:
    """Have a worker make the run's statement documents, those that are not made yet."""
    params: dict[str, object] = {"run": run.pk, "month": str(Month.of(run.month))}
    return _order(DOCUMENTS, f"{DOCUMENTS}/{run.pk}", run.strand, params, by, at, channel)


@transaction.atomic
def order_check(*, strand: Strand, by: User, at: datetime, channel: str) -> Job:
    """Have a worker hold what stands against what is due."""
    return _order(CHECK, None, strand, {}, by, at, channel)


@transaction.atomic
def order_simulation(*, question: Question, by: User, at: datetime, channel: str, query: str) -> Job:
    """Have a worker simulate; the job keeps the result, which is read by the address with `query`."""
    params = asked(question) | {"query": query}
    return _order(SIMULATION, None, question.strand, params, by, at, channel)


def asked(question: Question) -> dict[str, object]:
    """Return the question as a job keeps it; a draft changed since is another question."""
    return {
        "strand": question.strand.pk,
        "table": question.table and question.table.pk,
        "rates": question.table and rate_digest(question.table),
        "first": str(question.months[0]),
        "last": str(question.months[-1]),
        "from_its_day": question.from_its_day,
        "change": vars(question.change),
    }


def simulation_job(question: Question) -> Job | None:
    """Return the last job that was asked the same."""
    return Job.objects.filter(kind=SIMULATION, params__contains=asked(question)).order_by("-pk").first()


@transaction.atomic
def order_forecast(*, pilot: Pilot, by: User, at: datetime, channel: str) -> Job:
    """Have a worker preview every month to the end of the pilot; while one does, return that."""
    lock(("forecast", pilot.pk))
    if (going := open_forecast(pilot)) is not None:
        return going
    return jobs.start(FORECAST, by=by, at=at, params={"pilot": pilot.pk}, pilot=pilot, channel=channel)


def _order(
    kind: str, key: str | None, strand: Strand, params: dict[str, object], by: User | None, at: datetime, channel: str
) -> Job:
    params = {"strand": strand.pk} | params
    job = jobs.start(kind, by=by, at=at, params=params, pilot=strand.pilot, key=key, channel=channel)
    if job.state == Job.State.FAILED and by is not None:
        return jobs.restart(job, by=by, at=at, channel=channel)
    return job
