"""What billing keeps beside a rule set, and where one sees what a coming one would have cost."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from billing import part_errors
from billing.models import IncentiveTarget
from billing.pages.simulations import first_question
from billing.queries.rates import in_force
from billing.simulation import RuleChange
from pilot import rule_versions
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import RuleColumns, RuleSet, Strand


def carry_targets(old: RuleSet, new: RuleSet) -> None:
    """Give the new rule set the incentive's targets of the old one."""
    for target in IncentiveTarget.objects.filter(rule_set=old).order_by("place"):
        target.pk, target._state.adding, target.rule_set = None, True, new
        target.save()


def incentive_without_targets(old: RuleSet, values: RuleColumns) -> Refused | None:
    """Refuse an incentive where no targets are kept that could decide over it."""
    if values.incentive_kind == RuleSet.IncentiveKind.NONE or IncentiveTarget.objects.filter(rule_set=old).exists():
        return None
    return part_errors.IncentiveWithoutTargets()


def simulation_address(strand: Strand, changes: dict[str, Any]) -> str:
    """Return the simulator's address with the changed rules that money hangs on, by the rates that hold now."""
    asked = {name: value for name, value in changes.items() if name in vars(RuleChange())}
    today = helsinki_today(timezone.now())
    table = in_force(strand, today)
    if not asked or table is None:
        return ""
    return reverse("billing:rate-simulation", args=[table.pk]) + "?" + urlencode(first_question(table, today) | asked)


rule_versions.register_carrier(carry_targets)
rule_versions.register_objection(incentive_without_targets)
rule_versions.register_simulation(simulation_address)
