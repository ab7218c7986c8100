"""Made-up pilots in which two records turn out to be one person: the product must answer as the calculator does.

A story is played up to a random event, then two of its residents become one, and it goes on with the survivor alone.
"""

from datetime import date, datetime, time
from itertools import count
from random import Random, SystemRandom
from typing import Any

import pytest
from django.db import transaction

from pilot.models import User
from registry import actions as registry_actions
from registry.errors import MergerRefused
from scenarios.replay.comparing import PARTS
from scenarios.replay.playing import HELSINKI, Stage
from tests.calculator.story import answer as reckoned
from tests.scenarios.generator import scenario
from vouchers import actions as voucher_actions
from vouchers.errors import ChoiceRefused

GROUPS, IN_A_GROUP = range(4), 4


def with_a_merger(seed: int) -> dict[str, Any] | None:
    """Take a made-up story and merge two of its residents who are in the register since one day; None without such."""
    story, chance = scenario(seed), Random(seed)
    pairs = [
        (one["key"], other["key"])
        for one in story["residents"]
        for other in story["residents"]
        if one["key"] != other["key"] and one["since"] <= other["since"]
    ]
    frozen = [place for place, event in enumerate(story["events"]) if event["do"] == "freeze"]
    if not pairs or len(frozen) < 2:
        return None
    survivor, absorbed = chance.choice(pairs)
    place = chance.choice(frozen[:-1]) + 1
    before, after = story["events"][:place], story["events"][place:]
    goes_on = [event for event in after if event.get("resident") != absorbed and "cancels" not in event]
    merger = {"on": before[-1]["on"], "do": "merge", "resident": survivor, "absorbs": absorbed}
    return story | {"events": [*before, merger, *goes_on]}


def played(story: dict[str, Any]) -> dict[str, Any] | None:
    """Play the story through the product; None when the merger is refused, as of two who died on different days."""
    stage, refused = Stage(story), []
    for index, event in enumerate(story["events"]):
        try:
            if event["do"] == "merge":
                merge(stage, event)
            else:
                stage.play(index, event)
        except MergerRefused:
            return None
        except ChoiceRefused as refusal:
            refused.append({"event": index, "because": refusal.code})
    return stage.answer() | {"refused": refused}


def merge(stage: Stage, event: dict[str, Any]) -> None:
    people = {"survivor": stage.residents[event["resident"]], "absorbed": stage.residents[event["absorbs"]]}
    told = {"at": datetime.combine(date.fromisoformat(event["on"]), time(12), HELSINKI), "channel": "replay"}
    proposer, confirmer = (User.objects.create_user(name=name) for name in ("proposes", "confirms"))
    merger = registry_actions.propose_merger(**people, reason="one person", by=proposer, **told)
    voucher_actions.confirm_merger(merger=merger, by=confirmer, **told)


@pytest.mark.parametrize("group", GROUPS)
def test_product_and_calculator_agree_when_two_records_become_one(db, group):
    seeds, compared = count(SystemRandom().randrange(10**9)), 0
    while compared < IN_A_GROUP:
        seed = next(seeds)
        story = with_a_merger(seed)
        if story is None:
            continue
        with transaction.atomic():
            answer = played(story)
            transaction.set_rollback(True)
        if answer is None:
            continue
        compared += 1
        expected = reckoned(story)
        lines = [f"{part}: {answer[part]} is not {expected[part]}" for part in PARTS if answer[part] != expected[part]]
        assert not lines, "\n".join([f"seed {seed}", *lines, str(story)])
