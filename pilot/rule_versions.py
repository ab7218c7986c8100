"""What other apps keep beside a rule set, and draft beside a coming one: registered here, met by no name.

The kernel imports no app. Whoever keeps rows of a rule set says what they are in a coming one, why they keep it from
being approved, and how the new rule set comes by its own; whoever can tell what changed rules would have cost says at
which address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pilot.errors import Refused
from pilot.models import RuleColumns, RuleDraft, RuleSet, Strand
from pilot.rule_words import Difference

Simulation = Callable[[Strand, dict[str, Any]], str]


@dataclass(frozen=True)
class Beside:
    """Rows that an app keeps beside rule sets.

    `carry` writes those of a new rule set, by its draft or as the old one has them. `facts` are what tells a draft's
    rows from any other, in plain values. `page` is where they are drafted.
    """

    carry: Callable[[RuleDraft, RuleSet, RuleSet], None]
    differences: Callable[[RuleSet, RuleColumns], list[Difference]]
    facts: Callable[[RuleSet, RuleDraft], list[Any]]
    why_not: Callable[[RuleSet, RuleDraft], Refused | None]
    page: Callable[[RuleDraft], str]


_beside: list[Beside] = []
_simulations: list[Simulation] = []


def register(beside: Beside) -> None:
    """Say what an app keeps beside rule sets."""
    if beside not in _beside:
        _beside.append(beside)


def register_simulation(address: Simulation) -> None:
    """Say at which address one sees what changed values would have cost; an empty one where they change no cost."""
    if address not in _simulations:
        _simulations.append(address)


def carry_over(draft: RuleDraft, old: RuleSet, new: RuleSet) -> None:
    """Let every app write what it keeps beside the new rule set."""
    for beside in _beside:
        beside.carry(draft, old, new)


def differences_beside(old: RuleSet, new: RuleColumns) -> list[Difference]:
    """Return what differs beside two rule sets, or a rule set and a draft."""
    return [difference for beside in _beside for difference in beside.differences(old, new)]


def facts_beside(old: RuleSet, draft: RuleDraft) -> list[Any]:
    """Return what tells the rows beside this draft from any other's."""
    return [beside.facts(old, draft) for beside in _beside]


def objection_to(old: RuleSet, draft: RuleDraft) -> Refused | None:
    """Return why the draft cannot take the rule set's place, or nothing."""
    return next((found for beside in _beside if (found := beside.why_not(old, draft)) is not None), None)


def pages_of(draft: RuleDraft) -> list[str]:
    """Return where the rows beside the draft are drafted."""
    return [beside.page(draft) for beside in _beside]


def simulation_of(strand: Strand, changes: dict[str, Any]) -> str:
    """Return where to see what the changed values would have cost, or nothing."""
    return next((found for address in _simulations if (found := address(strand, changes))), "")
