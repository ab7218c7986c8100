"""What workers do for billing: freeze a month, make its statements' documents, preview and check.

Each goes through actions with units of work of their own, and begins again where it was cut off. Beat asks for the
preview of the past month from its first day on, once for each strand and month.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing import actions, errors
from billing.actions.work import CHECK, DOCUMENTS, FREEZE, PREVIEW, SIMULATION
from billing.models import PaymentRun, RateTable
from billing.month.forecast import forecast
from billing.month.preview import preview
from billing.month.simulation import Question, RuleChange, simulate
from billing.queries import documents as document_queries
from billing.queries.grants import FORECAST, coming_months, strands_of
from billing.queries.runs import unfrozen_strands
from pilot import helpers, jobs
from pilot.calendar import Month, months_between
from pilot.errors import Refused
from pilot.jobs_progress import Progress
from pilot.models import Document, Job, Pilot, Strand
from pilot.permissions import Permission


@jobs.job(FREEZE, label=_("Freezing a month"), permission=Permission.FREEZE_MONTH)
def freeze_month(job: Job, progress: Progress) -> dict[str, Any]:
    """Freeze the month, have its documents made, and check that what stands is due."""
    strand, month = _strand(job), Month.parse(job.params["month"])
    progress.advance(0, total=3, message=_("Computing every resident's days"))
    run = _freeze(job, strand, month)
    progress.advance(1, message=_("Ordering the statements' documents"))
    actions.order_documents(run=run, by=job.started_by, at=timezone.now(), channel=_channel(job))
    progress.advance(2, message=_("Checking that what stands is what is due"))
    actions.check_run(strand=strand, by=job.started_by, at=timezone.now(), channel=_channel(job))
    progress.advance(3, message="")
    return {"run": run.pk, "href": reverse("billing:run-page", args=[run.pk])}


@jobs.job(DOCUMENTS, label=_("Making the statements' documents"), permission=Permission.FREEZE_MONTH)
def statement_documents(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the documents that are not made yet, one a commit, together with the workers that have time to help.

    Whatever becomes of the helpers, the job ends when every document is made.
    """
    run = PaymentRun.objects.get(pk=job.params["run"])
    progress.advance(document_queries.made_count(run), total=run.statements.count())
    helpers.call(help_with_documents, job, len(document_queries.unmade(run)))
    for document in _made_in_turn(run, job):
        progress.advance(document_queries.made_count(run), message=document.number)
    # What is left is in others' hands: wait until it is made, or make it where its maker was killed.
    for pk in document_queries.unmade(run):
        statement = document_queries.statement_of(pk)
        actions.issue_statement(statement=statement, by=job.started_by, at=timezone.now(), channel=_channel(job))
        progress.advance(document_queries.made_count(run), message=statement.number)
    progress.advance(document_queries.made_count(run), message="")
    return {"run": run.pk, "href": reverse("billing:run-page", args=[run.pk])}


@shared_task(name="help_with_documents")
def help_with_documents(job_id: int, version: int) -> None:
    """Make documents of the job's run as long as it is at work and some are in nobody's hands; no job waits for it."""
    job = Job.objects.select_related("started_by").filter(pk=job_id, version=version, state=Job.State.RUNNING).first()
    if job is None:
        return
    # The job itself meets what is refused, and says so on its page.
    with suppress(Refused):
        for _document in _made_in_turn(PaymentRun.objects.get(pk=job.params["run"]), job):
            if not helpers.is_at_work(job_id, version):
                return


def _made_in_turn(run: PaymentRun, job: Job) -> Iterator[Document]:
    """Make each document that nobody else is making, and yield it."""
    for pk in document_queries.unmade(run):
        document = actions.issue_statement_unless_taken(
            pk=pk, by=job.started_by, at=timezone.now(), channel=_channel(job)
        )
        if document is not None:
            yield document


@jobs.job(PREVIEW, label=_("Previewing a month"), permission=Permission.FREEZE_MONTH)
def month_preview(job: Job, progress: Progress) -> dict[str, Any]:
    """Compute the month as it would be now, and keep its head figures."""
    strand, month = _strand(job), Month.parse(job.params["month"])
    found = preview(strand=strand, month=month)
    return {
        "month": str(month),
        "cents": found.cents,
        "payable_cents": found.payable_cents,
        "entries": found.entry_count,
        "sites": len(found.sites),
        "gaps": sum(gap.stretches for gap in found.gaps),
        "stops": found.stops,
        "href": reverse("billing:month-preview", args=[strand.pk, str(month)]),
    }


@jobs.job(CHECK, label=_("Checking that what stands is what is due"), permission=Permission.FREEZE_MONTH)
def check_run(job: Job, progress: Progress) -> dict[str, Any]:
    """Hold everything that stands against everything that is due."""
    strand = _strand(job)
    check = actions.check_run(strand=strand, by=job.started_by, at=timezone.now(), channel=_channel(job))
    return {"href": reverse("billing:run-page", args=[check.run_id])}


@jobs.job(SIMULATION, label=_("Simulating rates and rules"), permission=Permission.READ_RATES)
def rate_simulation(job: Job, progress: Progress) -> dict[str, Any]:
    """Tell what the months would have cost, and keep the figures."""
    asked = job.params
    table = RateTable.objects.get(pk=asked["table"])
    months = tuple(months_between(Month.parse(asked["first"]), Month.parse(asked["last"])))
    question = Question(_strand(job), months, table, asked["from_its_day"], RuleChange(**asked["change"]))
    href = f"{reverse('billing:rate-simulation', args=[table.pk])}?{asked['query']}"
    progress.advance(0, total=1, message=_("Computing every resident's days"))
    found = simulate(question)
    progress.advance(1, message="")
    return found.facts() | {"href": href}


@jobs.job(FORECAST, label=_("Forecasting the cost to the end of the pilot"), permission=Permission.EDIT_ACCOUNTING)
def grant_forecast(job: Job, progress: Progress) -> dict[str, Any]:
    """Preview every month that is not frozen yet, and keep what each would cost."""
    pilot = Pilot.objects.get(pk=job.params["pilot"])
    coming = [(strand, month) for strand in strands_of(pilot) for month in coming_months(strand)]
    progress.advance(0, total=len(coming))
    costs: dict[str, int] = {}
    for done, (strand, month) in enumerate(coming, start=1):
        costs[str(month)] = costs.get(str(month), 0) + forecast(strand, month)
        progress.advance(done, message=str(month))
    progress.advance(len(coming), message="")
    return {"months": costs, "href": reverse("billing:grant-page", args=[pilot.pk])}


@jobs.calendar
def previews_due(day: date) -> Iterator[jobs.Due]:
    """Ask for the preview of the past month of every strand that has not frozen it; the key lets each start once."""
    month = Month.of(day).previous
    for strand in unfrozen_strands(month):
        yield jobs.Due(
            PREVIEW,
            key=f"{PREVIEW}/{strand.pk}/{month}",
            params={"strand": strand.pk, "month": str(month)},
            pilot=strand.pilot,
        )


def _freeze(job: Job, strand: Strand, month: Month) -> PaymentRun:
    """Freeze at the moment of the order, so that a job cut off after its freeze knows its own run again."""
    try:
        return actions.freeze(strand=strand, month=month, by=job.started_by, at=job.created_at, channel=_channel(job))
    except errors.AlreadyFrozen:
        own = PaymentRun.objects.filter(strand=strand, month=month.first, frozen_at=job.created_at).first()
        if own is None:
            raise
        return own


def _strand(job: Job) -> Strand:
    return Strand.objects.select_related("pilot").get(pk=job.params["strand"])


def _channel(job: Job) -> str:
    return "online" if job.started_by else "system"
