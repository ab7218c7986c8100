"""What other apps keep beside a rule set, and what they offer about a coming one: registered here, met by no name.

The kernel imports no app. Whoever keeps rows of a rule set says how a new one comes by its own and what they do not
allow, and whoever can tell what changed rules would have cost says at which address.
"""

from collections.abc import Callable
from typing import Any

from pilot.errors import Refused
from pilot.models import RuleColumns, RuleSet, Strand

Carry = Callable[[RuleSet, RuleSet], None]
Simulation = Callable[[Strand, dict[str, Any]], str]
Objection = Callable[[RuleSet, RuleColumns], Refused | None]

_carriers: list[Carry] = []
_simulations: list[Simulation] = []
_objections: list[Objection] = []


def register_carrier(carry: Carry) -> None:
    """Say how the rows beside a rule set go over to the one that takes its place."""
    if carry not in _carriers:
        _carriers.append(carry)


def register_simulation(address: Simulation) -> None:
    """Say at which address one sees what changed values would have cost; an empty one where they change no cost."""
    if address not in _simulations:
        _simulations.append(address)


def register_objection(why_not: Objection) -> None:
    """Say why values cannot take the place of a rule set, by what is kept beside it; nothing where they can."""
    if why_not not in _objections:
        _objections.append(why_not)


def objection_to(old: RuleSet, values: RuleColumns) -> Refused | None:
    """Return why the values cannot take the rule set's place, or nothing."""
    return next((found for why_not in _objections if (found := why_not(old, values)) is not None), None)


def carry_over(old: RuleSet, new: RuleSet) -> None:
    """Let every app carry over what it keeps beside the old rule set."""
    for carry in _carriers:
        carry(old, new)


def simulation_of(strand: Strand, changes: dict[str, Any]) -> str:
    """Return where to see what the changed values would have cost, or nothing."""
    return next((found for address in _simulations if (found := address(strand, changes))), "")
