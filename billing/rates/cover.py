"""What rate tables cover: cut to pieces that no cell divides further, so that holes and differences show their place.

Pure: no database. Several tables may be cut together; then a piece tells each table's cell, and bands that don't line
up are cut where either of them is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from billing.models import RateCell

Span = tuple[int, int | None]  # Half-open; no upper end means without end.
SEXES = tuple(RateCell.Sex.values)


@dataclass(frozen=True)
class Piece:
    """Ages of one row, and each table's cell for all of them; `columns` says how many of the finest bands they are."""

    ages: Span
    columns: int
    cells: tuple[RateCell | None, ...]

    @property
    def cell(self) -> RateCell | None:
        return self.cells[0]

    @property
    def band(self) -> tuple[int, int | None]:
        """Both ages belong to the band."""
        return self.ages[0], None if self.ages[1] is None else self.ages[1] - 1


@dataclass(frozen=True)
class Row:
    """Who has the same cells at every age: those of an area, and where rates differ by them, of a sex and need."""

    area_id: int
    sex: str | None
    needs: Span | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Cover:
    """Tables cut together: the finest bands of age, and the rows."""

    bands: tuple[Span, ...]
    rows: tuple[Row, ...]

    @property
    def holes(self) -> list[tuple[Row, Piece]]:
        """Return where the first table has no cell."""
        return [(row, piece) for row in self.rows for piece in row.pieces if piece.cell is None]


def cut(tables: Sequence[Sequence[RateCell]], areas: Iterable[int]) -> Cover:
    """Cut the tables together for every one of the areas; what is cut alike in all of them stays in one piece.

    Holes stay in the finest bands, since somebody will fill them one by one.
    """
    every = [cell for cells in tables for cell in cells]
    bands = _spans(_range(cell.ages) for cell in every)
    rows = []
    for area in areas:
        own = [[cell for cell in cells if cell.area_id == area] for cells in tables]
        of_area = [cell for cells in own for cell in cells]
        sexes = SEXES if any(cell.sex for cell in of_area) else (None,)
        classes = [_range(cell.needs) for cell in of_area if cell.needs]
        for sex, needs in product(sexes, _spans(classes) if classes else (None,)):
            holding = [[cell for cell in cells if _holds(cell, sex, needs)] for cells in own]
            rows.append(Row(area, sex, needs, tuple(_pieces(holding, bands))))
    return Cover(bands, tuple(rows))


def _pieces(tables: Sequence[Sequence[RateCell]], bands: Sequence[Span]) -> Iterable[Piece]:
    found: list[Piece] = []
    for band in bands:
        cells = tuple(next((cell for cell in of if _covers(_range(cell.ages), band)), None) for of in tables)
        last = found[-1] if found else None
        if last is not None and any(cells) and last.cells == cells:
            found[-1] = Piece((last.ages[0], band[1]), last.columns + 1, cells)
        else:
            found.append(Piece(band, 1, cells))
    return found


def _holds(cell: RateCell, sex: str | None, needs: Span | None) -> bool:
    return cell.sex in (None, sex) and (cell.needs is None or needs is None or _covers(_range(cell.needs), needs))


def _spans(ranges: Iterable[Span]) -> tuple[Span, ...]:
    """Cut everything from 0 on at every end of the ranges."""
    ends = {0}
    for first, until in ranges:
        ends |= {first} if until is None else {first, until}
    ordered = sorted(ends)
    return tuple(zip(ordered, [*ordered[1:], None], strict=True))


def _covers(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def _range(found) -> Span:
    return found.lower, found.upper
