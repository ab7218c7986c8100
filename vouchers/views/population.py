"""The staff's pages for population files: giving one, how far it is, what was left out, and who looked at that."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from pilot import access
from pilot.access import Permission
from pilot.models import Pilot
from pilot.tables import Column, Table, list_page
from registry import actions as registry_actions
from registry import errors, queries, words
from registry.models import RegisterBatch
from vouchers import actions
from vouchers.forms import BatchReviewForm, PopulationForm

# What a page takes: more would have to be held in a web process's memory at once.
MOST_MEGABYTES = 50

BATCHES = Table(
    "population-files",
    _("Population files"),
    [
        Column(
            "filename",
            _("File"),
            sort="filename",
            href=lambda row: reverse("vouchers:batch-page", args=[row.pk]),
            sub=lambda row: row.pilot.name,
        ),
        Column("received_at", _("Received"), "moment", sort="received_at"),
        Column("received_by", _("By"), value=lambda row: row.received_by or _("Command")),
        Column("state", _("State"), "status", status="batch", sort="state", value=lambda row: _state(row)),
        Column("rows", _("Rows"), "number", sort="rows"),
        Column("new", _("New"), "number", sort="new"),
        Column("unchanged", _("Unchanged"), "number", sort="unchanged"),
        Column("rejected", _("Left out"), "number", sort="rejected"),
    ],
    order="-received_at",
    empty_title=_("No population file yet"),
    empty_text=_("Give the population register's file above: its people come onto their home sites' lists."),
)
REJECTIONS = Table(
    "left-out",
    _("Rows left out, and remarks"),
    [
        Column("line", _("Line"), "number", sort=("line", "field")),
        Column("field", _("Field"), sort=("field", "line")),
        Column("because", _("Reason"), sort="because", value=lambda row: words.text_of(row.because, row.value)),
        Column("value", _("Value"), value=lambda row: words.shown_value(row.because, row.value)),
        Column("outcome", _("Outcome"), "status", status="rejection", value=lambda row: _outcome(row.because)),
    ],
    order="line",
    empty_title=_("Nothing was left out"),
    empty_text=_("Every row of the file was taken in or was known already."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def batch_list(request: HttpRequest) -> HttpResponse:
    """List the files, and take a new one."""
    pilots = access.pilots_of(request.user, access.Role.STAFF).order_by("pk")
    form = PopulationForm(request.POST or None, request.FILES or None, pilots=pilots)
    if request.method == "POST":
        batch = _receive(request, form)
        if batch is not None:
            return redirect("vouchers:batch-page", pk=batch.pk)
        return render(request, "staff/population_refused.html", _giving(form), status=422)
    rows = access.scope(request.user, RegisterBatch).defer("content").select_related("pilot", "received_by")
    template = "staff/population_list.html"
    return list_page(request, table=BATCHES, rows=rows, template=template, context=_giving(form))


@require_safe
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a file is, its counts, and what was left out."""
    among = RegisterBatch.objects.defer("content").select_related("pilot", "received_by", "reviewed_by", "job")
    batch = access.fetch(request.user, RegisterBatch, among=among, pk=pk)
    if request.htmx and batch.job and request.htmx.target == f"job-{batch.job.pk}":
        # When the work has ended, counts and reasons have to appear too.
        if batch.job.ended_at:
            return HttpResponseClientRefresh()
        return render(request, "staff/population_batch.html#state", {"batch": batch})
    access.log_access(request, what="population_file", group={"batch": batch.pk, "rows": batch.rows})
    rows = queries.rejections_of(batch)
    template = "staff/population_batch.html"
    context = {"batch": batch, "waits": _state(batch) == "rejections", "form": BatchReviewForm()}
    return list_page(request, table=REJECTIONS, rows=rows, template=template, context=context)


@require_POST
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def batch_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the rows left out were looked through, and what came of it."""
    among = RegisterBatch.objects.defer("content").select_related("pilot")
    batch, form = access.fetch(request.user, RegisterBatch, among=among, pk=pk), BatchReviewForm(request.POST)
    if not form.is_valid():
        return render(request, "staff/population_review.html", {"batch": batch, "form": form}, status=422)
    note = form.cleaned_data["note"]
    try:
        registry_actions.review_batch(batch=batch, note=note, by=request.user, at=timezone.now(), channel="online")
    except errors.ReviewRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, gettext("Noted. The file waits for nobody any more."))
    return redirect("vouchers:batch-page", pk=pk)


def _giving(form: PopulationForm) -> dict[str, Any]:
    return {"form": form, "columns": queries.population_columns()}


def _receive(request: HttpRequest, form: PopulationForm) -> RegisterBatch | None:
    """Hand the file to the action; what it refuses becomes the form's error."""
    if not form.is_valid():
        return None
    pilot: Pilot = form.cleaned_data["pilot"]
    file = form.cleaned_data["file"]
    try:
        if file.size > MOST_MEGABYTES * 1_000_000:
            raise errors.FileTooLarge(most=MOST_MEGABYTES)
        return actions.receive_population(
            pilot=pilot, filename=file.name, source=file, by=request.user, at=timezone.now()
        )
    except errors.FileRefused as refusal:
        form.add_error("file", refusal.message)
        return None


def _state(batch: RegisterBatch) -> str:
    """Say of a file that left rows out that somebody has to look them through, until somebody did."""
    return "rejections" if batch.rejected and batch.reviewed_at is None else batch.state


def _outcome(because: str) -> str:
    return "remark" if because in words.REMARKS else "left_out"
