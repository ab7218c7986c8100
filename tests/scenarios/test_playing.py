"""Stories at the edges of what a scenario may say: empty ones, and counts far beyond any pilot."""

import copy
from typing import Any

import pytest

from tests.calculator.story import answer as reckoned
from tests.scenarios.good_scenario import GOOD
from tests.scenarios.replayed import replayed

FREEZES = [event for event in GOOD["events"] if event["do"] == "freeze"]
FREEZES_LATER = [{"on": "2018-04-03", "do": "freeze", "month": "2018-03"}]
CHOICE = {"on": "2017-01-10", "do": "choose", "resident": "r1", "site": "A"}


def story(events: list[dict[str, Any]], **rules: Any) -> dict[str, Any]:
    scenario = copy.deepcopy(GOOD)
    scenario["rules"] |= rules
    del scenario["expect"]
    return scenario | {"events": events}


def test_nothing_happens_and_nothing_is_paid(db):
    empty = {"entries": [], "statements": [], "refused": [], "gaps": []}

    assert replayed(story([])) == empty


def test_no_rates_at_all_are_gaps(db):
    scenario = story(FREEZES) | {"rates": []}

    answer = replayed(scenario)

    assert answer["entries"] == []
    assert answer == reckoned(scenario)


@pytest.mark.parametrize(
    "rules",
    [
        {"effect": {"kind": "days", "days": 10**9}},
        {"effect": {"kind": "days", "days": 10**30}},
        {"lock_in_months": 10**9},
        {"lock_in_months": 10**30},
    ],
)
def test_a_count_beyond_all_calendars_is_far_away(db, rules):
    answer = replayed(story([CHOICE, CHOICE | {"on": "2018-03-01", "site": None}, *FREEZES_LATER], **rules))

    is_lock = "lock_in_months" in rules
    assert [row["because"] for row in answer["refused"]] == (["lock_in"] if is_lock else [])
    assert {row["site"] for row in answer["entries"]} == ({"A"} if is_lock else {"P"})


def test_ages_beyond_all_lives_and_bands_of_nobody_are_read(db):
    band = {"area": "keskusta", "annual": "252.48"}
    scenario = story(FREEZES)
    scenario["rates"][0]["cells"] = [
        band | {"age_from": 10**30, "age_to": None},
        band | {"age_from": 9, "age_to": 3, "annual": "1.00"},
        band | {"age_from": 5, "age_to": 10**9},
    ]

    answer = replayed(scenario)

    assert [row["cents"] for row in answer["entries"]] == [2104, 2104]
    assert answer == reckoned(scenario)


def test_a_death_before_birth_means_never_alive(db):
    born = {"born": "2017-02-20", "since": "2017-02-20"}
    deaths = [
        {"on": "2017-02-21", "do": "death", "resident": "r1", "date": "2017-02-19"},
        {"on": "2017-02-21", "do": "death", "resident": "r2", "date": "2017"},
    ]
    scenario = story([*deaths, CHOICE | {"on": "2017-02-22"}, *FREEZES], partial_date="first_day")
    scenario["residents"] = [resident | born for resident in scenario["residents"]]

    answer = replayed(scenario)

    assert answer["refused"] == [{"event": 2, "because": "not_alive"}]
    assert (answer["entries"], answer["gaps"]) == ([], [])


def test_a_hundred_residents_are_answered_in_order(db):
    scenario = story(FREEZES)
    scenario["residents"] = [GOOD["residents"][0] | {"key": f"r{number}"} for number in range(100)]

    answer = replayed(scenario)

    assert len(answer["entries"]) == 200
    assert answer == reckoned(scenario)
