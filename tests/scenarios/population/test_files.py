"""Both forms of the file hold the same people; a file is whole or not there."""

import csv
import json
from pathlib import Path

import pytest

from scenarios import templates
from scenarios.errors import UnknownFormat
from scenarios.population import files
from scenarios.population.people import make_people

TEMPLATE = templates.load("jyvaskyla-2017")


def written(tmp_path: Path, name: str, residents: int = 200) -> Path:
    file = tmp_path / name
    files.write(file, make_people(TEMPLATE, residents=residents, seed=3))
    return file


def test_csv_and_json_lines_hold_the_same_people(tmp_path):
    with written(tmp_path, "people.csv").open(encoding="utf-8", newline="") as stream:
        from_csv = list(csv.DictReader(stream))
    from_json = [json.loads(line) for line in written(tmp_path, "people.jsonl").read_text().splitlines()]

    for one, other in zip(from_csv, from_json, strict=True):
        assert one.pop("guardians").split() == other.pop("guardians")
        assert one == {key: value or "" for key, value in other.items()}


def test_write_returns_how_many_there_were(tmp_path):
    assert files.write(tmp_path / "people.csv", make_people(TEMPLATE, residents=17, seed=3)) == 17


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    assert written(tmp_path, "a.csv").read_bytes() == written(tmp_path, "b.csv").read_bytes()


def test_another_ending_is_refused_before_anything_is_made(tmp_path):
    with pytest.raises(UnknownFormat):
        files.write(tmp_path / "people.xlsx", iter(()))

    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_writing_leaves_the_file_that_was_there(tmp_path):
    file = written(tmp_path, "people.csv", residents=5)
    before = file.read_bytes()

    def breaking():
        yield from make_people(TEMPLATE, residents=2, seed=4)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.write(file, breaking())

    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]
