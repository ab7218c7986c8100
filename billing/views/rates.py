"""Rates: the tables of each strand, one table as a matrix, its drafting and approval, two tables beside each other."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing import actions, errors
from billing.exports.entries import XLSX, csv_answer, xlsx_answer
from billing.forms import RateApprovalForm, RateComparisonForm
from billing.models import RateTable
from billing.pages import rates as pages
from billing.pages.rate_comparison import COMPARED, ComparedRow
from billing.queries import rates as queries
from billing.rates.files import csv_file, xlsx_file
from billing.tables.rates import RATE_TABLES
from pilot import access, gone
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from pilot.tables import list_page

# Whoever threw a draft away and comes back to it is told so.
gone_calmly = gone.answers_calmly(
    "rate_draft_discarded",
    subject="rate_table",
    to="billing:rate-list",
    text=gettext_lazy("The draft was thrown away already. Nothing was changed."),
)


@require_safe
@access.requires(Permission.READ_RATES)
def rate_list(request: HttpRequest) -> HttpResponse:
    """List the rate tables of every strand, and offer to draft the next."""
    rows = queries.rate_tables(access.scope(request.user, RateTable))
    strands = access.scope(request.user, Strand).paid_by_capitation().order_by("pk")
    return list_page(
        request, table=RATE_TABLES, rows=rows, template="finance/rate_list.html", context={"strands": strands}
    )


@require_safe
@access.requires(Permission.READ_RATES)
@gone_calmly
def rate_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a rate table as a matrix beside the one before it, what it lacks and for whom, and who may approve it."""
    return _table_page(request, _fetch(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.DRAFT_RATES)
def rate_draft(request: HttpRequest, strand: int) -> HttpResponse:
    """Draft a rate table; the page opens with the rates that hold now, or those of the table that is named."""
    found = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=strand)
    if request.method == "POST":
        editor = pages.sent(request, found)
        if editor.is_complete:
            table = actions.draft_rate_table(
                strand=found, by=request.user, at=timezone.now(), channel="online", **editor.draft
            )
            messages.success(request, _("The draft is saved. Somebody else has to approve it before it holds."))
            return redirect("billing:rate-page", pk=table.pk)
    else:
        editor = pages.opened(found, _start(request, found), is_change=False)
    values = {"editor": editor, "strand": found, "back": "billing:rate-list"}
    return render(request, "finance/rate_draft.html", values, status=422 if editor.is_refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.DRAFT_RATES)
@gone_calmly
def rate_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft of one's own."""
    table = _fetch(request, pk)
    if table.state != RateTable.State.DRAFT or table.drafted_by_id != request.user.pk:
        refusal = errors.OthersDraft if table.state == RateTable.State.DRAFT else errors.NotADraft
        messages.error(request, refusal().message)
        return redirect("billing:rate-page", pk=pk)
    if request.method == "POST":
        editor = pages.sent(request, table.strand)
        if editor.is_complete:
            try:
                actions.change_rate_draft(
                    table=table, by=request.user, at=timezone.now(), channel="online", **editor.draft
                )
            except Refused as refusal:
                messages.error(request, refusal.message)
            else:
                messages.success(request, _("The draft is saved. Somebody else has to approve it before it holds."))
            return redirect("billing:rate-page", pk=pk)
    else:
        editor = pages.opened(table.strand, table, is_change=True)
    values = {"editor": editor, "strand": table.strand, "table": table}
    return render(request, "finance/rate_draft.html", values, status=422 if editor.is_refused else 200)


@require_POST
@access.requires(Permission.DRAFT_RATES)
@gone_calmly
def rate_discarding(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft of one's own away."""
    table = _fetch(request, pk)
    try:
        actions.discard_rate_draft(table=table, by=request.user, at=timezone.now(), channel="online")
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("billing:rate-page", pk=pk)
    messages.success(request, _("The draft is thrown away. No rate that holds has changed."))
    return redirect("billing:rate-list")


@require_POST
@access.requires(Permission.APPROVE_RATES)
def rate_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a drafted table, as it was looked at."""
    table, form = _fetch(request, pk), RateApprovalForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"looked_at": ""}
    try:
        actions.approve_rate_table(table=table, by=request.user, at=timezone.now(), channel="online", **given)
    except Refused as refusal:
        return _table_page(request, table, refused=refusal.message)
    messages.success(request, _("The rates are approved. Frozen months that they reach are corrected next time."))
    return redirect("billing:rate-page", pk=pk)


@require_safe
@access.requires(Permission.READ_RATES)
def rate_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two tables beside each other: old, new and difference, where their bands don't line up in both's pieces."""
    table = _fetch(request, pk)
    old, form = _compared_with(request, table)
    values = {"table": table, "old": old, "form": form, "rows": queries.differences(old, table) if old else []}
    values |= {"old_pk": str(old.pk) if old else ""}
    return render(request, "finance/rate_comparison.html", values)


@require_safe
@access.requires(Permission.READ_RATES)
def rate_comparison_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Give the comparison as a file: every row of the page, also those that are the same in both tables."""
    table = _fetch(request, pk)
    old, _form = _compared_with(request, table)
    if old is None:
        raise Http404
    rows = [ComparedRow.of(row) for row in queries.differences(old, table)]
    name = f"rates-{old.valid_from}-{table.valid_from}"
    if kind == "csv":
        return csv_answer(COMPARED, rows, filename=name)
    if kind == "xlsx":
        return xlsx_answer(COMPARED, rows, count=len(rows), filename=name, title=name, at=table.drafted_at)
    raise Http404


@require_safe
@access.requires(Permission.READ_RATES)
def rate_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give the table as a file that can be uploaded again."""
    table = _fetch(request, pk)
    sheet, name = pages.sheet_of(table), f"rates-{table.valid_from}"
    if kind == "csv":
        response = HttpResponse(csv_file(sheet), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        response = HttpResponse(xlsx_file(sheet, title=name, at=table.drafted_at), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _fetch(request: HttpRequest, pk: int) -> RateTable:
    return access.fetch(request.user, RateTable, among=queries.rate_tables(RateTable.objects.all()), pk=pk)


def _compared_with(request: HttpRequest, table: RateTable) -> tuple[RateTable | None, RateComparisonForm]:
    """Return the table that was asked for, else the one that the table takes the place of, and the form that asks."""
    others = queries.others(table)
    form = RateComparisonForm(request.GET or None, others=others)
    if form.is_valid() and form.cleaned_data["old"]:
        return form.cleaned_data["old"], form
    old = queries.holding_before(table) or others.first()
    return old, RateComparisonForm(initial={"old": old}, others=others)


def _start(request: HttpRequest, strand: Strand) -> RateTable | None:
    """Return the table whose rates the next one starts from."""
    if "from" in request.GET:
        return access.fetch(
            request.user, RateTable, among=RateTable.objects.filter(strand=strand), pk=request.GET["from"]
        )
    return queries.in_force(strand, helsinki_today(timezone.now()))


def _table_page(request: HttpRequest, table: RateTable, *, refused: str = "") -> HttpResponse:
    values = pages.table_parts(table, helsinki_today(timezone.now()))
    values |= {"is_own": table.drafted_by_id == request.user.pk, "refused": refused}
    return render(request, "finance/rate_page.html", values, status=422 if refused else 200)
