"""Three years of a pilot with late events all the way: every cent of every month as the independent calculator has it.

An ordinary run plays a village. A town by command, which takes some minutes:
LONG_RESIDENTS=2000 LONG_EVENTS=4000 .venv/bin/pytest tests/scenarios/test_long.py
"""

import json
import os
from random import SystemRandom

from tests.scenarios.generator import long_scenario
from tests.scenarios.replayed import disagreements, replayed

RESIDENTS = int(os.environ.get("LONG_RESIDENTS", "30"))
EVENTS = int(os.environ.get("LONG_EVENTS", "300"))
MONTHS = 36


def test_every_cent_of_three_years_agrees(db):
    seed = int(os.environ.get("SCENARIO_SEED") or SystemRandom().randrange(10**9))
    story = long_scenario(seed, residents=RESIDENTS, months=MONTHS, events=EVENTS)

    answer = replayed(story)

    assert not disagreements(answer, story), f"SCENARIO_SEED={seed}\n{json.dumps(story)[:100_000]}"
    assert len({entry["run"] for entry in answer["entries"]}) > MONTHS // 2
    assert {entry["kind"] for entry in answer["entries"]} == {"ORIGINAL", "REFUND", "CORRECTION"}
