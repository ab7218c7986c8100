"""What a provider's systems fetch of its statements: the list, one with its figures, its entries and its document."""

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from billing.api import fields
from billing.api import statement_serializers as serializers
from billing.exports import entries as exports
from billing.models import Statement
from billing.queries import statements as queries
from billing.queries.entries import entry_page, lines
from billing.queries.figures import figures_of
from pilot import access, documents
from pilot.api.renderers import AsCsv, AsPdf
from pilot.api.schema import refusals
from pilot.api.views import ApiView
from pilot.models import ApiScope
from pilot.permissions import Permission


class OwnView(ApiView):
    """What all addresses of statements share: whose they are, and how one is found."""

    permission = Permission.READ_OWN_STATEMENTS
    scope = ApiScope.STATEMENTS

    def fetch(self, request: Request, pk: int) -> Statement:
        """Return the statement, 404 for another's."""
        return access.fetch(request.user, Statement, among=queries.with_run_and_site(), pk=pk)


class StatementsView(OwnView):
    """The provider's statements."""

    @extend_schema(
        operation_id="statements",
        tags=["statements"],
        parameters=[fields.MonthQuestion],
        responses={200: serializers.StatementSerializer(many=True)} | refusals(401, 403, 422, 429),
    )
    def get(self, request: Request) -> Response:
        """Return the provider's statements of a month, or of all months, the newest first."""
        seen = queries.of_month(access.scope(request.user, Statement), fields.asked_month(request))
        rows = queries.statements(seen).select_related("run__strand__pilot")
        return Response(serializers.StatementSerializer(rows, many=True, context={"request": request}).data)


class StatementView(OwnView):
    """One statement."""

    @extend_schema(
        operation_id="statement",
        tags=["statements"],
        responses={200: serializers.StatementFiguresSerializer} | refusals(401, 403, 404, 429),
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return a statement with every row that its sums are made of."""
        statement = self.fetch(request, pk)
        figures = figures_of(statement)
        group = {"statement": statement.number, "residents": statement.resident_count}
        access.log_access(request, what="statement", group=group)
        targets = figures.incentive.rows if figures.incentive else ()
        body = {"statement": statement, "figures": figures, "targets": targets}
        return Response(serializers.StatementFiguresSerializer(body, context={"request": request}).data)


class EntriesView(OwnView):
    """A statement's entries."""

    @extend_schema(
        operation_id="statement_entries",
        tags=["statements"],
        parameters=[fields.EntriesQuestion],
        responses={200: fields.EntriesSerializer} | refusals(401, 403, 404, 422, 429),
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return a page of a statement's entries."""
        statement = self.fetch(request, pk)
        page = entry_page(queries.entries_of(statement), after=fields.asked_after(request), size=fields.PAGE)
        group = {"statement": statement.number, "residents": len(page.lines)}
        access.log_access(request, what="entries", group=group)
        return Response(fields.EntriesSerializer(fields.as_body(request, page)).data)


class FileView(OwnView):
    """A statement's entries as one file."""

    renderer_classes = (JSONRenderer, AsCsv)

    @extend_schema(
        operation_id="statement_entries_csv",
        tags=["statements"],
        responses={(200, "text/csv"): OpenApiTypes.STR} | refusals(401, 403, 404, 429),
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Return all entries of a statement, the same file as on its page."""
        statement = self.fetch(request, pk)
        group = {"statement": statement.number, "entries": statement.entry_count}
        access.log_access(request, what="entries_file", group=group)
        rows, name = lines(queries.entries_of(statement)), f"statement-{statement.number}"
        return exports.csv_answer(exports.STATEMENT_COLUMNS, rows, filename=name)


class DocumentView(OwnView):
    """A statement's document."""

    renderer_classes = (JSONRenderer, AsPdf)

    @extend_schema(
        operation_id="statement_document",
        tags=["statements"],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY} | refusals(401, 403, 404, 429),
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Return the document as it was made, with its entries inside."""
        statement = self.fetch(request, pk)
        if statement.document is None:
            raise Http404
        group = {"statement": statement.number, "residents": statement.resident_count}
        access.log_access(request, what="statement_document", group=group)
        return documents.download(statement.document)
