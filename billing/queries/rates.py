"""Rate tables as people read them: one row an area, one column an age band, and what is missing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from billing import words
from billing.models import RateCell, RateTable
from pilot.models import Area, Strand

Band = tuple[int, int | None]


@dataclass(frozen=True)
class MatrixRow:
    """One area's cells, in the order of the bands; None where there is none."""

    area: Area
    cells: list[RateCell | None]
    holes: list[str]


@dataclass(frozen=True)
class Matrix:
    """A rate table as a matrix of area and age."""

    bands: list[str]
    rows: list[MatrixRow]

    @property
    def has_holes(self) -> bool:
        return any(row.holes for row in self.rows)

    @property
    def has_demonstration_values(self) -> bool:
        return any(cell.is_demonstration for row in self.rows for cell in row.cells if cell)


def rate_tables(rows: QuerySet[RateTable]) -> QuerySet[RateTable]:
    """Return rate tables with who drafted and approved them, the newest first."""
    return rows.select_related("strand__pilot", "drafted_by", "approved_by").order_by(
        "strand_id", "-valid_from", "-approval_order", "-pk"
    )


def matrix(table: RateTable) -> Matrix:
    """Return the table's cells by area and age, and the ages for which an area has no rate."""
    cells = list(RateCell.objects.filter(table=table).select_related("area"))
    bands = sorted({_band(cell) for cell in cells}, key=_order)
    rows = [
        _row(area, [cell for cell in cells if cell.area_id == area.pk], bands)
        for area in Area.objects.filter(pilot=table.strand.pilot_id).order_by("name_fi", "pk")
    ]
    return Matrix([words.ages(*band) for band in bands], rows)


def in_force(strand: Strand, on: date) -> RateTable | None:
    """Return the approved table that holds on the day; of two with one first day the later approved."""
    approved = RateTable.objects.filter(strand=strand, state=RateTable.State.APPROVED, valid_from__lte=on)
    return approved.order_by("-valid_from", "-approval_order").first()


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


def _row(area: Area, cells: list[RateCell], bands: list[Band]) -> MatrixRow:
    by_band = {_band(cell): cell for cell in cells}
    return MatrixRow(area, [by_band.get(band) for band in bands], _holes(sorted(by_band, key=_order)))


def _holes(covered: list[Band]) -> list[str]:
    """Name the ages between and after the bands that none of them covers."""
    holes, next_age = [], 0
    for first, last in covered:
        if first > next_age:
            holes.append(words.ages(next_age, first - 1))
        if last is None:
            return holes
        next_age = last + 1
    return [*holes, words.ages(next_age, None)]


def _band(cell: RateCell) -> Band:
    return cell.ages.lower, None if cell.ages.upper is None else cell.ages.upper - 1


def _order(band: Band) -> tuple[int, int]:
    first, last = band
    return first, 999 if last is None else last
