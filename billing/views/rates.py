"""Rates: the tables of each strand, one table as a matrix, a draft, its approval by another person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing import actions
from billing.forms import RateDraftForm
from billing.models import RateTable
from billing.queries import rates as queries
from billing.rate_text import write_cells
from billing.tables import RATE_TABLES
from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from pilot.tables import list_page


@require_safe
@access.requires(Permission.READ_RATES)
def rate_list(request: HttpRequest) -> HttpResponse:
    """List the rate tables of every strand, and offer to draft the next."""
    rows = queries.rate_tables(access.scope(request.user, RateTable))
    strands = access.scope(request.user, Strand).filter(kind=Strand.Kind.CAPITATION).order_by("pk")
    return list_page(
        request, table=RATE_TABLES, rows=rows, template="finance/rate_list.html", context={"strands": strands}
    )


@require_safe
@access.requires(Permission.READ_RATES)
def rate_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a rate table as a matrix, what it lacks, and who may approve it."""
    rows = queries.rate_tables(RateTable.objects.all())
    table = access.fetch(request.user, RateTable, among=rows, pk=pk)
    today = helsinki_today(timezone.now())
    values = {
        "table": table,
        "matrix": queries.matrix(table),
        "holds_now": queries.in_force(table.strand, today) == table,
        "is_superseded": queries.is_superseded(table),
        "is_own": table.drafted_by_id == request.user.pk,
    }
    return render(request, "finance/rate_page.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.DRAFT_RATES)
def rate_draft(request: HttpRequest, strand: int) -> HttpResponse:
    """Draft a rate table from pasted lines; the form opens with the rates that hold now."""
    found = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=strand)
    form = RateDraftForm(request.POST or None, areas=queries.areas_of(found), initial=_held(found))
    if request.method == "POST" and form.is_valid():
        table = actions.draft_rate_table(
            strand=found, by=request.user, at=timezone.now(), channel="online", **form.cleaned_data
        )
        messages.success(request, _("The draft is saved. Somebody else has to approve it before it holds."))
        return redirect("billing:rate-page", pk=table.pk)
    status = 422 if form.is_bound else 200
    return render(request, "finance/rate_draft.html", {"form": form, "strand": found}, status=status)


@require_POST
@access.requires(Permission.APPROVE_RATES)
def rate_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a drafted table."""
    table = access.fetch(request.user, RateTable, pk=pk)
    try:
        actions.approve_rate_table(table=table, by=request.user, at=timezone.now(), channel="online")
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The rates are approved. Frozen months that they reach are corrected next time."))
    return redirect("billing:rate-page", pk=pk)


def _held(strand: Strand) -> dict[str, str]:
    table = queries.in_force(strand, helsinki_today(timezone.now()))
    return {"cells": write_cells(table.cells.select_related("area"))} if table else {}
