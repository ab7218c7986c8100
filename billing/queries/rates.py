"""Rate tables as people read them: a matrix with its holes and who would fall into them, and two tables compared."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from billing import sql, words
from billing.models import RateCell, RateTable
from billing.month.due import age
from billing.rates.cover import Piece, Row, cut
from pilot.models import Area, RuleSet, Strand

# No age and no coefficient reaches it: what a span without an end is for the database.
ENDLESS = 2**31 - 1
ON = "%(on)s::date"


@dataclass(frozen=True)
class MatrixCell:
    """One rate, or a hole with how many residents are in it; `columns` says how many bands of age it is wide."""

    columns: int
    cell: RateCell | None
    ages: str
    before: RateCell | None = None
    residents: int | None = None

    @property
    def whole_ages(self) -> str:
        """The ages of the rate's own band, where those of the columns are not just them."""
        return _other_ages(self.cell, self.ages if self.columns == 1 else "")

    @property
    def is_changed(self) -> bool:
        """Tell whether the table that it is compared with has another rate here."""
        return self.before is not None and self.cell is not None and self.before.annual_cents != self.cell.annual_cents

    @property
    def ratio(self) -> Decimal | None:
        return _ratio(self.before, self.cell)


@dataclass(frozen=True)
class MatrixRow:
    """The rates of an area, and where they differ by them of a sex and need class."""

    area: Area
    only: str
    cells: list[MatrixCell]


@dataclass(frozen=True)
class Matrix:
    """A rate table as a matrix of area and age, cut so that every hole is seen where it is."""

    bands: list[str]
    rows: list[MatrixRow]

    @property
    def holes(self) -> list[MatrixCell]:
        return [cell for row in self.rows for cell in row.cells if cell.cell is None]

    @property
    def residents_in_holes(self) -> int | None:
        """Return how many residents would have no rate; None when nobody counted them."""
        counted = [cell.residents for cell in self.holes]
        return None if None in counted else sum(count for count in counted if count)

    @property
    def has_demonstration_values(self) -> bool:
        return any(cell.cell.is_demonstration for row in self.rows for cell in row.cells if cell.cell)


@dataclass(frozen=True)
class Difference:
    """What two tables give for the same residents."""

    area: Area
    only: str
    ages: str
    old: RateCell | None
    new: RateCell | None

    @property
    def who(self) -> str:
        """Whom the row is about, besides their ages."""
        return f"{self.area.name}, {self.only}" if self.only else self.area.name

    @property
    def cents(self) -> int | None:
        return self.new.annual_cents - self.old.annual_cents if self.old and self.new else None

    @property
    def ratio(self) -> Decimal | None:
        return _ratio(self.old, self.new)

    @property
    def is_changed(self) -> bool:
        return (self.old is None) != (self.new is None) or bool(self.cents)

    @property
    def old_ages(self) -> str:
        """The old band, where it was cut to meet the new one."""
        return _other_ages(self.old, self.ages)

    @property
    def new_ages(self) -> str:
        return _other_ages(self.new, self.ages)


def rate_tables(rows: QuerySet[RateTable]) -> QuerySet[RateTable]:
    """Return rate tables with who drafted and approved them, the newest first."""
    return rows.select_related("strand__pilot", "drafted_by", "approved_by").order_by(
        "strand_id", "-valid_from", "-approval_order", "-pk"
    )


def cells_of(table: RateTable) -> list[RateCell]:
    """Return the table's cells with their areas, in one order."""
    return list(
        RateCell.objects.filter(table=table).select_related("area").order_by("area_id", "ages", "sex", "needs", "pk")
    )


def matrix(table: RateTable, *, before: RateTable | None = None, on: date | None = None) -> Matrix:
    """Return the table's rates by area and age, beside those of another table; `on` a day, who is in its holes."""
    areas = areas_of(table.strand)
    compared = cells_of(before) if before else []
    cover = cut([cells_of(table), compared], [area.pk for area in areas])
    counts = residents_in(cover.holes, table.strand, on) if on else {}
    by_pk = {area.pk: area for area in areas}

    def shown(row: Row, piece: Piece) -> MatrixCell:
        residents = counts.get((row, piece), 0) if on and piece.cell is None else None
        return MatrixCell(piece.columns, piece.cell, words.ages(*piece.band), piece.cells[1], residents)

    rows = [
        MatrixRow(by_pk[row.area_id], words.only(row.sex, row.needs), [shown(row, piece) for piece in row.pieces])
        for row in cover.rows
    ]
    bands = [words.ages(first, None if until is None else until - 1) for first, until in cover.bands]
    return Matrix(bands, rows)


def differences(old: RateTable, new: RateTable) -> list[Difference]:
    """Return what two tables give, cut where either of them is, by area, sex, need and age."""
    areas = {area.pk: area for area in areas_of(new.strand)}
    cover = cut([cells_of(old), cells_of(new)], areas)
    return [
        Difference(areas[row.area_id], words.only(row.sex, row.needs), words.ages(*piece.band), *piece.cells)
        for row in cover.rows
        for piece in row.pieces
    ]


def holes_of(table: RateTable) -> list[tuple[Row, Piece]]:
    """Return the ages of the pilot's areas for which the table has no rate."""
    return cut([cells_of(table)], [area.pk for area in areas_of(table.strand)]).holes


def rate_digest(table: RateTable) -> str:
    """Return what tells these rates, their first day and their decision from all others."""
    facts = [table.valid_from, table.decision_number, table.source]
    lines = [(cell.area_id, cell.age_band, cell.sex, cell.need_class, cell.annual_cents) for cell in cells_of(table)]
    return hashlib.sha256(repr([*map(str, facts), *lines]).encode()).hexdigest()


def residents_in(holes: Sequence[tuple[Row, Piece]], strand: Strand, on: date) -> dict[tuple[Row, Piece], int]:
    """Count who is on the strand's lists on the day in each of the holes."""
    if not holes:
        return {}
    rules = RuleSet.objects.in_force(on).filter(strand=strand).first()
    columns = [
        (place, row.area_id, *_ends(piece.ages), row.sex, *_ends(row.needs or (0, None)))
        for place, (row, piece) in enumerate(holes)
    ]
    names = ("places", "areas", "ages_from", "ages_until", "sexes", "needs_from", "needs_until")
    params: dict[str, Any] = dict(zip(names, map(list, zip(*columns, strict=True)), strict=True))
    params |= {"strand": strand.pk, "on": on, "is_by_year": bool(rules and rules.age_on == RuleSet.AgeOn.YEAR_OF_BIRTH)}
    with connection.cursor() as cursor:
        cursor.execute(sql.text("holes").format(age=age(month=ON, day=ON, is_by_year="%(is_by_year)s")), params)
        return {holes[place]: count for place, count in cursor.fetchall()}


def in_force(strand: Strand, on: date) -> RateTable | None:
    """Return the approved table that holds on the day; of two with one first day the later approved."""
    approved = RateTable.objects.filter(strand=strand, state=RateTable.State.APPROVED, valid_from__lte=on)
    return approved.order_by("-valid_from", "-approval_order").first()


def holding_before(table: RateTable) -> RateTable | None:
    """Return the approved table that the table takes the place of on its first day."""
    approved = RateTable.objects.filter(
        strand=table.strand_id, state=RateTable.State.APPROVED, valid_from__lte=table.valid_from
    ).exclude(pk=table.pk)
    if table.approval_order is not None:
        approved = approved.exclude(valid_from=table.valid_from, approval_order__gt=table.approval_order)
    return approved.order_by("-valid_from", "-approval_order").first()


def others(table: RateTable) -> QuerySet[RateTable]:
    """Return the strand's other tables, with which it may be compared."""
    return rate_tables(RateTable.objects.filter(strand=table.strand_id).exclude(pk=table.pk))


def is_superseded(table: RateTable) -> bool:
    """Tell whether a later approved table has the same first day."""
    return RateTable.objects.filter(
        strand=table.strand_id,
        valid_from=table.valid_from,
        state=RateTable.State.APPROVED,
        approval_order__gt=table.approval_order or 0,
    ).exists()


def areas_of(strand: Strand) -> list[Area]:
    """Return the areas that a rate may be given for."""
    return list(Area.objects.filter(pilot=strand.pilot_id).order_by("name_fi", "pk"))


def _ends(span: tuple[int, int | None]) -> tuple[int, int]:
    return span[0], ENDLESS if span[1] is None else span[1]


def _ratio(old: RateCell | None, new: RateCell | None) -> Decimal | None:
    if old is None or new is None or not old.annual_cents:
        return None
    return Decimal(new.annual_cents - old.annual_cents) / old.annual_cents


def _other_ages(cell: RateCell | None, ages: str) -> str:
    band = words.ages(*cell.age_band) if cell else ""
    return band if band != ages else ""
