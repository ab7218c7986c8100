"""Two events touch one resident at the same moment: afterwards the lists are what their facts lay out.

The second event begins while the first has done everything but commit; a refusal of the second is as good an end.
"""

import threading

import pytest
from django.db import connection, transaction

from pilot.errors import Refused
from scenarios.replay.playing import Stage
from tests.scenarios.good_scenario import GOOD
from vouchers import actions as voucher_actions

BEFORE = [
    {"on": "2017-01-01", "do": "choose", "resident": "r1", "site": "A"},
    {"on": "2017-01-18", "do": "choose", "resident": "r1", "site": "B"},
    {"on": "2017-01-18", "do": "move", "resident": "r1", "from": "2017-01-12", "area": "kuokkala"},
]
DEEDS = {
    "choose": {"do": "choose", "resident": "r1", "site": "C"},
    "return": {"do": "choose", "resident": "r1", "site": None},
    "regret": {"do": "regret", "resident": "r1"},
    "death": {"do": "death", "resident": "r1", "date": "2017-01-21"},
    "move": {"do": "move", "resident": "r1", "from": "2017-01-19", "area": None},
    "cancel": {"do": "move", "cancels": 2},
    "close_present": {"do": "site_closes", "site": "A", "from": "2017-01-15"},
    "close_pending": {"do": "site_closes", "site": "B", "from": "2017-01-22"},
    "close_chosen": {"do": "site_closes", "site": "C", "from": "2017-01-15"},
}
SCENARIO = GOOD | {
    "rules": GOOD["rules"] | {"effect": {"kind": "days", "days": 5}, "lock_in_months": 0},
    "sites": [*GOOD["sites"], {"key": "B", "sector": "private"}, {"key": "C", "sector": "private"}],
    "events": BEFORE,
}


@pytest.mark.parametrize("first", DEEDS)
def test_lists_are_laid_out_from_both(committed_db, first):
    for second in DEEDS.keys() - {first}:
        stage = Stage(SCENARIO)
        for index, event in enumerate(BEFORE):
            stage.play(index, event)

        play_at_once(stage, DEEDS[first], DEEDS[second])

        assert voucher_actions.lay_out_everybody(strand=stage.strand) == 0, f"{first}, then {second}"


def play_at_once(stage: Stage, first: dict, second: dict) -> None:
    done, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            stage.play(3, {"on": "2017-01-20"} | first)
            done.set()
            go_on.wait(timeout=30)
        connection.close()

    threads = [threading.Thread(target=hold), threading.Thread(target=attempt, args=(stage, second))]
    threads[0].start()
    assert done.wait(timeout=30)
    threads[1].start()
    threads[1].join(timeout=0.1)
    go_on.set()
    for thread in threads:
        thread.join(timeout=30)


def attempt(stage: Stage, event: dict) -> None:
    try:
        stage.play(4, {"on": "2017-01-20"} | event)
    except Refused:
        pass
    finally:
        connection.close()
