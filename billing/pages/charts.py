"""What moved a sum since the month before, as bars that add up to the difference."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing import words
from billing.queries.runs import Moved
from pilot import formats
from pilot.calendar import Month
from pilot.charts import Bar, BarChart


def moved_chart(
    month: Month, before: Month, difference: int, parts: Sequence[Moved], *, entries_href: str = ""
) -> BarChart:
    """Draw what moved the sum since the run before; the heading states by how much."""
    by_cause = {part.cause: part for part in parts}
    bars = [_bar(by_cause[cause], entries_href) for cause in words.DIFFERENCES if cause in by_cause]
    return BarChart(
        id="moved",
        title=_title(month, before, difference),
        bars=bars,
        description="; ".join(f"{bar.label} {bar.text}" for bar in bars),
        name_heading=_("Cause"),
        value_heading=_("Euros"),
        sub=_("Sites that are paid; before what is carried over. A full bar adds, a hatched one takes away."),
        level=2,
    )


def _title(month: Month, before: Month, difference: int) -> str:
    names = {"month": formats.month(month), "before": formats.month(before)}
    if difference == 0:
        return _("{month} costs the same as {before}").format(**names)
    sums = names | {"sum": formats.money(abs(difference))}
    if difference > 0:
        return _("{month} costs {sum} more than {before}").format(**sums)
    return _("{month} costs {sum} less than {before}").format(**sums)


def _bar(part: Moved, entries_href: str) -> Bar:
    note = ngettext("%(number)s resident", "%(number)s residents", part.residents) % {
        "number": formats.number(part.residents)
    }
    href = f"{entries_href}?kind=corrections" if entries_href and part.cause == "corrections" else ""
    return Bar(
        label=str(words.DIFFERENCES[part.cause]),
        value=part.cents,
        text=formats.money(part.cents, sign=True),
        href=href,
        note=note,
    )
