"""Cutting tables to pieces: holes, and bands that don't line up."""

from django.db.backends.postgresql.psycopg_any import NumericRange

from billing.models import RateCell
from billing.rates.cover import cut


def cell(first: int, until: int | None, cents: int = 100, *, area: int = 1, sex=None, needs=None) -> RateCell:
    classes = NumericRange(*needs) if needs else None
    return RateCell(area_id=area, ages=NumericRange(first, until), annual_cents=cents, sex=sex, needs=classes)


def shown(cover) -> list[list[tuple]]:
    return [
        [(piece.ages, *(found and found.annual_cents for found in piece.cells)) for piece in row.pieces]
        for row in cover.rows
    ]


def test_a_hole_is_shown_before_between_and_after():
    cover = cut([[cell(7, 65), cell(75, None), cell(0, 85, 200, area=2)]], [1, 2])

    assert shown(cover) == [
        [((0, 7), None), ((7, 65), 100), ((65, 75), None), ((75, None), 100)],
        [((0, 85), 200), ((85, None), None)],
    ]
    assert [piece.columns for piece in cover.rows[1].pieces] == [4, 1]
    assert len(cover.holes) == 3


def test_an_area_without_rates_is_one_hole_for_each_band():
    assert shown(cut([[cell(0, None)]], [1, 2]))[1] == [((0, None), None)]


def test_a_table_without_rates_has_no_other_band_than_all_ages():
    assert shown(cut([[]], [1])) == [[((0, None), None)]]


def test_sexes_and_need_classes_are_rows_and_what_they_lack_is_a_hole():
    light, heavy = (0, 1_200), (1_200, None)
    of_old = [cell(65, None, 1, sex="female", needs=light), cell(65, None, 2, sex="female", needs=heavy)]
    cover = cut([[cell(0, 65), *of_old, cell(65, None, 3, sex="male")]], [1])

    assert [(row.sex, row.needs, row.pieces[-1].cell and row.pieces[-1].cell.annual_cents) for row in cover.rows] == [
        ("female", light, 1), ("female", heavy, 2), ("male", light, 3), ("male", heavy, 3),
        ("unknown", light, None), ("unknown", heavy, None),
    ]  # fmt: skip


def test_two_tables_are_cut_where_either_of_them_is():
    old, new = [cell(0, 65, 10), cell(65, None, 20)], [cell(0, 7, 11), cell(7, 75, 12), cell(75, None, 20)]

    assert shown(cut([old, new], [1])) == [
        [((0, 7), 10, 11), ((7, 65), 10, 12), ((65, 75), 20, 12), ((75, None), 20, 20)]
    ]


def test_what_is_cut_alike_in_both_stays_whole():
    old, new = [cell(0, None), cell(0, 65, area=2), cell(65, None, area=2)], [cell(0, None), cell(0, None, area=2)]

    assert shown(cut([old, new], [1, 2]))[0] == [((0, None), 100, 100)]
