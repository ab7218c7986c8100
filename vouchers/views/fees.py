"""What a visit costs: the tables of each strand, drafting the next one, and a second person's approval."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from vouchers import actions, errors, queries
from vouchers.forms.fees import FeeDraftForm, values_of
from vouchers.models import FeeTable
from vouchers.words import fees as fee_words
from vouchers.words.co_payments import ceiling_of

# Where the action's refusals are told; all others stand above the form.
FIELDS = {"fees_held_already": "first", "fees_begin_then": "first", "fees_end_before": "last"}


@require_safe
@access.requires(Permission.READ_RULES)
def fee_list(request: HttpRequest) -> HttpResponse:
    """Show the fees of every strand, of all days, and the drafts that wait."""
    today = helsinki_today(timezone.now())
    strands = access.scope(request.user, Strand).select_related("pilot").order_by("pilot", "pk")
    tables = list(queries.fee_tables(access.scope(request.user, FeeTable)))
    rows = [
        (strand, [(table, queries.state_of_fees(table, today)) for table in tables if table.strand_id == strand.pk])
        for strand in strands
    ]
    may_draft = bool(access.roles_with(request, Permission.DRAFT_RULES))
    return render(request, "staff/fee_list.html", {"rows": rows, "may_draft": may_draft})


@require_safe
@never_cache
@access.requires(Permission.READ_RULES)
def fee_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one table of fees, and while it is a draft, what it ends and who may approve it."""
    return _page(request, _fetch(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.DRAFT_RULES)
def fee_draft_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the fees of coming days; the page opens with the fees that were approved last."""
    strand = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)
    latest = queries.fee_tables(FeeTable.objects.approved().filter(strand=strand)).last()
    form = FeeDraftForm(request.POST or None, initial=values_of(latest, is_new=True) if latest else {})
    if form.is_valid():
        try:
            table = actions.draft_fees(strand=strand, draft=form.draft, **_who(request))
        except Refused as refusal:
            form.add_error(FIELDS.get(refusal.code), refusal.message)
        else:
            messages.success(request, _("The draft is saved. Somebody else has to approve it before it is shown."))
            return redirect("vouchers:fee-page", pk=table.pk)
    return _form_page(request, form, strand)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.DRAFT_RULES)
def fee_draft_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft of one's own."""
    table = _fetch(request, pk)
    if table.approved_at is not None or table.drafted_by_id != request.user.pk:
        refused = errors.FeesDecided if table.approved_at else errors.OthersFees
        messages.error(request, refused().message)
        return redirect("vouchers:fee-page", pk=pk)
    form = FeeDraftForm(request.POST or None, initial=values_of(table, is_new=False))
    if form.is_valid():
        try:
            actions.change_fee_draft(table=table, draft=form.draft, **_who(request))
        except Refused as refusal:
            form.add_error(FIELDS.get(refusal.code), refusal.message)
        else:
            messages.success(request, _("The draft is saved. Somebody else has to approve it before it is shown."))
            return redirect("vouchers:fee-page", pk=pk)
    return _form_page(request, form, table.strand)


@require_POST
@never_cache
@access.requires(Permission.APPROVE_RULES)
def fee_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve drafted fees, as they were looked at."""
    table = _fetch(request, pk)
    try:
        actions.approve_fees(table=table, looked_at=request.POST.get("looked_at", ""), **_who(request))
    except Refused as refusal:
        return _page(request, table, refused=refusal.message)
    messages.success(request, _("The fees are approved. Residents read them for the days that they hold on."))
    return redirect("vouchers:fee-page", pk=pk)


@require_POST
@never_cache
@access.requires(Permission.DRAFT_RULES)
def fee_discarding(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft of one's own away."""
    table = _fetch(request, pk)
    try:
        actions.discard_fee_draft(table=table, **_who(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("vouchers:fee-page", pk=pk)
    messages.success(request, _("The draft is thrown away. No fee that residents read has changed."))
    return redirect("vouchers:fee-list")


def _fetch(request: HttpRequest, pk: int) -> FeeTable:
    return access.fetch(request.user, FeeTable, among=queries.fee_tables(FeeTable.objects.all()), pk=pk)


def _page(request: HttpRequest, table: FeeTable, *, refused: str = "") -> HttpResponse:
    ended = None if table.approved_at else queries.fees_ended(table.strand, table.period.lower)
    values = {
        "table": table,
        "state": queries.state_of_fees(table, helsinki_today(timezone.now())),
        "lines": fee_words.lines_of(queries.fees_in_order(table), name_ages=True),
        "ended": ended,
        "ended_lines": fee_words.lines_of(queries.fees_in_order(ended), name_ages=True) if ended else (),
        "ceiling": ceiling_of(table),
        "digest": queries.fee_digest(table, ended),
        "is_own": table.drafted_by_id == request.user.pk,
        "may_approve": bool(access.roles_with(request, Permission.APPROVE_RULES)),
        "refused": refused,
    }
    return render(request, "staff/fee_page.html", values, status=422 if refused else 200)


def _form_page(request: HttpRequest, form: FeeDraftForm, strand: Strand) -> HttpResponse:
    values = {"form": form, "strand": strand}
    return render(request, "staff/fee_draft_form.html", values, status=422 if form.errors else 200)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "channel": "online"}
