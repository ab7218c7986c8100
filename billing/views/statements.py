"""Statements: one site's month, for finance and for the provider itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.exports.entries import csv_answer, xlsx_answer
from billing.exports.figures import FIGURE_COLUMNS, figure_rows
from billing.models import Statement
from billing.pages.statements import statement_parts
from billing.places import FINANCE, OWN, Places
from billing.queries import statements as queries
from billing.queries.figures import figures_of
from billing.tables.statements import OWN_STATEMENTS
from pilot import access, documents
from pilot.access import Permission
from pilot.tables import list_page


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def statement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a statement."""
    return _page(request, pk, FINANCE)


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def statement_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a statement's document."""
    return _document(request, pk, FINANCE)


@require_safe
@access.requires(Permission.READ_STATEMENTS)
def statement_table(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Hand out a statement's figures as CSV or XLSX."""
    return _table(request, pk, kind)


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def own_statement_list(request: HttpRequest) -> HttpResponse:
    """List the provider's own statements."""
    rows = queries.statements(access.scope(request.user, Statement))
    return list_page(request, table=OWN_STATEMENTS, rows=rows, template="billing/own_statement_list.html")


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def own_statement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the provider its statement."""
    return _page(request, pk, OWN)


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def own_statement_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the provider's own statement."""
    return _document(request, pk, OWN)


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def own_statement_table(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Hand out the figures of the provider's own statement as CSV or XLSX."""
    return _table(request, pk, kind)


def _page(request: HttpRequest, pk: int, places: Places) -> HttpResponse:
    statement = access.fetch(request.user, Statement, among=queries.with_run_and_site(), pk=pk)
    parts = statement_parts(statement, places, timezone.now())
    access.log_access(
        request, what="statement", group={"statement": statement.number, "residents": statement.resident_count}
    )
    return render(request, "billing/statement_page.html", parts)


def _table(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    statement = access.fetch(request.user, Statement, among=queries.with_run_and_site(), pk=pk)
    rows, name = figure_rows(figures_of(statement)), f"statement-{statement.number}-figures"
    if kind == "csv":
        return csv_answer(FIGURE_COLUMNS, rows, filename=name)
    if kind == "xlsx":
        at, title = statement.run.frozen_at, _("Statement {number}").format(number=statement.number)
        return xlsx_answer(FIGURE_COLUMNS, rows, count=len(rows), filename=name, title=title, at=at)
    raise Http404


def _document(request: HttpRequest, pk: int, places: Places) -> HttpResponse:
    statement = access.fetch(request.user, Statement, among=Statement.objects.select_related("document"), pk=pk)
    if statement.document is None:
        messages.info(request, _("The document of this statement is not made yet. Its figures are on this page."))
        return redirect(places.statement(pk))
    access.log_access(
        request,
        what="statement_document",
        group={"statement": statement.number, "residents": statement.resident_count},
    )
    return documents.download(statement.document)
