"""Rates as a sheet of text, as people keep them: a row an area, a column a band of ages, euros a year where they meet.

The page's table, what is pasted, and the CSV and XLSX files are all this one sheet, so each can be read where another
was written. Columns for sex and need class stand after the area when rates differ by them. What is wrong is said with
its row and column; nothing is guessed, and nothing is rounded.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing import words
from billing.actions.rates import CellDraft
from billing.models import RateCell
from pilot import formats
from pilot.models import Area
from pilot.money import NotAnAmount
from pilot.translated import LANGUAGES

Sheet = list[list[str]]

AREA, SEX, NEED = _("Home area"), _("Sex"), _("Need class")
OLDEST = 150
MOST_CENTS = 1_000_000_000
MOST_ROWS, MOST_COLUMNS = 300, 120
NOTHING = frozenset({"", "-", "–", "—"})
AGES = re.compile(r"(?P<first>[0-9]{1,3})(?:\s*(?P<dash>[-–—])\s*(?P<last>[0-9]{0,3}))?\s*(?:v|vuotta|år|years)?\.?")
COEFFICIENT = "[0-9]{1,2}(?:[.,][0-9]{1,3})?"
COEFFICIENTS = re.compile(rf"(?P<first>{COEFFICIENT})\s*[-–—]\s*(?P<last>{COEFFICIENT})?")

NO_AREA = _("There is no area called {text} in this pilot.")
NO_AREA_GIVEN = _("Write the area of this row.")
NO_SEX = _("{text} is no sex that the register knows. Write women, men or sex not known, or leave it empty.")
NO_NEED = _("{text} is no need class. Write its first and last coefficient, for example 0,9–1,199 or 1,2–.")
NO_AGES = _("{text} is not a band of ages. Write the first and the last, for example 7–64, or 85– without an end.")
NO_AGES_GIVEN = _("Write the ages of this column.")
ENDS_TURNED = _("The first is above the last.")
TOO_MUCH = _("The amount is above what a year may cost.")
NOT_BELOW_ZERO = _("The amount is below zero.")
OVERLAPS = _("Also {place} gives a rate for some of these residents.")


@dataclass(frozen=True)
class Wrong:
    """A place of the sheet, counted from 0 with the headings as row 0, and why it is not understood."""

    row: int
    column: int
    because: str


class NotRates(Exception):
    """Some places of a sheet are no rates; all of them are named."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__(f"{len(wrong)} places")
        self.wrong = sorted(wrong, key=lambda found: (found.row, found.column))


class _Unreadable(Exception):
    """One place's reason."""


@dataclass
class _Reading:
    """What has been understood so far."""

    wrong: list[Wrong] = field(default_factory=list)
    cells: list[tuple[int, int, CellDraft]] = field(default_factory=list)


def kind_of(heading: str) -> str:
    """Tell what a column after the area's holds by its heading in any language: sex, need, or else ages."""
    return _headings().get(heading.strip().casefold(), "ages")


def read_sheet(sheet: Sequence[Sequence[str]], areas: Iterable[Area]) -> list[CellDraft]:
    """Read a sheet's cells, or refuse with every place that is wrong. An empty place has no rate."""
    if not sheet:
        return []
    found = _Reading()
    by_name = {name.casefold(): area for area in areas for name in _names(area)}
    kinds = ["area", *(kind_of(heading) for heading in sheet[0][1:])]
    bands = {
        column: _try(found, 0, column, _ages, sheet[0][column] if _is_used(sheet, column) else None)
        for column, kind in enumerate(kinds)
        if kind == "ages"
    }
    for row, texts in enumerate(sheet[1:], start=1):
        if any(text.strip() for text in texts):
            _read_row(found, row, texts, kinds, bands, by_name)
    if not any(wrong.row == 0 for wrong in found.wrong):
        _refuse_overlaps(found, sheet)
    if found.wrong:
        raise NotRates(found.wrong)
    return [cell for _row, _column, cell in found.cells]


def write_sheet(cells: Iterable[RateCell], areas: Iterable[Area] = ()) -> Sheet:
    """Write cells as they are read; of the areas given, those without a rate get an empty row."""
    cells = list(cells)
    bands = sorted({cell.age_band for cell in cells}, key=_order)
    by_sex, by_need = any(cell.sex for cell in cells), any(cell.needs for cell in cells)
    heads = [str(AREA), *([str(SEX)] if by_sex else []), *([str(NEED)] if by_need else [])]
    rows: dict[tuple, dict[tuple, str]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.area.name_fi, cell.area_id, cell.sex or "", _needs_order(cell))):
        kept = rows.setdefault((cell.area, cell.sex, cell.need_class), {})
        kept[cell.age_band] = amount_text(cell.annual_cents)
    known = {area.pk for area, _sex, _needs in rows}
    rows |= {(area, None, None): {} for area in areas if area.pk not in known}
    sheet = [[*heads, *(ages_text(*band) for band in bands)]]
    for (area, sex, needs), amounts in sorted(rows.items(), key=lambda row: row[0][0].name_fi):
        line = [area.name]
        line += [str(words.SEXES[sex]) if sex else ""] if by_sex else []
        line += [needs_text(needs) if needs else ""] if by_need else []
        sheet.append([*line, *(amounts.get(band, "") for band in bands)])
    return sheet


def place_of(sheet: Sequence[Sequence[str]], row: int, column: int) -> str:
    """Name a place of the sheet as its reader finds it: the row with its area, and the column's heading."""
    heading = _text(sheet, 0, column).strip()
    name = str(_("column {number}")).format(number=column + 1) + (f" ({heading})" if heading else "")
    if row == 0:
        return name
    area = _text(sheet, row, 0).strip()
    return str(_("row {number}")).format(number=row) + (f" ({area})" if area else "") + f", {name}"


def amount_text(cents: int) -> str:
    """Write an amount as Finland types it."""
    return formats.money(cents, language="fi").removesuffix(f"{formats.NBSP}€")


def ages_text(first: int, last: int | None) -> str:
    """Write a band of ages, both of which belong to it, so that no spreadsheet takes it for a day."""
    return f"{first}–{'' if last is None else last}"


def needs_text(needs: tuple[int, int | None]) -> str:
    """Write a need class by its first and last coefficient."""
    first, until = needs
    return f"{_coefficient_text(first)}–{'' if until is None else _coefficient_text(until - 1)}"


def _read_row(found, row: int, texts: Sequence[str], kinds, bands, by_name) -> None:
    before = len(found.wrong)
    area = _try(found, row, 0, lambda text: _area(text, by_name), texts[0])
    readers = {"sex": _sex, "need": _needs}
    given = {
        kind: _try(found, row, column, readers[kind], texts[column] if column < len(texts) else "")
        for column, kind in enumerate(kinds)
        if kind in readers
    }
    is_known = len(found.wrong) == before
    for column, text in enumerate(texts):
        band = bands.get(column)
        # What stands under a heading that is wrong cannot be judged before that is put right.
        if band is None or text.strip() in NOTHING:
            continue
        cents = _try(found, row, column, _cents, text)
        if is_known and cents is not None:
            cell = CellDraft(area, *band, cents, sex=given.get("sex"), needs=given.get("need"))
            found.cells.append((row, column, cell))


def _try(found: _Reading, row: int, column: int, read, text: str | None):
    if text is None:
        return None
    try:
        return read(text.strip())
    except _Unreadable as reason:
        found.wrong.append(Wrong(row, column, str(reason)))
        return None


def _area(text: str, by_name: dict[str, Area]) -> Area:
    if not text:
        raise _because(NO_AREA_GIVEN)
    area = by_name.get(text.casefold())
    if area is None:
        raise _because(NO_AREA, text=text)
    return area


def _sex(text: str) -> str | None:
    if text in NOTHING:
        return None
    sex = _sexes().get(text.casefold())
    if sex is None:
        raise _because(NO_SEX, text=text)
    return sex


def _needs(text: str) -> tuple[int, int | None] | None:
    if text in NOTHING:
        return None
    match = COEFFICIENTS.fullmatch(text)
    if match is None:
        raise _because(NO_NEED, text=text)
    first = _thousandths(match["first"])
    until = _thousandths(match["last"]) + 1 if match["last"] else None
    if until is not None and until <= first:
        raise _because(ENDS_TURNED)
    return first, until


def _ages(text: str) -> tuple[int, int | None]:
    if not text:
        raise _because(NO_AGES_GIVEN)
    match = AGES.fullmatch(text.casefold())
    if match is None or max(int(match["first"]), int(match["last"] or 0)) > OLDEST:
        raise _because(NO_AGES, text=text)
    first = int(match["first"])
    last = first if match["dash"] is None else int(match["last"]) if match["last"] else None
    if last is not None and last < first:
        raise _because(ENDS_TURNED)
    return first, last


def _cents(text: str) -> int:
    try:
        cents = formats.cents_typed(text)
    except NotAnAmount as refusal:
        raise _Unreadable(refusal.message) from refusal
    if cents < 0:
        raise _because(NOT_BELOW_ZERO)
    if cents >= MOST_CENTS:
        raise _because(TOO_MUCH)
    return cents


def _refuse_overlaps(found: _Reading, sheet: Sequence[Sequence[str]]) -> None:
    """Name both of two cells that hold for the same residents, each with the first place where another is."""
    by_area: dict[int, list[tuple[int, int, CellDraft]]] = {}
    met: dict[tuple[int, int], tuple[int, int]] = {}
    for row, column, cell in found.cells:
        for other_row, other_column, other in by_area.setdefault(cell.area.pk, []):
            if _meet(cell, other):
                met.setdefault((row, column), (other_row, other_column))
                met.setdefault((other_row, other_column), (row, column))
        by_area[cell.area.pk].append((row, column, cell))
    for here, there in met.items():
        found.wrong.append(Wrong(*here, str(OVERLAPS).format(place=place_of(sheet, *there))))


def _meet(one: CellDraft, other: CellDraft) -> bool:
    if one.sex and other.sex and one.sex != other.sex:
        return False
    if one.needs and other.needs and not _overlap(one.needs, other.needs):
        return False
    return _overlap((one.ages.lower, one.ages.upper), (other.ages.lower, other.ages.upper))


def _overlap(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])


def _is_used(sheet: Sequence[Sequence[str]], column: int) -> bool:
    """Tell whether anything stands in a column; a wholly empty one is no column."""
    return any(_text(sheet, row, column).strip() for row in range(len(sheet)))


def _text(sheet: Sequence[Sequence[str]], row: int, column: int) -> str:
    return sheet[row][column] if column < len(sheet[row]) else ""


def _thousandths(text: str) -> int:
    return int(Decimal(text.replace(",", ".")) * 1000)


def _coefficient_text(thousandths: int) -> str:
    text = f"{Decimal(thousandths).scaleb(-3):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _order(band: tuple[int, int | None]) -> tuple[int, int]:
    return band[0], OLDEST if band[1] is None else band[1]


def _needs_order(cell: RateCell) -> int:
    return cell.needs.lower if cell.needs else -1


@cache
def _headings() -> dict[str, str]:
    return {
        text: kind for kind, label in (("sex", SEX), ("need", NEED), ("need", _("Need"))) for text in _in_all(label)
    }


@cache
def _sexes() -> dict[str, str]:
    """Return every word for a sex: the register's own, and ours in every language, of one and of many."""
    found = {sex: sex for sex in words.SEXES}
    for sex, label in words.SEXES.items():
        found |= dict.fromkeys([*_in_all(label), *_in_all(RateCell.Sex(sex).label)], sex)
    return found


def _in_all(label: str | Promise) -> Iterator[str]:
    for language in LANGUAGES:
        with translation.override(language):
            yield str(label).casefold()


def _names(area: Area) -> set[str]:
    return {name for name in (area.code, area.name_fi, area.name_sv, area.name_en) if name}


def _because(text: str | Promise, /, **params: object) -> _Unreadable:
    return _Unreadable(str(text).format(**params))
