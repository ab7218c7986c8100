"""The staff's early changes: the queue, one case, who goes on with it, and ruling on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from pilot.tables import Column, Table, list_page
from providers import queries as provider_queries
from registry.models import Resident
from vouchers import actions, queries
from vouchers.filters import EarlyChangeFilters
from vouchers.forms import AtDeskForm, DeskEarlyChangeForm, DisqualificationForm, RulingForm, new_key
from vouchers.models import EarlyChange
from vouchers.views.asked import site_or_home, strand_of
from vouchers.views.residents import fetch_resident

TABLE = Table(
    "early-changes",
    gettext_lazy("Early changes"),
    [
        Column("decide_by", gettext_lazy("Decide by"), "date", sort="decide_by"),
        Column(
            "reason",
            gettext_lazy("Reason"),
            value=lambda row: row.get_reason_display(),
            href=lambda row: reverse("vouchers:early-change-page", args=[row.pk]),
        ),
        Column("resident", gettext_lazy("Whose"), value=lambda row: row.resident.list_code),
        Column("strand", gettext_lazy("Strand"), value=lambda row: row.strand.name),
        Column("owner", gettext_lazy("Who goes on with it"), value=lambda row: row.owner or ""),
        Column("asked_at", gettext_lazy("Asked for"), "moment", sort="asked_at"),
        Column("state", gettext_lazy("State"), "status", status="early_change"),
    ],
    order="decide_by",
    empty_title=gettext_lazy("No early change is asked for"),
    empty_text=gettext_lazy("What residents ask for on their own pages or at a service point waits here."),
)


@require_safe
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def early_change_list(request: HttpRequest) -> HttpResponseBase:
    """Show the queue, the first due first."""
    filters = EarlyChangeFilters(request.GET, access.scope(request.user, EarlyChange), request.user, _today())
    access.log_access(request, what="early_changes", group={"list": "early_changes"})
    return list_page(request, table=TABLE, rows=filters.qs, filters=filters, template="staff/early_change_list.html")


@require_safe
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def early_change_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a case and what may be done with it."""
    return _page(request, _case(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def early_change_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a resident who is at the desk or has sent the form."""
    resident = fetch_resident(request, pk)
    access.log_access(request, what="desk_choice", resident=resident)
    strand = strand_of(resident, request.GET.get("strand", ""))
    effective_on = queries.effect_of(queries.rules_on(strand, _today()), _today())
    sites = list(provider_queries.by_name(provider_queries.open_sites(strand, effective_on)))
    known = {"resident": resident, "on": _today(), "sites": sites}
    form = DeskEarlyChangeForm(request.POST or None, initial={"key": new_key()}, **known)
    if form.is_valid():
        try:
            case = _ask(request, resident, strand, form)
            return redirect("vouchers:early-change-page", pk=case.pk)
        except Refused as refusal:
            form.add_error(None, refusal.message_other)
    values = {"resident": resident, "strand": strand, "form": form}
    return render(request, "staff/early_change_draft.html", values, status=422 if form.errors else 200)


@require_POST
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def early_change_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the case up."""
    return _do(request, pk, actions.take_early_change, _("The case is yours."))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who withdraws the case at the desk; then withdraw it."""
    case = _case(request, pk)
    access.log_access(request, what="early_change", resident=case.resident)
    form = AtDeskForm(request.POST or None, resident=case.resident, on=_today())
    if form.is_valid():
        known = {"identified_by": form.cleaned_data["identified_by"], "deputy": form.deputy}
        try:
            actions.withdraw_early_change(case=case, by=request.user, at=timezone.now(), channel="desk", **known)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The case is withdrawn. Nothing changes."))
            return redirect("vouchers:early-change-page", pk=pk)
    values = {"case": case, "form": form}
    return render(request, "staff/early_change_withdrawal.html", values, status=422 if form.errors else 200)


@require_POST
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def disqualification(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare oneself disqualified."""
    case, form = _case(request, pk), DisqualificationForm(request.POST)
    if not form.is_valid():
        return _page(request, case, disqualification_form=form)
    return _do(
        request,
        pk,
        lambda **given: actions.declare_disqualified(ground=form.cleaned_data["ground"], **given),
        _("It is written down. Another person goes on with the case."),
    )


@require_POST
@never_cache
@access.requires(Permission.DECIDE_EARLY_CHANGES)
def early_change_ruling(request: HttpRequest, pk: int) -> HttpResponse:
    """Rule on the case, or on its appeal; what stands in the way of accepting is told beside the form."""
    case = _case(request, pk)
    form = RulingForm(request.POST, child=case.resident, on=_today())
    if not form.is_valid():
        return _page(request, case, ruling_form=form)
    if form.cleaned_data["seen"] not in (None, case.rulings.count()):
        messages.error(request, _("The case was ruled on meanwhile. Nothing was changed; look at how it stands."))
        return redirect("vouchers:early-change-page", pk=pk)
    is_appeal = case.state == EarlyChange.State.DENIED
    rule = actions.rule_on_early_change_appeal if is_appeal else actions.rule_on_early_change
    accepts = form.cleaned_data["outcome"] == "accepted"
    try:
        rule(
            case=case, accepts=accepts, reasons=form.cleaned_data["reasons"], say=form.say, by=request.user,
            at=timezone.now(), channel="desk",
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, case, ruling_form=form)
    done = _("Granted. The choice is made.") if accepts else _("Rejected. Nothing changes for the resident.")
    messages.success(request, done)
    return redirect("vouchers:early-change-page", pk=pk)


def _page(request: HttpRequest, case: EarlyChange, **forms: Any) -> HttpResponse:
    access.log_access(request, what="early_change", resident=case.resident)
    user = request.user
    declared = list(case.disqualifications.all())
    rulings = list(case.rulings.all())
    is_denied = case.state == EarlyChange.State.DENIED
    values = {
        "case": case,
        "today": _today(),
        "rulings": rulings,
        "declared": declared,
        "is_disqualified": any(one.declared_by_id == user.pk for one in declared),
        "is_own": case.owner_id == user.pk,
        "is_open": case.state == EarlyChange.State.OPEN,
        "may_rule_on_appeal": is_denied and len(rulings) == 1 and rulings[0].decided_by_id != user.pk,
        "standing": queries.standing(resident=case.resident, strand=case.strand, on=_today()),
        "ruling_form": RulingForm(initial={"seen": len(rulings)} | _own_say(case), child=case.resident, on=_today()),
        "disqualification_form": DisqualificationForm(),
    } | forms
    return render(request, "staff/early_change.html", values, status=422 if forms else 200)


def _own_say(case: EarlyChange) -> dict[str, Any]:
    """Propose the asking itself as the say of a child who asked alone, in the language of the decision."""
    account = getattr(case.resident, "account", None)
    if account is None or account.user_id != case.asked_by_id:
        return {}
    with translation.override(case.resident.language):
        opinion = _("The child asked for the change itself: {reason}.").format(reason=case.get_reason_display())
    return {"child_heard_on": helsinki_today(case.asked_at), "child_opinion": opinion}


def _do(request: HttpRequest, pk: int, deed: Callable[..., Any], done: str) -> HttpResponse:
    case = _case(request, pk)
    with told(request, done):
        deed(case=case, by=request.user, at=timezone.now(), channel="desk")
    return redirect("vouchers:early-change-page", pk=pk)


def _ask(request: HttpRequest, resident: Resident, strand: Strand, form: DeskEarlyChangeForm) -> EarlyChange:
    asked = form.cleaned_data
    return actions.ask_early_change(
        resident=resident,
        strand=strand,
        site=site_or_home(strand, asked["site"]),
        reason=asked["reason"],
        explanation=asked["explanation"],
        by=request.user,
        at=timezone.now(),
        channel=asked["channel"],
        key=asked["key"],
        identified_by=asked["identified_by"],
        deputy=form.deputy,
    )


def _case(request: HttpRequest, pk: int) -> EarlyChange:
    return access.fetch(request.user, EarlyChange, among=queries.with_rulings(EarlyChange.objects.all()), pk=pk)


def _today() -> date:
    return helsinki_today(timezone.now())
