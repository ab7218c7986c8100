"""The staff's letters: what waits and where, one letter's deliveries, and those that came back or are fetched."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
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
from pilot.tables import Column, Table, list_page
from vouchers import actions, errors, queries
from vouchers.filters import LetterFilters
from vouchers.forms import HandOverForm, ReturnForm
from vouchers.models import Delivery, Letter

TABLE = Table(
    "letters",
    gettext_lazy("Letters"),
    [
        Column(
            "title",
            gettext_lazy("Letter"),
            value=lambda row: row.letter.title,
            href=lambda row: reverse("vouchers:letter-page", args=[row.letter_id]),
            sub=lambda row: row.letter.decision.number if row.letter.decision else "",
        ),
        Column("resident", gettext_lazy("Whose"), value=lambda row: row.letter.resident.list_code),
        Column("way", gettext_lazy("Way"), value=lambda row: row.get_way_display()),
        Column("sent_on", gettext_lazy("Sent"), "date", sort="sent_on"),
        Column("appeal_until", gettext_lazy("Appeal until"), "date", sort="appeal_until"),
        Column("begun_at", gettext_lazy("Begun"), "moment", sort="begun_at", detail=True),
        Column("note", gettext_lazy("Note"), value=lambda row: row.why),
        Column("state", gettext_lazy("State"), "status", status="delivery"),
    ],
    order="-begun_at",
    empty_title=gettext_lazy("No letters here"),
    empty_text=gettext_lazy("Decisions and other letters to residents show up here when they are written."),
)


@require_safe
@never_cache
@access.requires(Permission.READ_LETTERS)
def letter_list(request: HttpRequest) -> HttpResponseBase:
    """List the letters of one's pilots, or those of one queue."""
    filters = LetterFilters(request.GET, access.scope(request.user, Delivery))
    access.log_access(request, what="letters", group={"list": "letters", "page": request.GET.get("page", "1")[:6]})
    return list_page(request, table=TABLE, rows=filters.qs, filters=filters, template="staff/letter_list.html")


@require_safe
@never_cache
@access.requires(Permission.READ_LETTERS)
def letter_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter, how it was brought to its reader, and what may be done."""
    return _page(request, _letter(request, pk))


@require_safe
@never_cache
@access.requires(Permission.READ_LETTERS)
def letter_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a letter as it was sent."""
    rows = Delivery.objects.select_related("document", "letter__resident")
    delivery = access.fetch(request.user, Delivery, among=rows, pk=pk)
    if delivery.document is None:
        raise Http404
    access.log_access(request, what="letter", resident=delivery.letter.resident)
    return documents.download(delivery.document)


@require_POST
@never_cache
@access.requires(Permission.SEND_LETTERS)
def letter_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the letter came back."""
    form = ReturnForm(request.POST)
    return _do(request, pk, actions.return_letter, _("The letter waits for somebody to send it anew."), form=form)


@require_POST
@never_cache
@access.requires(Permission.SEND_LETTERS)
def letter_sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Send anew what did not arrive."""
    return _do(request, pk, actions.send_anew, _("The letter goes out again, with new dates."))


@require_POST
@never_cache
@access.requires(Permission.SEND_LETTERS)
def letter_handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the letter over to its reader."""
    form = HandOverForm(request.POST)
    return _do(request, pk, actions.hand_over, _("The letter was handed over. Print it from this page."), form=form)


def _do(
    request: HttpRequest, pk: int, deed: Callable[..., Any], done: str, *, form: forms.Form | None = None
) -> HttpResponse:
    letter = _letter(request, pk)
    delivery = queries.kept(letter).last
    if request.POST.get("delivery", str(delivery.pk)) != str(delivery.pk):
        # The form is of a delivery in whose place another came: sent twice, or by the back button.
        messages.error(request, errors.DeliveryMoved().message)
        return redirect("vouchers:letter-page", pk=letter.pk)
    if form is not None and not form.is_valid():
        return _page(request, letter, bound=form)
    given = form.cleaned_data if form is not None else {}
    with told(request, done):
        deed(delivery=delivery, by=request.user, at=timezone.now(), channel="desk", **given)
    return redirect("vouchers:letter-page", pk=letter.pk)


def _page(request: HttpRequest, letter: Letter, *, bound: forms.Form | None = None) -> HttpResponse:
    access.log_access(request, what="letter", resident=letter.resident)
    kept = queries.kept(letter)
    form = bound or {"sent": ReturnForm, "fetch": HandOverForm}.get(kept.stage, forms.Form)()
    values = {"letter": letter, "kept": kept, "form": form, "today": _today()}
    return render(request, "staff/letter.html", values, status=422 if bound else 200)


def _letter(request: HttpRequest, pk: int) -> Letter:
    rows = Letter.objects.select_related("resident", "decision", "written_by")
    return access.fetch(request.user, Letter, among=rows, pk=pk)


def _today() -> date:
    return helsinki_today(timezone.now())
