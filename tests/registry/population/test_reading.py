"""A file that cannot be read is refused whole and in one sentence; its rows keep the lines they stand on."""

import hashlib
import io

import pytest

from registry import errors
from registry.population.columns import COLUMNS, REQUIRED
from registry.population.reading import CSV, JSON_LINES, Row, records, scan
from tests.registry.population.made import CHILD, FAMILY, PARENT, csv_file, json_file


def rows_of(content: str | bytes, form: str = CSV) -> list[Row]:
    return list(records(io.BytesIO(content.encode() if isinstance(content, str) else content), form))


def values(row: Row) -> dict[str, str]:
    return {name: value for name, value in zip(COLUMNS, row.values, strict=True) if value}


def test_csv_and_json_lines_tell_the_same():
    from_csv = list(records(csv_file(), CSV))
    from_json = list(
        records(json_file([row | {"guardians": row.get("guardians", "").split()} for row in FAMILY]), JSON_LINES)
    )

    assert [values(row) for row in from_csv] == [values(row) for row in from_json] == list(FAMILY)
    assert [row.line for row in from_csv] == [2, 3, 4]
    assert [row.line for row in from_json] == [1, 2, 3]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_header_tells_what_stands_between_the_fields(delimiter):
    assert values(next(records(csv_file([PARENT], delimiter=delimiter), CSV))) == PARENT


def test_columns_may_stand_in_any_order_and_optional_ones_be_left_out():
    columns = tuple(reversed(REQUIRED))
    content = csv_file([{name: PARENT[name] for name in REQUIRED}], columns=columns)

    assert values(next(records(content, CSV))) == {name: PARENT[name] for name in REQUIRED}


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    assert values(rows_of(b"\xef\xbb\xbf" + csv_file([PARENT]).read())[0]) == PARENT


def test_a_row_begins_on_the_line_of_its_first_field():
    content = csv_file([PARENT | {"street": "Talo\nPiha"}, CHILD]).read().decode()

    assert [row.line for row in rows_of(content)] == [2, 4]


def test_empty_lines_are_passed_over():
    lines = csv_file().read().decode().splitlines()

    assert [row.line for row in rows_of("\r\n".join([*lines[:2], "", *lines[2:], ""]))] == [2, 4, 5]


def test_a_row_with_too_few_fields_is_told_by_its_line():
    lines = csv_file().read().decode().splitlines()

    row = rows_of("\n".join([lines[0], "110188-994N,Turunen", lines[2]]))[0]

    assert row == Row(2, broken="wrong_columns", value="2")


@pytest.mark.parametrize(
    ("line", "broken", "value"),
    [
        ("{", "not_json", ""),
        ("[1, 2]", "not_json", ""),
        ("null", "not_json", ""),
        ("[" * 100_000, "not_json", ""),
        ('{"born": "1988-01-11"}', "unknown_column", "born"),
        ('{"municipality": 179}', "not_text", ""),
        ('{"guardians": [1]}', "not_text", ""),
        ('{"street": "\\ud800"}', "not_text", ""),
        ('{"street": "a\\u0000b"}', "not_text", ""),
    ],
)
def test_a_json_line_that_is_no_resident_is_told_by_its_line(line, broken, value):
    content = json_file([PARENT]).read().decode() + line + "\n"

    assert rows_of(content, JSON_LINES)[1] == Row(2, broken=broken, value=value)


def test_scan_tells_digest_and_lines_and_leaves_the_file_at_its_start():
    source = csv_file()
    content = source.getvalue()

    seen = scan(source, "people.CSV")

    assert (seen.sha256, seen.lines, seen.form) == (hashlib.sha256(content).hexdigest(), 4, CSV)
    assert source.read() == content


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("people.xlsx", b"whatever", errors.UnknownForm),
        ("people", b"whatever", errors.UnknownForm),
        ("people.csv", b"", errors.EmptyFile),
        ("people.csv", b"\n\n", errors.EmptyFile),
        ("people.csv", csv_file([]).read(), errors.EmptyFile),
        ("people.jsonl", b"\n \n", errors.EmptyFile),
        ("people.csv", b"PK\x03\x04\x00\x00", errors.BinaryFile),
        ("people.csv", csv_file().read().decode().encode("utf-16"), errors.BinaryFile),
        ("people.csv", csv_file().read().decode().encode("latin-1"), errors.NotUtf8),
        ("people.csv", csv_file().read() + b"\xc3", errors.NotUtf8),
        ("people.csv", b"name;born\nA;B\n", errors.WrongHeader),
        ("people.csv", json_file().read(), errors.WrongHeader),
        ("people.jsonl", csv_file().read(), errors.NotJsonLines),
    ],
)
def test_scan_refuses_what_is_no_population_file(name, content, refusal):
    with pytest.raises(refusal):
        scan(io.BytesIO(content), name)


def test_wrong_letters_are_told_by_their_line():
    with pytest.raises(errors.NotUtf8) as refusal:
        scan(io.BytesIO(csv_file().read() + "Jyväskylä".encode("latin-1")), "people.csv")

    assert refusal.value.params == {"line": 5}


def test_a_wrong_header_names_what_is_missing_and_what_is_not_known():
    columns = [*(name for name in COLUMNS if name != "born_on"), "shoe_size", "town"]

    with pytest.raises(errors.WrongHeader) as refusal:
        rows_of(",".join(columns) + "\n")

    assert "born_on" in refusal.value.message
    assert "shoe_size" in refusal.value.message
    assert refusal.value.params["unknown"] == "town, shoe_size, town"


@pytest.mark.parametrize("broken", ['110188-994N,"Turunen,Satu\n', '110188-994N,"Turu"nen,Satu\n'])
def test_quotes_that_do_not_match_are_told_by_the_row_they_are_in(broken):
    header = csv_file([PARENT]).read().decode()

    with pytest.raises(errors.BrokenQuotes) as refusal:
        rows_of(header + broken)

    assert refusal.value.params == {"line": 3}
