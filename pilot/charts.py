"""Drawings of numbers as SVG geometry: bars that add or take away, and how full a list is.

Python counts the places, the templates draw them; every drawing has its numbers in words or in a table beside it.
Series over time belong to `evaluation`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

WIDTH = 480
ROW = 34
BAR = 22
TOP = 8
# About how wide a bold letter of 14 units is, and how much room the figure beside a bar needs.
LETTER = 7.6
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

    width = WIDTH

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.bars)

    @property
    def axis_height(self) -> int:
        return self.height - 2

    @cached_property
    def names_width(self) -> float:
        longest = max((len(bar.label) for bar in self.bars), default=0)
        return min(longest * LETTER + GAP, WIDTH / 2)

    @cached_property
    def scale(self) -> float:
        """Return how many units of paper one unit of value takes."""
        room = WIDTH - self.names_width - FIGURE - (FIGURE if self._least else 0)
        return room / ((self._most - self._least) or 1)

    @cached_property
    def axis(self) -> float:
        """Return where zero stands."""
        before = FIGURE - self._least * self.scale if self._least else 0
        return round(self.names_width + before, 1)

    @property
    def drawn(self) -> list[DrawnBar]:
        """Return the bars with their places."""
        return [self._draw(place, bar) for place, bar in enumerate(self.bars)]

    @property
    def _most(self) -> int:
        return max((bar.value for bar in self.bars if bar.value > 0), default=0)

    @property
    def _least(self) -> int:
        return min((bar.value for bar in self.bars if bar.value < 0), default=0)

    def _draw(self, place: int, bar: Bar) -> DrawnBar:
        width = round(abs(bar.value) * self.scale, 1)
        y = TOP + place * ROW
        minus = bar.value < 0
        x = self.axis - width if minus else self.axis
        text_x = x - GAP if minus else x + width + GAP
        hatch = _hatch(x, y, width) if minus else ""
        return DrawnBar(bar, round(x, 1), y, width, round(text_x, 1), y + 16, hatch)


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
