"""The product's and the calculator's answers to one scenario, side by side."""

from typing import Any

from django.db import transaction

from scenarios.replay.comparing import PARTS
from scenarios.replay.playing import play
from tests.calculator.story import answer as reckoned


def replayed(scenario: dict[str, Any]) -> dict[str, Any]:
    """Play the scenario through the product and take everything back, as the replay command does."""
    with transaction.atomic():
        answer = play(scenario)
        transaction.set_rollback(True)
    return answer


def disagreements(answer: dict[str, Any], scenario: dict[str, Any]) -> list[str]:
    """Return a line for each part whose rows or their order differ from the calculator's."""
    expected = reckoned(scenario)
    return [f"{part}: {answer[part]} is not {expected[part]}" for part in PARTS if answer[part] != expected[part]]
