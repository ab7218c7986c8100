"""A sheet of rates as boxes on a page: what was typed is kept whatever it was, and each wrong box says why.

The boxes are named by row and column, so that the table works without scripts. `error_summary` takes a grid as it takes
a form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from billing.rates.sheet import NEED, SEX, NotRates, Sheet, Wrong, ages_text, kind_of, place_of

# With the other fields of the form, fewer than DATA_UPLOAD_MAX_NUMBER_FIELDS; larger tables are pasted or uploaded.
MOST_BOXES = 1_900
KINDS = {"sex": SEX, "need": NEED}


@dataclass(frozen=True)
class Box:
    """One box: what is typed, where it is, and what is wrong with it."""

    text: str
    row: int
    column: int
    kind: str
    place: str
    errors: list[str]

    @property
    def name(self) -> str:
        return f"cell-{self.row}-{self.column}"

    first_id = name

    @property
    def label(self) -> str:
        return self.place[:1].upper() + self.place[1:]

    @property
    def css_class(self) -> str:
        return f"input rate-grid__box rate-grid__box--{self.kind}"

    @property
    def is_heading(self) -> bool:
        """Tell whether this names a column that always has that name."""
        return self.row == 0 and self.kind != "ages"


@dataclass
class Grid:
    """All boxes; bound when they were sent."""

    sheet: Sheet
    is_bound: bool = False
    wrong: Sequence[Wrong] = field(default_factory=list)

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "Grid":
        """Take the boxes as they were sent."""
        rows, columns = (_count(data.get(name, "")) for name in ("rows", "columns"))
        if rows * columns > MOST_BOXES:
            return cls([], is_bound=True)
        sheet = [[data.get(f"cell-{row}-{column}", "") for column in range(columns)] for row in range(rows)]
        return cls(sheet, is_bound=True)

    @property
    def boxes(self) -> list[list[Box]]:
        kinds = ["area", *(kind_of(heading) for heading in self.sheet[0][1:])] if self.sheet else []
        because: dict[tuple[int, int], list[str]] = {}
        for wrong in self.wrong:
            because.setdefault((wrong.row, wrong.column), []).append(wrong.because)
        return [
            [
                Box(text, row, column, kinds[column], place_of(self.sheet, row, column), because.get((row, column), []))
                for column, text in enumerate(texts)
            ]
            for row, texts in enumerate(self.sheet)
        ]

    @property
    def errors(self) -> Sequence[Wrong]:
        return self.wrong

    @property
    def is_too_large(self) -> bool:
        """Tell whether a page cannot hold so many boxes."""
        return sum(map(len, self.sheet)) > MOST_BOXES

    @property
    def widenings(self) -> list[tuple[str, str]]:
        """Name what may be added."""
        kinds = {kind_of(heading) for heading in self.sheet[0]} if self.sheet else set()
        divisions = [("sex", _("Divide by sex")), ("need", _("Divide by need class"))]
        added = [("row", _("Add a row")), ("column", _("Add an age band"))]
        return [*added, *(found for found in divisions if found[0] not in kinds)]

    def widened(self, by: str) -> "Grid":
        """Return the grid with an empty row or column more, or with a column for sex or need class."""
        sheet = [list(row) for row in self.sheet] or [[""]]
        if by == "row":
            sheet.append([""] * len(sheet[0]))
        elif by == "column":
            sheet = [[*row, ""] for row in sheet]
        elif by in KINDS:
            place = 2 if by == "need" and len(sheet[0]) > 1 and kind_of(sheet[0][1]) == "sex" else 1
            heading = str(KINDS[by])
            sheet = [[*row[:place], "" if number else heading, *row[place:]] for number, row in enumerate(sheet)]
        return Grid(sheet, is_bound=self.is_bound)

    def with_errors(self, refusal: NotRates) -> "Grid":
        """Return the grid with what is wrong in it."""
        return Grid(self.sheet, is_bound=True, wrong=refusal.wrong)

    def non_field_errors(self) -> list[str]:
        """Return what concerns no box; there is no such thing."""
        return []

    def __iter__(self) -> Iterator[Box]:
        return (box for row in self.boxes for box in row if box.errors)


def an_empty_band() -> str:
    """Write the band of all ages: what a new table starts with."""
    return ages_text(0, None)


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
