"""What other apps keep beside a rule set, and what they offer about a coming one: registered here, met by no name.

The kernel imports no app. Whoever keeps rows of a rule set says how a new one comes by its own, and whoever can tell
what changed rules would have cost says at which address.
"""

from collections.abc import Callable
from typing import Any

from pilot.models import RuleSet, Strand

Carry = Callable[[RuleSet, RuleSet], None]
Simulation = Callable[[Strand, dict[str, Any]], str]

_carriers: list[Carry] = []
_simulations: list[Simulation] = []


def register_carrier(carry: Carry) -> None:
    """Say how the rows beside a rule set go over to the one that takes its place."""
    if carry not in _carriers:
        _carriers.append(carry)


def register_simulation(address: Simulation) -> None:
    """Say at which address one sees what changed values would have cost; an empty one where they change no cost."""
    if address not in _simulations:
        _simulations.append(address)


def carry_over(old: RuleSet, new: RuleSet) -> None:
    """Let every app carry over what it keeps beside the old rule set."""
    for carry in _carriers:
        carry(old, new)


def simulation_of(strand: Strand, changes: dict[str, Any]) -> str:
    """Return where to see what the changed values would have cost, or nothing."""
    return next((found for address in _simulations if (found := address(strand, changes))), "")
