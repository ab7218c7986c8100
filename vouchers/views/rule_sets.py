"""Pages of the rules: how every strand stands, one rule set in words, and the same for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pilot import access, rule_words
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.models import RuleDraft, RuleSet, Strand
from vouchers import queries


@require_safe
def public_rules(request: HttpRequest) -> HttpResponse:
    """Say to everybody by which rules a strand's choices, lists and payments go, and what is not known."""
    strands = list(queries.strands_with_rules())
    asked = request.GET.get("strand", "")
    strand = next(iter(sorted(strands, key=lambda strand: str(strand.pk) != asked)), None)
    if strand is None:
        return render(request, "public/nothing_yet.html")
    on = queries.day_shown(strand, helsinki_today(timezone.now()))
    rules = queries.rules_on(strand, on)
    values = {"strands": strands, "strand": strand, "rules": rules}
    return render(request, "public/rules.html", values | (_parts(rules) if rules else {}))


@require_safe
@access.requires(Permission.READ_RULES)
def rule_list(request: HttpRequest) -> HttpResponse:
    """Show by which rules each strand goes today; with one strand, go straight to them."""
    rows = queries.strand_rules(access.scope(request.user, Strand), helsinki_today(timezone.now()))
    if len(rows) == 1 and rows[0].shown is not None:
        return redirect("vouchers:rule-page", pk=rows[0].shown.pk)
    return render(request, "staff/rule_list.html", {"rows": rows})


@require_safe
@access.requires(Permission.READ_RULES)
def rule_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one rule set in words, with the time line of the strand's."""
    among = RuleSet.objects.select_related("strand__pilot")
    rules = access.fetch(request.user, RuleSet, among=among, pk=pk)
    drafts = access.scope(request.user, RuleDraft).waiting().filter(strand=rules.strand)
    values = {
        "rules": rules,
        "drafts": queries.rule_drafts(drafts),
        "may_draft": bool(access.roles_with(request, Permission.DRAFT_RULES)),
    }
    return render(request, "staff/rule_page.html", values | _parts(rules))


def _parts(rules: RuleSet) -> dict[str, Any]:
    today = helsinki_today(timezone.now())
    among = queries.rule_sets_of(rules.strand)
    return {
        "groups": rule_words.grouped(rule_words.lines(rules, among)),
        "unknown": queries.unknown_in(rules),
        "state": queries.state_of_rules(rules, today),
        "versions": queries.versions(among, today),
    }
