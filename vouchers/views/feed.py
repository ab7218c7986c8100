"""The staff's pages of the register's change feed: its files, whether any is missing, and the changes in doubt."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Pilot
from pilot.tables import Column, Table, list_page
from registry import actions as registry_actions
from registry import errors, queries, words
from registry.models import FeedAnswer, RegisterChange
from vouchers import actions
from vouchers.forms import ChangeSettlementForm, FeedAnswerForm
from vouchers.queries import told_words

MOST_BYTES = 20_000_000
ANSWERS = Table(
    "register-files",
    gettext_lazy("Change files"),
    [
        Column(
            "filename",
            gettext_lazy("File"),
            sort="filename",
            href=lambda row: reverse("vouchers:feed-answer", args=[row.pk]),
            sub=lambda row: row.pilot.name,
        ),
        Column("received_at", gettext_lazy("Received"), "moment", sort="received_at"),
        Column("received_by", gettext_lazy("By"), value=lambda row: row.received_by or _("Command")),
        Column("first_day", gettext_lazy("Changes from"), "date", sort="first_day"),
        Column("last_day", gettext_lazy("Changes until"), "date", sort="last_day"),
        Column("last_mark", gettext_lazy("Mark"), sort="last_mark"),
        Column("changes", gettext_lazy("Changes"), "number", sort="changes"),
    ],
    order="-received_at",
    empty_title=gettext_lazy("No change file yet"),
    empty_text=gettext_lazy("Give the first answer of the change feed above: its changes are carried out in order."),
)
WHO = Column(
    "resident",
    gettext_lazy("Resident"),
    value=lambda row: row.resident.list_code if row.resident else _("Not registered"),
    href=lambda row: reverse("vouchers:resident-detail", args=[row.resident_id]) if row.resident else None,
)
MATTER = Column("matter", gettext_lazy("Matter"), sort="matter", value=lambda row: row.get_matter_display())
TOLD_ON = Column("told_on", gettext_lazy("Told on"), "date", sort="told_on")
WHY = Column("because", gettext_lazy("Why"), value=lambda row: words.cause_of(row.because) if row.because else "")
CHANGES = Table(
    "register-file",
    gettext_lazy("What the file tells"),
    [
        Column("place", gettext_lazy("Place"), "number", sort="place"),
        WHO,
        MATTER,
        TOLD_ON,
        Column(
            "outcome", gettext_lazy("Outcome"), "status", status="register_change", sort="outcome",
            href=lambda row: reverse("vouchers:change-page", args=[row.pk]) if row.outcome == "doubt" else None,
        ),
        WHY,
    ],
    order="place",
    empty_title=gettext_lazy("Nothing is told that concerns us"),
    empty_text=gettext_lazy("The register had no changes of the kinds that decide anything here."),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def feed_list(request: HttpRequest) -> HttpResponseBase:
    """List the change files and what is missing between them, and take a new one."""
    pilots = access.pilots_of(request.user, access.Role.STAFF).order_by("pk")
    form = FeedAnswerForm(request.POST or None, request.FILES or None, pilots=pilots)
    if request.method == "POST":
        answer = _receive(request, form)
        if answer is not None:
            return redirect("vouchers:feed-answer", pk=answer.pk)
        return render(request, "staff/feed_refused.html", {"form": form}, status=422)
    rows = access.scope(request.user, FeedAnswer).select_related("pilot", "received_by")
    context = {"form": form, "states": queries.feed_states(pilots, helsinki_today(timezone.now()))}
    return list_page(request, table=ANSWERS, rows=rows, template="staff/feed_list.html", context=context)


@require_safe
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def feed_answer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show how far a file is, and what came of each of its changes."""
    among = FeedAnswer.objects.select_related("pilot", "received_by", "job")
    answer = access.fetch(request.user, FeedAnswer, among=among, pk=pk)
    if request.htmx and answer.job and request.htmx.target == f"job-{answer.job.pk}":
        if answer.job.ended_at:
            return HttpResponseClientRefresh()
        return render(request, "staff/feed_answer.html#state", {"answer": answer})
    access.log_access(request, what="register_file", group={"answer": answer.pk, "rows": answer.changes})
    counts = queries.outcomes_of(answer)
    context = {"answer": answer, "counts": {name: counts.get(name, 0) for name in RegisterChange.Outcome.values}}
    rows = queries.changes_of(answer)
    return list_page(request, table=CHANGES, rows=rows, template="staff/feed_answer.html", context=context)


@require_safe
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def change_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is told and why it is in doubt, with what may be done about it."""
    return _page(request, _fetch(request, pk), ChangeSettlementForm())


@require_POST
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def change_trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Try to carry the change out again."""
    change = _fetch(request, pk)
    try:
        tried = actions.try_change_again(change=change, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("vouchers:change-list")
    if tried.outcome == RegisterChange.Outcome.DOUBT:
        messages.warning(request, _("It still cannot be carried out. Nothing was changed."))
        return redirect("vouchers:change-page", pk=pk)
    messages.success(
        request, _("The change is no longer in doubt: {outcome}.").format(outcome=tried.get_outcome_display())
    )
    return redirect("vouchers:change-list")


@require_POST
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def change_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done about the change by hand."""
    change, form = _fetch(request, pk), ChangeSettlementForm(request.POST)
    if not form.is_valid():
        return _page(request, change, form)
    note = form.cleaned_data["note"]
    with told(request, _("Noted. The change waits for nobody any more.")):
        registry_actions.settle_change(change=change, note=note, by=request.user, at=timezone.now(), channel="online")
    return redirect("vouchers:change-list")


def _page(request: HttpRequest, change: RegisterChange, form: ChangeSettlementForm) -> HttpResponse:
    access.log_access(request, what="register_doubt", resident=change.resident, group={"change": change.pk})
    values = {
        "change": change,
        "told": told_words(change, on=helsinki_today(timezone.now())),
        "cause": words.cause_of(change.because) if change.because else "",
        "form": form,
        "put_off": queries.put_off_of(change),
    }
    return render(request, "staff/change.html", values, status=422 if form.errors else 200)


def _fetch(request: HttpRequest, pk: int) -> RegisterChange:
    among = RegisterChange.objects.select_related("pilot", "resident__pilot", "answer", "settled_by")
    return access.fetch(request.user, RegisterChange, among=among, pk=pk)


def _receive(request: HttpRequest, form: FeedAnswerForm) -> FeedAnswer | None:
    """Hand the file to the action; what it refuses becomes the form's error."""
    if not form.is_valid():
        return None
    pilot: Pilot = form.cleaned_data["pilot"]
    file: Any = form.cleaned_data["file"]
    try:
        if file.size > MOST_BYTES:
            raise errors.FeedAnswerTooLarge(most=MOST_BYTES // 1_000_000)
        answer, is_new = actions.receive_feed_answer(
            pilot=pilot, filename=file.name, content=file.read(), by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        form.add_error("file", refusal.message)
        return None
    if is_new:
        messages.success(request, _("The file is taken in, and its changes are carried out in their order."))
    else:
        messages.warning(request, _("This file was taken in before. Nothing was changed."))
    return answer
