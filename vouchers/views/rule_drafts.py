"""Coming rules: drafting them from those that hold, what they change and for whom, a second person's approval."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access, rule_versions
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import RuleDraft, Strand
from vouchers import actions, errors, queries
from vouchers.forms import RuleDraftForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.DRAFT_RULES)
def rule_draft_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft coming rules; the page opens with the values that hold now."""
    strand = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)
    form = RuleDraftForm(request.POST or None, initial=_now(strand))
    if form.is_valid():
        try:
            draft = actions.draft_rules(strand=strand, **form.draft, **_who(request))
        except Refused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The draft is saved. Somebody else has to approve it before it holds."))
            return redirect("vouchers:rule-draft", pk=draft.pk)
    values = {"form": form, "strand": strand}
    return render(request, "staff/rule_draft_form.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.DRAFT_RULES)
def rule_draft_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft of one's own."""
    draft = _fetch(request, pk)
    if (refused := queries.change_refusal(draft, request.user)) is not None:
        messages.error(request, refused.message)
        return redirect("vouchers:rule-draft", pk=pk)
    form = RuleDraftForm(request.POST or None, initial=_values(draft) | {"valid_from": draft.valid_from})
    if form.is_valid():
        try:
            actions.change_rule_draft(draft=draft, **form.draft, **_who(request))
        except Refused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The draft is saved. Somebody else has to approve it before it holds."))
            return redirect("vouchers:rule-draft", pk=pk)
    values = {"form": form, "strand": draft.strand, "draft": draft}
    return render(request, "staff/rule_draft_form.html", values, status=422 if form.errors else 200)


@require_safe
@never_cache
@access.requires(Permission.READ_RULES)
def rule_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what coming rules change, whom they let in or leave out, and who may approve them."""
    return _page(request, _fetch(request, pk))


@require_POST
@never_cache
@access.requires(Permission.APPROVE_RULES)
def rule_draft_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve drafted rules, as they were looked at."""
    draft = _fetch(request, pk)
    try:
        rules = actions.approve_rules(draft=draft, looked_at=request.POST.get("looked_at", ""), **_who(request))
    except Refused as refusal:
        return _page(request, draft, refused=refusal.message)
    messages.success(request, _("The rules are approved and hold from their first day."))
    return redirect("vouchers:rule-page", pk=rules.pk)


@require_POST
@never_cache
@access.requires(Permission.DRAFT_RULES)
def rule_draft_discarding(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft of one's own away."""
    draft = _fetch(request, pk)
    try:
        actions.discard_rule_draft(draft=draft, **_who(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("vouchers:rule-draft", pk=pk)
    messages.success(request, _("The draft is thrown away. No rule that holds has changed."))
    return redirect("vouchers:rule-list")


def _fetch(request: HttpRequest, pk: int) -> RuleDraft:
    return access.fetch(request.user, RuleDraft, among=queries.rule_drafts(RuleDraft.objects.all()), pk=pk)


def _page(request: HttpRequest, draft: RuleDraft, *, refused: str = "") -> HttpResponse:
    standing = queries.draft_standing(draft)
    is_finance = access.Role.FINANCE in access.roles_of(request.user)
    values = {
        "draft": draft,
        "standing": standing,
        "is_own": draft.drafted_by_id == request.user.pk,
        "may_approve": bool(access.roles_with(request, Permission.APPROVE_RULES)),
        "simulation": rule_versions.simulation_of(draft.strand, standing.changes),
        "is_finance": is_finance,
        "refused": refused,
        "pages_beside": rule_versions.pages_of(draft),
    }
    return render(request, "staff/rule_draft.html", values, status=422 if refused else 200)


FIELDS = {"share_below_floor": "fixed_share_thousandths"}


def _tell(form: RuleDraftForm, refusal: Refused) -> None:
    where = "valid_from" if isinstance(refusal, errors.RulesRefused) else None
    form.add_error(FIELDS.get(refusal.code, where), refusal.message)


def _now(strand: Strand) -> dict[str, Any]:
    """Return the values that hold now, or were the last to hold, without their decision: a new one makes the new."""
    today = helsinki_today(timezone.now())
    rules = queries.rules_on(strand, today) or next(reversed(queries.rule_sets_of(strand)), None)
    return {} if rules is None else _values(rules) | {"decision_number": "", "source": ""}


def _values(rules: Any) -> dict[str, Any]:
    return {name: getattr(rules, name) for name in RuleDraftForm.base_fields if hasattr(rules, name)}


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "channel": "online"}
