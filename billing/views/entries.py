"""Entries: a run's or a statement's by pages and as files, and one entry's explanation."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.errors import TooManyForSheet
from billing.exports import entries as exports
from billing.models import Entry, PaymentRun, Statement
from billing.pages.statements import entries_parts, entry_parts
from billing.places import FINANCE, OWN, Places
from billing.queries import disputes as dispute_queries
from billing.queries import explanations
from billing.queries import statements as statement_queries
from billing.queries.entries import Key, lines
from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def run_entries(request: HttpRequest, pk: int) -> HttpResponse:
    """List a run's entries, by pages."""
    run = access.fetch(request.user, PaymentRun, among=PaymentRun.objects.select_related("strand"), pk=pk)
    parts = entries_parts(request, Entry.objects.filter(run=run), FINANCE)
    access.log_access(request, what="entries", group={"run": run.pk, "residents": len(parts["lines"])})
    return render(request, "finance/run_entries.html", parts | {"run": run})


@require_safe
@access.requires(Permission.EXPORT_ENTRIES)
def run_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Hand out a run's entries as CSV or XLSX."""
    run = access.fetch(request.user, PaymentRun, among=PaymentRun.objects.select_related("strand"), pk=pk)
    name = f"entries-{run}-{run.strand.code}"
    group = {"run": run.pk, "entries": run.entry_count}
    try:
        return _file(request, Entry.objects.filter(run=run), kind, name, run.entry_count, group, is_run=True)
    except TooManyForSheet as refusal:
        messages.error(request, refusal.message)
        return redirect("billing:run-entries", pk=pk)


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def statement_entries(request: HttpRequest, pk: int) -> HttpResponse:
    """List a statement's entries, by pages."""
    return _entries(request, pk, FINANCE)


@require_safe
@access.requires(Permission.EXPORT_ENTRIES)
def statement_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Hand out a statement's entries as CSV or XLSX."""
    return _statement_file(request, pk, kind, FINANCE)


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def entry_page(request: HttpRequest, key: str) -> HttpResponse:
    """Explain one entry."""
    return _entry(request, key, FINANCE)


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def own_statement_entries(request: HttpRequest, pk: int) -> HttpResponse:
    """List the entries of the provider's own statement."""
    return _entries(request, pk, OWN)


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def own_statement_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Hand out the entries of the provider's own statement."""
    return _statement_file(request, pk, kind, OWN)


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def own_entry_page(request: HttpRequest, key: str) -> HttpResponse:
    """Explain one entry of the provider's own statement."""
    return _entry(request, key, OWN)


def _entries(request: HttpRequest, pk: int, places: Places) -> HttpResponse:
    statement = access.fetch(request.user, Statement, among=statement_queries.with_run_and_site(), pk=pk)
    rows, disputes = statement_queries.entries_of(statement), dispute_queries.by_entry(statement)
    parts = entries_parts(request, rows, places, disputes)
    access.log_access(request, what="entries", group={"statement": statement.number, "residents": len(parts["lines"])})
    hrefs = {
        "statement_href": places.statement(pk),
        "csv_href": places.entries_file(pk, "csv"),
        "xlsx_href": places.entries_file(pk, "xlsx"),
    }
    is_in_time = helsinki_today(timezone.now()) <= dispute_queries.limits_of(statement).last_day
    parts |= {"statement": statement, "can_dispute": is_in_time and places is OWN}
    return render(request, "billing/statement_entries.html", parts | hrefs)


def _statement_file(request: HttpRequest, pk: int, kind: str, places: Places) -> HttpResponseBase:
    statement = access.fetch(request.user, Statement, pk=pk)
    rows, name = statement_queries.entries_of(statement), f"statement-{statement.number}"
    group = {"statement": statement.number, "entries": statement.entry_count}
    try:
        return _file(request, rows, kind, name, statement.entry_count, group, is_run=False)
    except TooManyForSheet as refusal:
        messages.error(request, refusal.message)
        return redirect(places.entries(pk))


def _file(
    request: HttpRequest, rows: QuerySet[Entry], kind: str, name: str, count: int, group: dict, *, is_run: bool
) -> HttpResponseBase:
    if kind not in ("csv", "xlsx"):
        raise Http404
    columns = exports.RUN_COLUMNS if is_run else exports.STATEMENT_COLUMNS
    access.log_access(request, what="entries_file", group=group)
    if kind == "csv":
        return exports.csv_answer(columns, lines(rows), filename=name)
    return exports.xlsx_answer(columns, lines(rows), count=count, filename=name, title=_("Entries"), at=timezone.now())


def _entry(request: HttpRequest, key: str, places: Places) -> HttpResponse:
    found = Key.parse(key)
    if found is None:
        raise Http404
    rows = explanations.explainable(Entry.objects.all())
    entry = access.fetch(request.user, Entry, among=rows, pk=tuple(found))
    explanation = explanations.explain(entry, access.scope(request.user, Entry), brief=places is OWN)
    access.log_access(request, what="entry", resident=entry.resident_id)
    today = helsinki_today(timezone.now())
    return render(request, "billing/entry_page.html", entry_parts(explanation, places, today))
