"""Rates as text, one cell a line: area; from age; to age; euros a year. What a spreadsheet copies and a person types.

Semicolons or tabulators part the columns, since amounts have commas. An empty last age means no end. What is wrong is
said with its line; nothing is guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.actions.rates import CellDraft
from billing.models import RateCell
from pilot import formats
from pilot.models import Area
from pilot.money import NotAnAmount, cents_from_text

COLUMNS = 4
OLDEST = 150
MOST_CENTS = 1_000_000_000

NOT_FOUR = _("Write four parts with semicolons between: area; from age; to age; euros a year.")
NO_AREA = _("There is no area called {text} in this pilot.")
NO_AGE = _("{text} is not an age. Write whole years, for example 65; leave the last age empty when there is no end.")
AGES_TURNED = _("The first age is above the last.")
TOO_MUCH = _("The amount is above what a year may cost.")
NOT_BELOW_ZERO = _("The amount is below zero.")
TWICE = _("Line {line} gives a rate for the same area and age already.")


@dataclass(frozen=True)
class WrongLine:
    """A line that is no cell, and why."""

    line: int
    because: str


class NotRates(Exception):
    """Some lines are no cells; all of them are named."""

    def __init__(self, wrong: Sequence[WrongLine]) -> None:
        super().__init__(f"{len(wrong)} lines")
        self.wrong = list(wrong)


class _Unreadable(Exception):
    """One line's reason."""


def read_cells(text: str, areas: Iterable[Area]) -> list[CellDraft]:
    """Read the cells, or refuse with every line that is wrong; a heading line and empty lines are passed over."""
    by_name = {name.casefold(): area for area in areas for name in _names(area)}
    cells: list[tuple[int, CellDraft]] = []
    wrong: list[WrongLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [part.strip() for part in line.replace("\t", ";").split(";")]
        if not any(parts) or (number == 1 and _is_heading(parts, by_name)):
            continue
        try:
            cell = _cell(parts, by_name)
            _refuse_twice(cell, cells)
            cells.append((number, cell))
        except _Unreadable as reason:
            wrong.append(WrongLine(number, str(reason)))
    if wrong:
        raise NotRates(wrong)
    return [cell for _number, cell in cells]


def write_cells(cells: Iterable[RateCell]) -> str:
    """Write cells as they are read, so that a table in force can be changed into the next."""
    return "\n".join(
        ";".join(
            (
                cell.area.name,
                str(cell.ages.lower),
                "" if cell.ages.upper is None else str(cell.ages.upper - 1),
                formats.money(cell.annual_cents, language="fi").removesuffix(f"{formats.NBSP}€"),
            )
        )
        for cell in sorted(cells, key=lambda cell: (cell.area.name_fi, cell.ages.lower))
    )


def _cell(parts: Sequence[str], by_name: dict[str, Area]) -> CellDraft:
    if len(parts) != COLUMNS:
        raise _because(NOT_FOUR)
    name, first, last, amount = parts
    area = by_name.get(name.casefold())
    if area is None:
        raise _because(NO_AREA, text=name)
    age_from, age_to = _age(first), None if last in ("", "-", "–") else _age(last)
    if age_to is not None and age_to < age_from:
        raise _because(AGES_TURNED)
    return CellDraft(area, age_from, age_to, _cents(amount))


def _age(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= OLDEST):
        raise _because(NO_AGE, text=text)
    return int(text)


def _cents(text: str) -> int:
    try:
        cents = cents_from_text(text)
    except NotAnAmount as refusal:
        raise _Unreadable(refusal.message) from refusal
    if cents < 0:
        raise _because(NOT_BELOW_ZERO)
    if cents >= MOST_CENTS:
        raise _because(TOO_MUCH)
    return cents


def _refuse_twice(cell: CellDraft, before: Iterable[tuple[int, CellDraft]]) -> None:
    for line, other in before:
        if cell.area.pk == other.area.pk and _meet(cell, other):
            raise _because(TWICE, line=line)


def _meet(one: CellDraft, other: CellDraft) -> bool:
    return one.age_from <= (OLDEST if other.age_to is None else other.age_to) and other.age_from <= (
        OLDEST if one.age_to is None else one.age_to
    )


def _is_heading(parts: Sequence[str], by_name: dict[str, Area]) -> bool:
    return parts[0].casefold() not in by_name and not any(character.isdigit() for character in "".join(parts))


def _names(area: Area) -> set[str]:
    return {name for name in (area.code, area.name_fi, area.name_sv, area.name_en) if name}


def _because(text: str | Promise, /, **params: object) -> _Unreadable:
    return _Unreadable(str(text).format(**params))
