"""Entries by pages, one by one and as files: every reader gets the same lines."""

import csv
import io
from datetime import date

import pytest
from django.http import QueryDict
from python_calamine import CalamineWorkbook

from billing import errors
from billing.exports import entries as exports
from billing.forms import EntryFilterForm
from billing.models import Entry
from billing.queries import entries as queries
from billing.queries.entries import Key
from tests.billing.stage import FEBRUARY, IN_MARCH, a_resident, a_stage, die, freeze


@pytest.fixture
def run(db):
    """February's run: two refunds and corrections of January, and six residents."""
    stage = a_stage()
    for year in (1940, 1941, 1942):
        a_resident(stage, date(year, 1, 1), stage.areas[0], stage.site)
    freeze(stage)
    for resident in stage.residents[:2]:
        die(stage, resident, "2017-01-10", IN_MARCH)
    return freeze(stage, FEBRUARY, IN_MARCH)


def of(run):
    return Entry.objects.filter(run=run)


def test_pages_give_every_entry_once_in_order_both_ways(run):
    everything = [line.key for line in queries.lines(of(run))]
    forward, page = [], queries.entry_page(of(run), size=3)
    while True:
        forward += [line.key for line in page.lines]
        if page.after is None:
            break
        page = queries.entry_page(of(run), after=page.after, size=3)
    backward = [line.key for line in page.lines]
    while page.before is not None:
        page = queries.entry_page(of(run), before=page.before, size=3)
        backward = [line.key for line in page.lines] + backward

    assert everything == sorted(everything)
    assert forward == backward == everything
    assert len(everything) == run.entry_count == 8


def test_a_key_in_an_address_is_read_again_and_nonsense_is_none(run):
    key = next(queries.lines(of(run))).key

    assert Key.parse(str(key)) == key
    for nonsense in ("", "1.2.3", "1.2.2017-13-01.2017-01-01.ORIGINAL", f"{10**30}.1.2017-01-01.2017-01-01.X"):
        assert Key.parse(nonsense) is None


def test_no_name_is_read(run, django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        list(queries.entry_page(of(run)).lines)

    assert "given_names" not in captured[0]["sql"]
    assert "family_name" not in captured[0]["sql"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kind=ORIGINAL", 4),
        ("kind=corrections", 4),
        ("kind=REFUND", 2),
        ("kind=CORRECTION&month=2017-01", 2),
        ("month=2/2017", 4),
        ("kind=nonsense&month=nonsense", 8),
        ("resident=r0000001", 2),
        (f"cell={10**30}", 8),
        ("cell=0", 0),
    ],
)
def test_a_list_is_narrowed_by_its_address(run, asked, expected):
    assert EntryFilterForm(QueryDict(asked)).narrow(of(run)).count() == expected


def test_csv_and_xlsx_hold_the_same_lines(run):
    answer = exports.csv_answer(exports.RUN_COLUMNS, queries.lines(of(run)), filename="entries")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    sheet = exports.xlsx_answer(
        exports.RUN_COLUMNS, queries.lines(of(run)), count=8, filename="entries", title="Entries", at=IN_MARCH
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(sheet.streaming_content)))

    sheet.close()

    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    cells = book.get_sheet_by_index(0).to_python()
    assert (len(rows), len(cells), len(rows[0])) == (9, 9, len(cells[0]))
    cents = [str(column.label) for column in exports.RUN_COLUMNS].index(rows[0][12])
    assert sum(int(row[cents].replace(",", "")) for row in rows[1:]) == run.total_cents
    assert round(sum(row[cents] for row in cells[1:]) * 100) == run.total_cents
    assert not any(name in text for name in ("Aino", "Virtanen"))


def test_a_sheet_refuses_more_than_it_holds(run):
    with pytest.raises(errors.TooManyForSheet):
        exports.xlsx_answer(
            exports.RUN_COLUMNS, iter(()), count=1_048_576, filename="entries", title="Entries", at=IN_MARCH
        )
