"""What an organiser's finance systems fetch: payment runs with their sums, and every entry of a run."""

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from billing.api import fields
from billing.exports import entries as exports
from billing.models import Entry, PaymentRun
from billing.queries import runs as queries
from billing.queries.entries import entry_page, lines
from pilot import access
from pilot.api.renderers import AsCsv
from pilot.api.schema import refusals
from pilot.api.views import ApiView
from pilot.models import ApiScope
from pilot.permissions import Permission


class RunSerializer(serializers.Serializer):
    """A frozen month: what it says never changes, only how far its payment is."""

    id = serializers.IntegerField()
    pilot = serializers.CharField(source="strand.pilot.code")
    strand = serializers.CharField(source="strand.code")
    month = fields.MonthField()
    state = serializers.ChoiceField(PaymentRun.State.choices)
    frozen_at = serializers.DateTimeField()
    approved_at = serializers.DateTimeField(allow_null=True)
    pay_on = serializers.DateField(allow_null=True)
    entry_count = serializers.IntegerField()
    statement_count = serializers.IntegerField()
    cents = serializers.IntegerField(source="total_cents", help_text="All entries, public sites' too.")
    to_pay = serializers.IntegerField(source="to_pay_cents", help_text="What the statements pay together.")
    digest = serializers.CharField(help_text="SHA-256 over the statements' digests and the run before.")
    entries = fields.LinkField("api-run-entries")
    entries_csv = fields.LinkField("api-run-file")


class RunView(ApiView):
    """One run."""

    permission = Permission.EXPORT_ENTRIES
    scope = ApiScope.ENTRIES

    def fetch(self, request: Request, pk: int) -> PaymentRun:
        """Return the run, 404 for another's."""
        rows = queries.runs(PaymentRun.objects.all()).select_related("strand__pilot")
        return access.fetch(request.user, PaymentRun, among=rows, pk=pk)

    @extend_schema(operation_id="run", tags=["runs"], responses={200: RunSerializer} | refusals(401, 403, 404, 429))
    def get(self, request: Request, pk: int) -> Response:
        """Return a run with its state and its sums."""
        return Response(RunSerializer(self.fetch(request, pk), context={"request": request}).data)


class RunsView(ApiView):
    """The runs of the organiser's pilots."""

    permission = Permission.EXPORT_ENTRIES
    scope = ApiScope.ENTRIES

    @extend_schema(
        operation_id="runs",
        tags=["runs"],
        parameters=[fields.MonthQuestion],
        responses={200: RunSerializer(many=True)} | refusals(401, 403, 422, 429),
    )
    def get(self, request: Request) -> Response:
        """Return the runs of a month, or of all months, the newest first."""
        seen = queries.of_month(access.scope(request.user, PaymentRun), fields.asked_month(request))
        rows = queries.runs(seen).select_related("strand__pilot")
        return Response(RunSerializer(rows, many=True, context={"request": request}).data)


class EntriesView(RunView):
    """A run's entries."""

    @extend_schema(
        operation_id="run_entries",
        tags=["runs"],
        parameters=[fields.EntriesQuestion],
        responses={200: fields.RunEntriesSerializer} | refusals(401, 403, 404, 422, 429),
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return a page of a run's entries."""
        run = self.fetch(request, pk)
        page = entry_page(Entry.objects.filter(run=run), after=fields.asked_after(request), size=fields.PAGE)
        access.log_access(request, what="entries", group={"run": run.pk, "residents": len(page.lines)})
        return Response(fields.RunEntriesSerializer(fields.as_body(request, page)).data)


class FileView(RunView):
    """A run's entries as one file."""

    renderer_classes = (JSONRenderer, AsCsv)

    @extend_schema(
        operation_id="run_entries_csv",
        tags=["runs"],
        responses={(200, "text/csv"): OpenApiTypes.STR} | refusals(401, 403, 404, 429),
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Return all entries of a run, the same file as on its page; it leaves as it is read, however many."""
        run = self.fetch(request, pk)
        access.log_access(request, what="entries_file", group={"run": run.pk, "entries": run.entry_count})
        name = f"entries-{run}-{run.strand.code}"
        return exports.csv_answer(exports.RUN_COLUMNS, lines(Entry.objects.filter(run=run)), filename=name)
