"""Made-up scenarios: the product must answer each as the independent calculator does.

Every run plays new ones; a failure names its seed. SCENARIO_SEED=n plays again those that begin at n, and
SCENARIO_COUNT=n asks for more than the few of an ordinary run.
"""

import json
import os
from random import SystemRandom

import pytest

from scenarios.replay.playing import play
from tests.calculator.story import answer as reckoned
from tests.scenarios.generator import scenario
from tests.scenarios.replayed import disagreements, replayed

pytestmark = pytest.mark.slow
GROUPS = range(10)
IN_A_GROUP = int(os.environ.get("SCENARIO_COUNT", "150")) // len(GROUPS)
COMMITTED_GROUPS = range(5)
COMMITTED_IN_A_GROUP = max(1, IN_A_GROUP // 3)


def seeds(group: int, count: int) -> list[int]:
    first = int(os.environ.get("SCENARIO_SEED") or SystemRandom().randrange(10**9))
    print(f"SCENARIO_SEED={first}")
    return [first + group * count + number for number in range(count)]


def told(seed: int, lines: list[str]) -> str:
    return "\n".join([f"SCENARIO_SEED={seed}", *lines, json.dumps(scenario(seed))])


@pytest.mark.parametrize("group", GROUPS)
def test_replay_and_calculator_agree(db, group):
    for seed in seeds(group, IN_A_GROUP):
        story = scenario(seed)

        lines = disagreements(replayed(story), story)

        assert not lines, told(seed, lines)


@pytest.mark.parametrize("group", COMMITTED_GROUPS)
def test_they_agree_when_every_event_really_commits(committed_db, group):
    for seed in seeds(group, COMMITTED_IN_A_GROUP):
        story = scenario(seed)

        lines = disagreements(play(story), story)

        assert not lines, told(seed, lines)


def test_a_disagreement_is_noticed():
    story = next(story for story in map(scenario, range(100)) if reckoned(story)["entries"])
    answer = reckoned(story)
    answer["entries"][0]["cents"] += 1

    assert disagreements(answer, story)
