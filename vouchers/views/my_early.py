"""The resident's own early change: asking for it, how far it is and what was decided, and withdrawing it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
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
from pilot.models import Strand
from providers import queries as provider_queries
from registry.models import Resident
from vouchers import actions, errors, queries
from vouchers.forms import EarlyChangeForm, new_key
from vouchers.models import Choice, EarlyChange
from vouchers.views.acting import only_oneself
from vouchers.views.asked import site_or_home


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@only_oneself
def early_change_draft(request: HttpRequest) -> HttpResponse:
    """Ask for a change before the term ends."""
    resident, strand, today = *_whose(request), helsinki_today(timezone.now())
    waiting = queries.early_change_of(resident=resident, strand=strand)
    if waiting is not None and request.method != "POST":
        return redirect("vouchers:my-early-change", pk=waiting.pk)
    effective_on = queries.effect_of(queries.rules_on(strand, today), today)
    sites = list(provider_queries.by_name(provider_queries.open_sites(strand, effective_on)))
    form = EarlyChangeForm(
        request.POST or None, sites=sites, initial={"key": new_key(), "site": request.GET.get("site")}
    )
    if form.is_valid():
        try:
            case = _ask(request, resident, strand, form.cleaned_data)
            return redirect("vouchers:my-early-change", pk=case.pk)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    standing = queries.standing(resident=resident, strand=strand, on=today, is_own=True)
    values = {"resident": resident, "strand": strand, "standing": standing, "form": form}
    values["refusal"] = None if form.is_bound else _refusal(standing)
    return render(request, "my/early_change_draft.html", values, status=422 if form.errors else 200)


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@only_oneself
def early_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the case is, and what was decided and why."""
    case = _own(request, pk)
    today = helsinki_today(timezone.now())
    values = {
        "case": case,
        "rulings": list(case.rulings.all()),
        "may_withdraw": queries.withdrawal_refusal(case, on=today, is_own=True) is None,
    }
    return render(request, "my/early_change.html", values)


@require_POST
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@only_oneself
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the case."""
    case = _own(request, pk)
    with told(request, _("You withdrew it. Nothing changes.")):
        actions.withdraw_early_change(case=case, by=request.user, at=timezone.now(), channel="online")
    return redirect("vouchers:my-early-change", pk=pk)


def _ask(request: HttpRequest, resident: Resident, strand: Strand, asked: dict[str, Any]) -> EarlyChange:
    return actions.ask_early_change(
        resident=resident,
        strand=strand,
        site=site_or_home(strand, asked["site"]),
        reason=asked["reason"],
        explanation=asked["explanation"],
        by=request.user,
        at=timezone.now(),
        channel=Choice.Channel.ONLINE,
        key=asked["key"],
    )


def _refusal(standing: queries.Standing) -> Refused | None:
    """Return why there is nothing to ask for, before anybody has written a word; only a choice that binds is asked."""
    if standing.refusal is None:
        return errors.NotBound()
    return None if isinstance(standing.refusal, errors.LockInHolds) else standing.refusal


def _whose(request: HttpRequest) -> tuple[Resident, Strand]:
    rows = Resident.objects.select_related("pilot__lead")
    resident = access.fetch(request.user, Resident, among=rows, account__user=request.user)
    asked = request.GET.get("strand")
    strands = queries.strands_of(resident.pilot)
    found = [strand for strand in strands if asked is None or str(strand.pk) == asked]
    if not found:
        raise Http404
    return resident, found[0]


def _own(request: HttpRequest, pk: int) -> EarlyChange:
    return access.fetch(request.user, EarlyChange, among=queries.with_rulings(EarlyChange.objects.all()), pk=pk)
