"""The command says how every row fared, in the reader's language, and by its exit status whether all went in."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.models import RegisterBatch, Resident
from tests.people import a_pilot
from tests.registry.population.made import CHILD, FAMILY, PARENT, csv_file, json_file
from tests.vouchers.cast import a_strand


@pytest.fixture
def pilot(db):
    return a_strand().pilot


def a_file(tmp_path: Path, *rows: dict, name: str = "people.csv") -> Path:
    file = tmp_path / name
    made = csv_file if file.suffix == ".csv" else json_file
    file.write_bytes(made(rows).read())
    return file


def run(file: Path, **options) -> str:
    out = StringIO()
    try:
        call_command("import_population", str(file), stdout=out, **{"language": "en"} | options)
    except SystemExit as stop:
        return f"{out.getvalue()}status {stop.code}"
    return f"{out.getvalue()}status 0"


@pytest.mark.parametrize("name", ["people.csv", "people.jsonl"])
def test_good_files_are_taken_in_with_status_0(pilot, tmp_path, name):
    said = run(a_file(tmp_path, *FAMILY, name=name))

    assert said.splitlines()[-2:] == ["3 rows: 3 new, 0 unchanged, 0 left out", "status 0"]
    assert Resident.objects.count() == 3


def test_bad_rows_are_told_with_line_field_and_reason_and_status_1(pilot, tmp_path):
    file = a_file(tmp_path, PARENT, CHILD | {"born_on": "2016-07-32"}, PARENT)

    said = run(file).splitlines()

    assert said[0] == f"{file}:3: born_on: There is no such day. Write it as 2017-03-15. (2016-07-32)"
    assert said[1].startswith(f"{file}:4: identity_code: ")
    assert said[1].endswith("line 2. That row counts.")
    assert said[2:] == ["3 rows: 1 new, 0 unchanged, 2 left out", "status 1"]


def test_remarks_are_told_and_are_no_failure(pilot, tmp_path):
    said = run(a_file(tmp_path, CHILD))

    assert "guardians: " in said
    assert said.endswith("status 0")


def test_the_same_file_again_changes_nothing(pilot, tmp_path):
    file = a_file(tmp_path, *FAMILY)
    run(file)
    before = list(Resident.objects.values())

    assert "0 new, 3 unchanged" in run(file)

    assert list(Resident.objects.values()) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("people.csv", b""),
        ("people.csv", b"\x89PNG\r\n\x1a\n\x00"),
        ("people.csv", b"name,born\nA,B\n"),
        ("people.csv", "nimi;äö\n".encode("latin-1")),
        ("people.txt", b"name"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_status_2(pilot, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        run(tmp_path / name)

    assert refusal.value.returncode == 2
    assert name in str(refusal.value)
    assert not RegisterBatch.objects.exists()


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_is_not_there_is_refused_with_status_2(pilot, tmp_path, name):
    with pytest.raises(CommandError) as refusal:
        run(tmp_path / name)

    assert refusal.value.returncode == 2


def test_with_several_pilots_one_has_to_be_named(pilot, tmp_path):
    another = a_pilot()
    file = a_file(tmp_path, PARENT)

    with pytest.raises(CommandError) as refusal:
        run(file)

    assert pilot.code in str(refusal.value)
    assert run(file, pilot=another.code).endswith("status 0")
    assert Resident.objects.get().pilot == another


def test_an_unknown_pilot_is_refused_with_those_there_are(pilot, tmp_path):
    with pytest.raises(CommandError) as refusal:
        run(a_file(tmp_path, PARENT), pilot="atlantis")

    assert "atlantis" in str(refusal.value)
    assert pilot.code in str(refusal.value)
