"""The pages about two records of one person: one person proposes a merger, another confirms it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from registry import actions as registry_actions
from registry import queries as registry_queries
from registry.models import Merger, Resident
from vouchers import actions, queries
from vouchers.forms import MergerForm, OtherRecordForm
from vouchers.views.residents import fetch_resident


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def merger_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the other record, show both beside each other, and take a proposal."""
    resident = fetch_resident(request, pk)
    asked = OtherRecordForm(request.GET if "other" in request.GET else None)
    other = _other(request, resident, asked)
    access.log_access(request, what="merger", resident=resident)
    if other is None:
        return _draft(request, resident, asked)
    access.log_access(request, what="merger", resident=other)
    form = MergerForm(request.POST or None, records=[resident, other], initial={"survivor": resident.pk})
    if form.is_valid():
        survivor, absorbed = (resident, other) if form.cleaned_data["survivor"] == resident.pk else (other, resident)
        try:
            merger = registry_actions.propose_merger(
                survivor=survivor, absorbed=absorbed, reason=form.cleaned_data["reason"], by=request.user,
                at=timezone.now(), channel="desk",
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The merger is proposed. Nothing moves before somebody else has confirmed it."))
            return redirect("vouchers:merger-page", pk=merger.pk)
    return _draft(request, resident, asked, other=other, form=form)


@require_safe
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def merger_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal with both records beside each other, and what may be done with it."""
    merger = _merger(request, pk)
    for record in (merger.survivor, merger.absorbed):
        access.log_access(request, what="merger", resident=record)
    today = helsinki_today(timezone.now())
    values = {
        "merger": merger,
        "rows": queries.side_by_side(merger.survivor, merger.absorbed, on=today),
        "is_open": merger.confirmed_at is None and merger.withdrawn_at is None,
        "is_own": merger.proposed_by_id == request.user.pk,
    }
    return render(request, "staff/merger.html", values)


@require_POST
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def merger_confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a merger that somebody else proposed."""
    merger = _merger(request, pk)
    with told(request, _("The records are merged. The next month settles what was paid twice.")):
        actions.confirm_merger(merger=merger, by=request.user, at=timezone.now(), channel="desk")
    return redirect("vouchers:merger-page", pk=pk)


@require_POST
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def merger_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a proposal that waits."""
    merger = _merger(request, pk)
    with told(request, _("The proposal is withdrawn. Both records are as they were.")):
        registry_actions.withdraw_merger(merger=merger, by=request.user, at=timezone.now(), channel="desk")
    return redirect("vouchers:merger-page", pk=pk)


def _merger(request: HttpRequest, pk: int) -> Merger:
    among = Merger.objects.select_related("survivor", "absorbed", "proposed_by", "confirmed_by", "withdrawn_by")
    return access.fetch(request.user, Merger, among=among, pk=pk)


def _other(request: HttpRequest, resident: Resident, asked: OtherRecordForm) -> Resident | None:
    if not asked.is_valid():
        return None
    code = asked.cleaned_data["other"]
    found = registry_queries.by_list_code(access.scope(request.user, Resident), code, beside=resident)
    if found is None:
        asked.add_error("other", _("There is no other record with this list code in the pilot. Check each character."))
        return None
    return found


def _draft(request: HttpRequest, resident: Resident, asked: OtherRecordForm, **found: Any) -> HttpResponse:
    other, form = found.get("other"), found.get("form")
    today = helsinki_today(timezone.now())
    values = {
        "resident": resident,
        "asked": asked,
        "other": other,
        "form": form,
        "rows": queries.side_by_side(resident, other, on=today) if other else (),
    }
    is_wrong = bool(asked.errors or (form is not None and form.errors))
    return render(request, "staff/merger_draft.html", values, status=422 if is_wrong else 200)
