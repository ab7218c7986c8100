"""The staff's print batches: the day's letters made into one file, fetched, handed over or voided."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot import access, documents
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Pilot
from pilot.tables import Column, Table, list_page
from vouchers import actions, queries
from vouchers.models import PrintBatch

TABLE = Table(
    "print-batches",
    gettext_lazy("Print batches"),
    [
        Column(
            "day",
            gettext_lazy("Day"),
            value=lambda row: row.name,
            sort=("day", "serial"),
            href=lambda row: reverse("vouchers:print-batch", args=[row.pk]),
        ),
        Column("pilot", gettext_lazy("Pilot"), value=lambda row: row.pilot.name),
        Column("letters", gettext_lazy("Letters"), "number", sort="letters"),
        Column("sheets", gettext_lazy("Sheets"), "number"),
        Column("made_at", gettext_lazy("Made"), "moment", sort="made_at"),
        Column("handed_at", gettext_lazy("Handed over"), "moment", sort="handed_at"),
        Column("stage", gettext_lazy("State"), "status", status="print_batch"),
    ],
    order="-day",
    empty_title=gettext_lazy("No batch yet"),
    empty_text=gettext_lazy("Make one when letters wait for post: each day's letters become one file."),
)


@require_safe
@never_cache
@access.requires(Permission.READ_LETTERS)
def batch_list(request: HttpRequest) -> HttpResponseBase:
    """List the batches, and what waits for the next one."""
    today = helsinki_today(timezone.now())
    pilots = access.scope(request.user, Pilot).order_by("pk")
    waiting = queries.letters_waiting(pilots, on=today)
    rows = access.scope(request.user, PrintBatch).select_related("pilot")
    context = {"waiting": waiting, "today": today}
    return list_page(request, table=TABLE, rows=rows, template="staff/print_batch_list.html", context=context)


@require_POST
@never_cache
@access.requires(Permission.SEND_LETTERS)
def batch_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Start making today's batch; the job's page shows how far it is."""
    pilot = access.fetch(request.user, Pilot, pk=pk)
    try:
        job = actions.start_printing(pilot=pilot, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("vouchers:print-batch-list")
    return redirect("job", pk=job.pk)


@require_safe
@never_cache
@access.requires(Permission.READ_LETTERS)
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch with its two files."""
    batch = _batch(request, pk)
    return render(request, "staff/print_batch.html", {"batch": batch, "today": helsinki_today(timezone.now())})


@require_safe
@never_cache
@access.requires(Permission.SEND_LETTERS)
def batch_letters(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the letters in one file, the same bytes every time."""
    return _file(request, pk, "document")


@require_safe
@never_cache
@access.requires(Permission.SEND_LETTERS)
def batch_index(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the batch's index."""
    return _file(request, pk, "index")


@require_POST
@never_cache
@access.requires(Permission.SEND_LETTERS)
def batch_handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the batch went to the printer."""
    return _do(request, pk, actions.hand_over_batch, _("The batch was handed over. Its letters are sent."))


@require_POST
@never_cache
@access.requires(Permission.SEND_LETTERS)
def batch_void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a batch that was not handed over."""
    return _do(request, pk, actions.void_batch, _("The batch is void. Its letters wait for the next one."))


def _do(request: HttpRequest, pk: int, deed: Callable[..., PrintBatch], done: str) -> HttpResponse:
    batch = _batch(request, pk)
    with told(request, done):
        deed(batch=batch, by=request.user, at=timezone.now(), channel="desk")
    return redirect("vouchers:print-batch", pk=batch.pk)


def _file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    batch = _batch(request, pk)
    if batch.voided_at is not None:
        # Its letters say a day on which they did not leave, and whoever printed them again would post them twice.
        text = _("The batch is void: its files are handed out to nobody any more. Its letters leave with the next one.")
        messages.error(request, text)
        return redirect("vouchers:print-batch", pk=batch.pk)
    access.log_access(request, what="letters", group={"batch": batch.name, "letters": batch.letters})
    return documents.download_large(getattr(batch, name))


def _batch(request: HttpRequest, pk: int) -> PrintBatch:
    # The files themselves are megabytes; only who fetches one needs it.
    rows = PrintBatch.objects.select_related("pilot", "made_by", "handed_by", "voided_by", "document", "index")
    return access.fetch(request.user, PrintBatch, among=rows.defer("document__content", "index__content"), pk=pk)
