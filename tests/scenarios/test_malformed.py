"""What is malformed is refused before anything is played: the path of the offending key, exit status 2, no answer.

Every case changes one thing in one good scenario.
"""

import copy
import json

import pytest
from django.core.management import call_command

from tests.scenarios.good_scenario import GOOD

REMOVED = object()
DEATH, MOVE, CANCEL, CLOSING, RATE, FREEZE, NEXT_FREEZE = 2, 3, 4, 5, 6, 7, 8

NAMED_AND_NOT_LISTED = {
    "sites/1/home_of": "nowhere",
    "rates/0/cells/0/area": "nowhere",
    "residents/0/area": "nowhere",
    "events/0/resident": "nobody",
    "events/0/site": "nothing",
    "events/1/resident": "nobody",
    f"events/{DEATH}/resident": "nobody",
    f"events/{MOVE}/resident": "nobody",
    f"events/{MOVE}/area": "nowhere",
    f"events/{CLOSING}/site": "nothing",
    f"events/{RATE}/cells/0/area": "nowhere",
    "expect/entries/0/resident": "nobody",
    "expect/entries/0/site": "nothing",
    "expect/statements/0/site": "nothing",
    "expect/gaps/0/resident": "nobody",
}
WRONG_STORIES = {
    "areas/1": "keskusta",
    "sites/2/key": "A",
    "sites/2/home_of": "keskusta",
    "sites/1/sector": "private",
    "residents/1/key": "r1",
    "residents/0/since": "1950-02-28",
    "rates/0/cells/1/age_from": 74,
    f"events/{CLOSING}/site": "P",
    f"events/{MOVE}/from": "2010-01-01",
    f"events/{CANCEL}/cancels": 2,
    f"events/{CLOSING}/on": "2017-01-09",
    f"events/{NEXT_FREEZE}/month": "2017-04",
    f"events/{NEXT_FREEZE}/month ": "2017-02",
}
INVALID_DAYS = {
    "residents/0/born": "1950-02-29",
    "residents/0/since": "2010-04-31",
    "rates/0/valid_from": "2017-02-31",
    "events/0/on": "2017-02-31",
    f"events/{DEATH}/date": "2017-02-31",
    f"events/{DEATH}/date ": "0000",
    f"events/{MOVE}/from": "2017-02-31",
    f"events/{MOVE}/from ": "0000-03",
    f"events/{CLOSING}/from": "2017-06-31",
    f"events/{RATE}/valid_from": "2017-02-29",
    f"events/{FREEZE}/month": "0000-01",
    f"events/{FREEZE}/month ": "2017-13",
}
WRONG_SHAPES = {
    "title": "",
    "title ": REMOVED,
    "rules": REMOVED,
    "extra": 1,
    "worked": [],
    "rules/effect/kind": "some_day",
    "rules/effect/kind ": REMOVED,
    "rules/effect/days": 0,
    "rules/effect/days ": REMOVED,
    "rules/effect/extra": 1,
    "rules/lock_in_months": -1,
    "rules/lock_in_months ": 1.5,
    "rules/lock_in_months  ": True,
    "rules/counting": "weekly",
    "rules/age_on": REMOVED,
    "rules/leaves_area": None,
    "rules/extra": 1,
    "areas": [],
    "areas/0": "åkeskusta",
    "areas/0 ": "keskusta\n",
    "sites/0/sector": "third",
    "sites/0/extra": 1,
    "rates/0/cells/0/annual": "252.4",
    "rates/0/cells/0/annual ": 252.48,
    "rates/0/cells/0/annual  ": "252.48\n",
    "rates/0/cells/0/age_to": REMOVED,
    "rates/0/cells/0/age_from": -1,
    "residents": [],
    "residents/0/need": "1.00",
    "residents/0/born": "1950-3-1",
    "events/0/do": "chose",
    "events/0/do ": REMOVED,
    "events/0/on": REMOVED,
    "events/0/site": REMOVED,
    "events/0/site ": 1,
    "events/0/reason": "light",
    "events/0/extra": 1,
    "events/1/site": "A",
    f"events/{DEATH}/date": "2017-2",
    f"events/{DEATH}/date ": REMOVED,
    f"events/{MOVE}/from": None,
    f"events/{MOVE}/area": REMOVED,
    f"events/{CANCEL}/cancels": -1,
    f"events/{CANCEL}/resident": "r1",
    f"events/{CLOSING}/from": "2017-06",
    f"events/{RATE}/cells": REMOVED,
    f"events/{FREEZE}/month": "2017-2",
    f"events/{FREEZE}/month ": "2017-02\n",
    "expect/entries": REMOVED,
    "expect/entries/0/cents": 0,
    "expect/statements/0/to_pay": -1,
    "expect/extra": [],
}
CASES = [
    *NAMED_AND_NOT_LISTED.items(),
    *WRONG_STORIES.items(),
    *INVALID_DAYS.items(),
    *WRONG_SHAPES.items(),
]


def changed(path: str, value: object) -> dict:
    scenario = copy.deepcopy(GOOD)
    *parents, last = path.split("/")
    place = scenario
    for part in parents:
        place = place[int(part) if isinstance(place, list) else part]
    key = int(last) if isinstance(place, list) else last
    if value is REMOVED:
        del place[key]
    else:
        place[key] = value
    return scenario


def refusal(capsys, file, **options) -> str:
    with pytest.raises(SystemExit) as ended:
        call_command("replay", str(file), **options)
    answer = capsys.readouterr()
    assert ended.value.code == 2
    assert answer.out == ""
    assert str(file) in answer.err
    return answer.err


def test_the_scenario_that_the_cases_change_is_good(db, tmp_path):
    file = tmp_path / "good.json"
    file.write_text(json.dumps(GOOD))

    call_command("replay", str(file), check=True)


@pytest.mark.parametrize(("path", "value"), CASES)
def test_a_malformed_scenario_is_refused_by_its_path(tmp_path, capsys, path, value):
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(changed(path.rstrip(), value)))

    assert f": {path.rstrip()}: " in refusal(capsys, file)


def test_a_move_is_cancelled_once(tmp_path, capsys):
    scenario = copy.deepcopy(GOOD)
    scenario["events"].append(GOOD["events"][CANCEL] | {"on": "2017-06-01"})
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(scenario))

    assert f"events/{len(GOOD['events'])}/cancels: " in refusal(capsys, file)


@pytest.mark.parametrize("event", [{"do": "move", "cancels": 9}, {"do": "move", "cancels": 0}])
def test_a_later_event_or_another_deed_is_not_cancelled(tmp_path, capsys, event):
    scenario = copy.deepcopy(GOOD)
    scenario["events"].append(event | {"on": "2017-06-01"})
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(scenario))

    assert f"events/{len(GOOD['events'])}/cancels: " in refusal(capsys, file)


def test_a_key_given_twice_is_named(tmp_path, capsys):
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(GOOD).replace('"born"', '"key": "r9", "born"', 1))

    assert ": residents/0/key: " in refusal(capsys, file)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"no JSON", b'{"title": NaN}', b"\xff\xfe", b"[" * 100_000, b"[]", b"7", b"null", b'"text"'],
)
def test_what_is_no_scenario_at_all_is_refused(tmp_path, capsys, content):
    file = tmp_path / "scenario.json"
    file.write_bytes(content)

    assert ": $: " in refusal(capsys, file)


def test_a_missing_file_and_a_directory_are_refused(tmp_path, capsys):
    assert ": $: " in refusal(capsys, tmp_path / "missing.json")
    assert ": $: " in refusal(capsys, tmp_path)


def test_one_malformed_file_keeps_all_from_being_played(tmp_path, capsys):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(GOOD))
    bad.write_text(json.dumps(changed("title", 7)))

    with pytest.raises(SystemExit) as ended:
        call_command("replay", str(good), str(bad))

    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_of_several_faults_the_first_of_the_file_is_named(tmp_path, capsys):
    scenario = changed("events/0/extra", 1)
    scenario["events"] += [scenario["events"][0] | {"on": "2017-06-01"}] * 10
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(scenario))

    assert ": events/0/extra: " in refusal(capsys, file)
