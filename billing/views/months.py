"""Months: those frozen, the next one, its preview, and the order to freeze it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from billing import actions
from billing.models import PaymentRun
from billing.month.preview import preview
from billing.pages.life import may
from billing.pages.previews import preview_parts
from billing.queries import runs as queries
from billing.tables.runs import RUNS
from pilot import access
from pilot.access import Permission
from pilot.calendar import Month, NotAMonth, helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from pilot.tables import list_page


@require_safe
@access.requires(Permission.READ_MONTHS)
def month_list(request: HttpRequest) -> HttpResponse:
    """List the frozen months, above them what comes next and what stops it."""
    strands = access.scope(request.user, Strand).paid_by_capitation().select_related("pilot")
    rows = queries.runs(access.scope(request.user, PaymentRun))
    next_months = [] if request.GET.get("format") else queries.next_months(strands.order_by("pk"), _today())
    return list_page(
        request, table=RUNS, rows=rows, template="finance/month_list.html", context={"next_months": next_months}
    )


@require_safe
@access.requires(Permission.READ_MONTHS)
def month_preview(request: HttpRequest, strand: int, month: str) -> HttpResponse:
    """Show the month as it would be if it were frozen now; a frozen month leads to its run."""
    found, asked = _strand(request, strand), _month(month)
    run = PaymentRun.objects.filter(strand=found, month=asked.first).first()
    if run is not None:
        return redirect("billing:run-page", pk=run.pk)
    try:
        parts = preview_parts(preview(strand=found, month=asked), found, _today(), request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("billing:month-list")
    parts["can_freeze"] = parts["can_freeze"] and may(request.user, Permission.FREEZE_MONTH)
    return render(request, "finance/month_preview.html", parts)


@require_POST
@access.requires(Permission.FREEZE_MONTH)
def month_freeze(request: HttpRequest, strand: int, month: str) -> HttpResponse:
    """Have a worker freeze the month; its progress is shown on the job's page."""
    found, asked = _strand(request, strand), _month(month)
    try:
        job = actions.order_freeze(strand=found, month=asked, by=request.user, at=timezone.now(), channel="online")
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("billing:month-list")
    return redirect("job", pk=job.pk)


def _strand(request: HttpRequest, pk: int) -> Strand:
    return access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except NotAMonth as refusal:
        raise Http404 from refusal


def _today() -> date:
    return helsinki_today(timezone.now())
