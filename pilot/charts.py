"""Drawings of numbers as SVG geometry: bars that add or take away, and how full a list is.

Python counts the places, the templates draw them; every drawing has its numbers in words or in a table beside it.
Series over time belong to `evaluation`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

WIDTH = 480
ROW = 34
# On a phone the paper is as wide as the screen, or its letters would be too small: each name stands above its bar.
NARROW_WIDTH = 320
NARROW_ROW = 54
NAME = 20
BAR = 22
TOP = 8
# About how wide a bold letter of 14 units and a sign of a figure are, and how much room a figure takes at least.
LETTER = 7.6
DIGIT = 7.2
FIGURE = 86
GAP = 7
HATCH = 7
MOST_CELLS = 120


@dataclass(frozen=True)
class Bar:
    """One named number; `text` is the number as people read it, `href` what it is made of."""

    label: str
    value: int
    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class DrawnBar:
    """A bar with its place on the paper."""

    bar: Bar
    x: float
    y: int
    width: float
    name_y: int
    text_x: float
    text_y: int
    hatch: str

    @property
    def is_minus(self) -> bool:
        return self.bar.value < 0


@dataclass(frozen=True)
class BarChart:
    """Bars beside each other's names: full ones add, hatched ones take away.

    The title states what is seen; the description says the numbers for those who do not see it.
    """

    id: str
    title: str
    bars: Sequence[Bar]
    description: str
    name_heading: str
    value_heading: str
    sub: str = ""
    source: str = ""
    level: int = 3
    is_narrow: bool = False

    @property
    def narrow(self) -> "BarChart":
        """Return the same on the paper of a phone."""
        return replace(self, id=f"{self.id}-narrow", is_narrow=True)

    @property
    def width(self) -> int:
        return NARROW_WIDTH if self.is_narrow else WIDTH

    @property
    def height(self) -> int:
        return TOP + self._row * len(self.bars)

    @property
    def axis_path(self) -> str:
        """Return the line of zero: through all bars, or beside each where names stand between them."""
        if not self.is_narrow:
            return f"M{self.axis} 0V{self.height - 2}"
        return "".join(f"M{self.axis} {drawn.y - 3}V{drawn.y + BAR + 3}" for drawn in self.drawn)

    @cached_property
    def names_width(self) -> float:
        if self.is_narrow:
            return 1
        longest = max((len(bar.label) for bar in self.bars), default=0)
        return min(longest * LETTER + GAP, WIDTH / 2)

    @cached_property
    def figure_width(self) -> float:
        longest = max((len(bar.text) for bar in self.bars), default=0)
        return max(FIGURE, longest * DIGIT + GAP)

    @cached_property
    def scale(self) -> float:
        """Return how many units of paper one unit of value takes."""
        room = self.width - self.names_width - self.figure_width * (2 if self._least else 1)
        return max(room, 0) / ((self._most - self._least) or 1)

    @cached_property
    def axis(self) -> float:
        """Return where zero stands."""
        before = self.figure_width - self._least * self.scale if self._least else 0
        return round(self.names_width + before, 1)

    @property
    def drawn(self) -> list[DrawnBar]:
        """Return the bars with their places."""
        return [self._draw(place, bar) for place, bar in enumerate(self.bars)]

    @property
    def _row(self) -> int:
        return NARROW_ROW if self.is_narrow else ROW

    @property
    def _most(self) -> int:
        return max((bar.value for bar in self.bars if bar.value > 0), default=0)

    @property
    def _least(self) -> int:
        return min((bar.value for bar in self.bars if bar.value < 0), default=0)

    def _draw(self, place: int, bar: Bar) -> DrawnBar:
        width = round(abs(bar.value) * self.scale, 1)
        top = TOP + place * self._row
        y = top + NAME if self.is_narrow else top
        minus = bar.value < 0
        x = self.axis - width if minus else self.axis
        text_x = x - GAP if minus else x + width + GAP
        hatch = _hatch(x, y, width) if minus else ""
        name_y = top + 12 if self.is_narrow else y + 16
        return DrawnBar(bar, round(x, 1), y, width, name_y, round(text_x, 1), y + 16, hatch)


def _hatch(x: float, y: int, width: float) -> str:
    """Return the path of slanted strokes inside a bar."""
    strokes = []
    start = x + 3
    while start < x + width - 1:
        reach = min(9.0, x + width - start)
        strokes.append(f"M{start:.1f} {y + BAR - 1}l{reach:.1f} {-(BAR - 2) * reach / 9:.1f}")
        start += HATCH
    return "".join(strokes)


@dataclass(frozen=True)
class Meter:
    """How full a list is: those on it, those coming, those held for somebody, and its cap."""

    id: str
    on: int
    cap: int
    coming: int = 0
    held: int = 0

    @property
    def taken(self) -> int:
        return self.on + self.coming + self.held

    @property
    def free(self) -> int:
        return max(self.cap - self.taken, 0)

    @property
    def width(self) -> int:
        return max(self.cap, self.taken, 1)

    @property
    def coming_x(self) -> int:
        return self.on

    @property
    def held_x(self) -> int:
        return self.on + self.coming

    @property
    def cells(self) -> str:
        """Return the path that parts the places, while there are few enough to be seen."""
        if self.width > MOST_CELLS:
            return ""
        return "".join(f"M{place} 0V10" for place in range(1, self.taken))

    @property
    def free_cells(self) -> str:
        if self.width > MOST_CELLS:
            return ""
        return "".join(f"M{place} 0V10" for place in range(self.taken + 1, self.width))
