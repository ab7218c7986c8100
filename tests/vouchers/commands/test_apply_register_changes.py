"""The command says what came of a file of the change feed, and by its exit status whether anybody has to look."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.registry.feed.made import answer, change, died
from tests.residents import CODE, a_resident

DIED = change(CODE, date(2017, 2, 4), died(date(2017, 2, 3)))


def run(tmp_path: Path, content: bytes) -> list[str]:
    file, out, status = tmp_path / "answer.json", StringIO(), 0
    file.write_bytes(content)
    try:
        call_command("apply_register_changes", str(file), stdout=out, language="en")
    except SystemExit as stop:
        status = stop.code
    return [*out.getvalue().splitlines(), f"status {status}"]


def test_it_says_what_came_of_a_file_and_that_it_came_before(db, tmp_path):
    resident = a_resident()
    counts = "1 changes: 1 carried out, 0 known, 0 overtaken, 0 in doubt"

    assert run(tmp_path, answer(0, 10, DIED)) == [counts, "status 0"]
    again = "This file was taken in before. Nothing was changed."
    assert run(tmp_path, answer(0, 10, DIED)) == [again, counts, "status 0"]
    resident.refresh_from_db()
    assert resident.died_on == date(2017, 2, 3)


def test_doubts_and_what_is_missing_are_told_by_status_1(db, tmp_path):
    a_resident()
    run(tmp_path, answer(0, 10))

    said = run(tmp_path, answer(20, 30, change("010170-998P", date(2017, 2, 14), died(date(2017, 2, 3)))))

    assert said[0].endswith("0 overtaken, 1 in doubt")
    assert said[1:] == ["Missing: the changes from mark 10 to 20.", "status 1"]


def test_half_a_file_is_told_by_status_2(db, tmp_path):
    a_resident()

    with pytest.raises(CommandError, match="cut off") as error:
        run(tmp_path, answer(0, 10, DIED)[:-9])

    assert error.value.returncode == 2
