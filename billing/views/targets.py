"""The page on which staff write the incentive's targets of coming rules."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing import actions
from billing.forms import TargetForms
from billing.queries.incentives import targets_beside
from pilot import access
from pilot.access import Permission
from pilot.errors import Refused
from pilot.models import RuleDraft
from vouchers import queries as voucher_queries


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.DRAFT_RULES)
def rule_targets(request: HttpRequest, draft: int) -> HttpResponse:
    """Write the targets of a draft of one's own, or let those of the rules in force go on."""
    rows = voucher_queries.rule_drafts(RuleDraft.objects.all())
    found = access.fetch(request.user, RuleDraft, among=rows, pk=draft)
    if (refused := voucher_queries.change_refusal(found, request.user)) is not None:
        messages.error(request, refused.message)
        return redirect("vouchers:rule-draft", pk=found.pk)
    editor = _editor(request, found)
    if request.method != "POST":
        return render(request, "finance/rule_targets.html", {"draft": found, "editor": editor})
    try:
        done = _write(request, found, editor)
    except Refused as refusal:
        values = {"draft": found, "editor": editor, "refused": refusal.message}
        return render(request, "finance/rule_targets.html", values, status=422)
    if not done:
        return render(request, "finance/rule_targets.html", {"draft": found, "editor": editor}, status=422)
    messages.success(request, done)
    return redirect("vouchers:rule-draft", pk=found.pk)


def _editor(request: HttpRequest, draft: RuleDraft) -> TargetForms:
    old = voucher_queries.rules_replaced(draft.strand, draft.valid_from)
    targets = targets_beside(draft, old) if old else list(draft.incentive_targets.order_by("place"))
    return TargetForms(targets, request.POST if request.method == "POST" else None)


def _write(request: HttpRequest, draft: RuleDraft, editor: TargetForms) -> str:
    """Do what was asked and return what to say of it; nothing where the targets cannot be read."""
    given: dict[str, Any] = {"draft": draft, "by": request.user, "at": timezone.now(), "channel": "online"}
    if request.POST.get("deed") == "keep":
        actions.keep_targets(**given)
        return _("The targets stay as they are.")
    if not editor.is_valid():
        return ""
    actions.draft_targets(targets=editor.targets, **given)
    return _("The targets are saved with the draft. Somebody else approves them with it.")
