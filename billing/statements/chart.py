"""The statement's one chart: what was paid month by month, as SVG whose bars stand above its table's columns.

The printed sheet has its own geometry and no style sheet reaches into its drawings, so the charts of the pages are not
used here.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilot import formats
from pilot.calendar import Month

# Tenths of a millimetre: the sheet's 170 mm, less the 26 mm that the row headings of the table take.
LEFT, RIGHT, TOP, BASE = 260, 1700, 14, 339
LEVELS = 3

SVG = (
    '<svg class="chart" viewBox="0 0 1700 340" font-family="Source Sans 3" role="img"><title>{title}</title>'
    '{levels}{bars}<path d="M260 339H1700" stroke="#212121" stroke-width="2"/></svg>'
)
LEVEL = (
    '<path d="M260 {y}H1700" stroke="#d5d9dc" stroke-width="2"/>'
    '<text x="236" y="{text_y}" text-anchor="end" font-size="29.6" fill="#5f686d">{label}</text>'
)
BAR = '<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>'


def paid_by_month(figures: Sequence[tuple[Month, int]], *, accent: str) -> SafeString:
    """Draw one bar a month, the last in the accent; with fewer than two months there is nothing to draw."""
    highest = max((cents for _month, cents in figures), default=0)
    if len(figures) < 2 or highest <= 0:
        return SafeString("")
    step = _step(highest)
    top = -(-highest // step) * step
    levels = format_html_join("", LEVEL, (_level(cents, top) for cents in range(step, top + 1, step)))
    bars = format_html_join("", BAR, (_bar(place, figures, top, accent) for place in range(len(figures))))
    return format_html(SVG, title=_title(figures), levels=levels, bars=bars)


def _step(highest: int) -> int:
    """Return the round sum, 1, 2 or 5 times a power of ten of euros, that needs at most so many levels."""
    step = 100
    while step * LEVELS < highest:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step


def _level(cents: int, top: int) -> dict[str, object]:
    y = _height(cents, top)
    return {"y": y, "text_y": y + 10, "label": formats.number(cents // 100) + f"{formats.NBSP}€"}


def _bar(place: int, figures: Sequence[tuple[Month, int]], top: int, accent: str) -> dict[str, object]:
    column = (RIGHT - LEFT) // len(figures)
    width = min(84, column * 7 // 10)
    y = _height(max(0, figures[place][1]), top)
    # The bar ends where the figures of its column end.
    x = RIGHT - (len(figures) - 1 - place) * column - width
    fill = accent if place == len(figures) - 1 else "#a5acb1"
    return {"x": x, "y": y, "width": width, "height": BASE - y, "fill": fill}


def _height(cents: int, top: int) -> int:
    return BASE - (BASE - TOP) * cents // top


def _title(figures: Sequence[tuple[Month, int]]) -> str:
    (first, first_cents), (last, last_cents) = figures[0], figures[-1]
    return _(
        "Bar chart: paid by month, from {first} ({first_euros}) to {last} ({last_euros}). "
        "The figures are in the table that follows."
    ).format(
        first=formats.month(first),
        first_euros=formats.money(first_cents),
        last=formats.month(last),
        last_euros=formats.money(last_cents),
    )
