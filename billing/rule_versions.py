"""What billing keeps beside a rule set, and where one sees what a coming one would have cost."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import errors
from billing.models import IncentiveTarget, TargetColumns
from billing.month.simulation import RuleChange
from billing.pages.simulations import first_question
from billing.queries.figures import threshold
from billing.queries.incentives import TARGET_COLUMNS, is_same_target, targets_beside
from billing.queries.rates import in_force
from pilot import formats, rule_versions, rule_words
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import RuleColumns, RuleDraft, RuleSet, Strand

TARGETS = rule_words.Rule(
    rule_words.Group.MONEY,
    gettext_lazy("Targets of the incentive"),
    (rule_words.TARGETS,),
    lambda targets: "; ".join(target_words(target) for target in targets) or _("No targets"),
)


def target_words(target: TargetColumns) -> str:
    """Say what a target asks and how much it weighs."""
    text = _("{name}: {asked}, weight {weight}")
    return text.format(name=target.name, asked=threshold(target), weight=formats.number(target.weight))


def carry_targets(draft: RuleDraft, old: RuleSet, new: RuleSet) -> None:
    """Give the new rule set the targets that were drafted with it, else those of the old one."""
    for target in targets_beside(draft, old):
        IncentiveTarget.objects.create(rule_set=new, **{name: getattr(target, name) for name in TARGET_COLUMNS})


def targets_differ(old: RuleSet, new: RuleColumns) -> list[rule_words.Difference]:
    """Return the targets before and afterwards, where they are not the same."""
    before, after = targets_beside(old, old), targets_beside(new, old)
    if len(before) == len(after) and all(map(is_same_target, before, after)):
        return []
    return [rule_words.Difference(TARGETS, TARGETS.words(before), TARGETS.words(after))]


def target_facts(old: RuleSet, draft: RuleDraft) -> list[Any]:
    """Return every value of the targets that the draft comes to."""
    return [[getattr(target, name) for name in TARGET_COLUMNS] for target in targets_beside(draft, old)]


def incentive_without_targets(old: RuleSet, draft: RuleDraft) -> Refused | None:
    """Refuse an incentive where there are no targets that could decide over it."""
    if draft.incentive_kind == RuleSet.IncentiveKind.NONE or targets_beside(draft, old):
        return None
    return errors.IncentiveWithoutTargets()


def targets_page(draft: RuleDraft) -> str:
    """Return where the draft's targets are written."""
    return reverse("billing:rule-targets", args=[draft.pk])


def simulation_address(strand: Strand, changes: dict[str, Any]) -> str:
    """Return the simulator's address with the changed rules that money hangs on, by the rates that hold now."""
    asked = {name: value for name, value in changes.items() if name in vars(RuleChange())}
    today = helsinki_today(timezone.now())
    table = in_force(strand, today)
    if not asked or table is None:
        return ""
    return reverse("billing:rate-simulation", args=[table.pk]) + "?" + urlencode(first_question(table, today) | asked)


rule_versions.register(
    rule_versions.Beside(
        carry=carry_targets,
        differences=targets_differ,
        facts=target_facts,
        why_not=incentive_without_targets,
        page=targets_page,
    )
)
rule_versions.register_simulation(simulation_address)
