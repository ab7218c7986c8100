"""A run's own page and its parts: what it is made of, what was checked, what was not priced."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from billing import actions
from billing.models import PaymentRun
from billing.pages.runs import run_parts
from billing.queries import runs as queries
from billing.tables.runs import GAPS
from pilot import access
from pilot.access import Permission
from pilot.tables import list_page

WHO = ("frozen_by", "submitted_by", "approved_by", "answered_by", "closed_by")


@require_safe
@access.requires(Permission.READ_MONTHS)
def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a run: its life, its figures, what moved them, its checks, its statements and payments."""
    run = _run(request, pk)
    return render(request, "finance/run_page.html", run_parts(run, request.user, timezone.now()))


@require_safe
@access.requires(Permission.READ_MONTHS)
def run_gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """List the stretches for which the run found no rate."""
    run = _run(request, pk)
    rows = queries.gaps(run)
    access.log_access(request, what="gaps", group={"run": run.pk, "residents": rows.count()})
    return list_page(request, table=GAPS, rows=rows, template="finance/run_gaps.html", context={"run": run})


@require_POST
@access.requires(Permission.FREEZE_MONTH)
def run_documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the documents made that are not made yet."""
    job = actions.order_documents(run=_run(request, pk), by=request.user, at=timezone.now(), channel="online")
    return redirect("job", pk=job.pk)


@require_POST
@access.requires(Permission.FREEZE_MONTH)
def run_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Have what stands checked against what is due."""
    run = _run(request, pk)
    job = actions.order_check(strand=run.strand, by=request.user, at=timezone.now(), channel="online")
    return redirect("job", pk=job.pk)


def _run(request: HttpRequest, pk: int) -> PaymentRun:
    rows = PaymentRun.objects.select_related("strand__pilot", "previous", *WHO)
    return access.fetch(request.user, PaymentRun, among=rows, pk=pk)
