"""The staff's list of the changes in doubt, from which several are put off for a month at once."""

from collections.abc import Collection
from contextlib import suppress
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot import access, formats
from pilot.access import Permission
from pilot.calendar import Month, helsinki_today
from pilot.errors import Refused
from pilot.tables import Column, Table, list_page
from registry import actions as registry_actions
from registry import errors, queries, words
from registry.models import RegisterChange
from vouchers.forms import PostponementForm
from vouchers.views.feed import MATTER, TOLD_ON, WHO


def _tick(row: RegisterChange) -> SafeString:
    return format_html(
        '<label class="tick"><input type="checkbox" name="change" value="{}" form="put-off"{}>{}</label>',
        row.pk,
        " checked" if getattr(row, "is_picked", False) else "",
        words.cause_of(row.because),
    )


def _way(row: RegisterChange) -> SafeString:
    who = row.resident.list_code if row.resident else row.answer.filename
    return format_html(
        '<a href="{}">{}<span class="visually-hidden"> {}, {}</span></a>',
        reverse("vouchers:change-page", args=[row.pk]),
        _("Look at the change"),
        row.get_matter_display(),
        who,
    )


def _put_off_for(row: RegisterChange) -> str:
    return ", ".join(formats.month(one.month) for one in sorted(row.postponements.all(), key=lambda one: one.month))


DOUBTS = Table(
    "register-doubts",
    gettext_lazy("Changes in doubt"),
    [
        Column("pick", gettext_lazy("Why"), value=_tick, sub=_way, only="page"),
        Column("because", gettext_lazy("Why"), value=lambda row: words.cause_of(row.because), only="file"),
        MATTER,
        WHO,
        TOLD_ON,
        Column("received", gettext_lazy("Received"), "moment", value=lambda row: row.answer.received_at),
        Column("put_off", gettext_lazy("Put off for"), value=_put_off_for),
    ],
    order="told_on",
    empty_title=gettext_lazy("No change is in doubt"),
    empty_text=gettext_lazy("Everything that the register told is carried out or known already."),
)


@require_safe
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def change_list(request: HttpRequest) -> HttpResponseBase:
    """List the changes that wait for somebody."""
    doubts = _doubts(request)
    form = PostponementForm(months=_months(doubts), asked=request.GET.get("month", ""))
    return _page(request, doubts, form)


@require_POST
@never_cache
@access.requires(Permission.IMPORT_RESIDENTS)
def change_postponement(request: HttpRequest) -> HttpResponseBase:
    """Put the picked changes off for a month, or all that stop it."""
    doubts = _doubts(request)
    form = PostponementForm(request.POST, months=_months(doubts), picked=request.POST.getlist("change"))
    if not form.is_valid():
        return _page(request, doubts, form, picked=form.picked)
    try:
        done = _put_off(request, doubts, form.cleaned_data, form.picked)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, doubts, form, picked=form.picked)
    text = ngettext(
        "{changes} change is put off for {month}. Somebody else freezes the month.",
        "{changes} changes are put off for {month}. Somebody else freezes the month.",
        done,
    )
    messages.success(
        request, text.format(changes=formats.number(done), month=formats.month(form.cleaned_data["month"]))
    )
    return redirect("vouchers:change-list")


def _put_off(request: HttpRequest, doubts: QuerySet[RegisterChange], asked: dict[str, Any], picked: list[int]) -> int:
    """Put off, pilot by pilot, and count what was; refuses when no pilot's month is stopped by any of it."""
    rows = doubts if asked["everything"] else doubts.filter(pk__in=picked)
    at, done = timezone.now(), 0
    for pilot, changes in groupby(rows.order_by("pilot", "pk"), key=lambda row: row.pilot):
        with suppress(errors.NothingToPutOff):
            put_off = registry_actions.put_off_changes(
                pilot=pilot,
                changes=[change.pk for change in changes],
                month=asked["month"],
                reason=asked["reason"],
                by=request.user,
                at=at,
                channel="online",
            )
            done += len(put_off)
    if not done:
        raise errors.NothingToPutOff
    return done


def _doubts(request: HttpRequest) -> QuerySet[RegisterChange]:
    return queries.changes_in_doubt(access.scope(request.user, RegisterChange))


def _months(doubts: QuerySet[RegisterChange]) -> list[Month]:
    return queries.months_in_doubt(doubts, helsinki_today(timezone.now()))


def _page(
    request: HttpRequest, doubts: QuerySet[RegisterChange], form: PostponementForm, picked: Collection[int] = ()
) -> HttpResponseBase:
    access.log_access(request, what="register_doubts", group={"list": "register-doubts"})
    rows = doubts.prefetch_related("postponements").annotate(is_picked=queries.is_among(picked))
    context = {"form": form}
    response = list_page(request, table=DOUBTS, rows=rows, template="staff/change_list.html", context=context)
    if form.errors:
        response.status_code = 422
    return response
