"""The replay command: what it prints, how it ends, and that it leaves nothing behind."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests.scenarios.good_scenario import GOOD

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = sorted((ROOT / "tests" / "scenarios" / "golden").glob("*.json"))
TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""


@pytest.fixture
def good_file(tmp_path) -> Path:
    file = tmp_path / "good.json"
    file.write_text(json.dumps(GOOD))
    return file


def with_expect(tmp_path, change) -> Path:
    scenario = copy.deepcopy(GOOD)
    change(scenario)
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(scenario))
    return file


def rows_of_all_tables() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [table for (table,) in cursor.fetchall()]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def test_every_file_is_answered_by_one_line(db, capsys):
    call_command("replay", *map(str, GOLDEN[:3]))

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == [str(file) for file in GOLDEN[:3]]
    for file, line in zip(GOLDEN, lines, strict=False):
        expect = json.loads(file.read_text())["expect"]
        assert line == {"file": str(file)} | {part: rows for part, rows in expect.items() if rows}


def test_refusals_and_gaps_are_answered_when_there_are_some(db, capsys, good_file):
    call_command("replay", str(good_file))

    answer = json.loads(capsys.readouterr().out)
    assert {part: answer[part] for part in GOOD["expect"]} == GOOD["expect"]


def test_rows_are_sorted_by_bytes_not_by_words(db, tmp_path, capsys):
    keys = ["r2", "R10", "r1", "r_1", "r-1", "0"]
    scenario = GOOD | {"residents": [GOOD["residents"][0] | {"key": key} for key in keys], "expect": GOOD["expect"]}
    del scenario["expect"]
    scenario["events"] = [{"on": "2017-03-01", "do": "freeze", "month": "2017-02"}]
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(scenario))

    call_command("replay", str(file))

    answer = json.loads(capsys.readouterr().out)
    assert [entry["resident"] for entry in answer["entries"]] == sorted(keys)


def test_check_ends_well_when_all_agree(db, capsys, good_file):
    call_command("replay", str(good_file), str(GOLDEN[0]), check=True)

    assert "2 of 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        lambda scenario: scenario["expect"]["entries"][0].update(cents=2105),
        lambda scenario: scenario["expect"]["entries"].pop(),
        lambda scenario: scenario["expect"]["statements"].append(scenario["expect"]["statements"][0]),
        lambda scenario: scenario["expect"].pop("refused"),
        lambda scenario: scenario["expect"]["gaps"].clear(),
        lambda scenario: scenario.pop("expect"),
    ],
)
def test_check_ends_with_1_when_one_differs(db, tmp_path, capsys, good_file, change):
    file = with_expect(tmp_path, change)

    with pytest.raises(SystemExit) as ended:
        call_command("replay", str(good_file), str(file), check=True)

    assert ended.value.code == 1
    shown = capsys.readouterr().out
    assert str(file) in shown
    assert "1 of 2" in shown


def test_a_difference_says_what_is_missing_and_what_was_not_asked(db, tmp_path, capsys):
    file = with_expect(tmp_path, lambda scenario: scenario["expect"]["entries"][0].update(cents=2105))

    with pytest.raises(SystemExit):
        call_command("replay", str(file), check=True)

    shown = capsys.readouterr().out
    assert "missing  cents=2105" in shown
    assert "unasked  cents=2104" in shown


def test_nothing_is_left_in_the_database(committed_db, good_file):
    before = rows_of_all_tables()

    call_command("replay", str(good_file), str(GOLDEN[18]))

    assert rows_of_all_tables() == before
    assert before["pilot_pilot"] == 0


def test_nothing_is_left_when_a_play_breaks_off(committed_db, good_file, monkeypatch):
    before = rows_of_all_tables()
    monkeypatch.setattr("scenarios.replay.playing.Stage.answer", lambda stage: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        call_command("replay", str(good_file))

    assert rows_of_all_tables() == before


def test_as_a_program_of_its_own_it_ends_with_a_status(committed_db, tmp_path, good_file):
    bad_file = with_expect(tmp_path, lambda scenario: scenario["expect"]["gaps"].clear())
    no_file = tmp_path / "none.json"

    ended = [replay("--check", good_file), replay("--check", bad_file), replay(good_file, no_file), replay(good_file)]

    assert [one.returncode for one in ended] == [0, 1, 2, 0], ended
    assert json.loads(ended[-1].stdout)["file"] == str(good_file)


def replay(*arguments: object) -> subprocess.CompletedProcess:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, ROOT / "manage.py", "replay", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
