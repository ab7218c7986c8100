"""Whether the feed's answers follow each other without a hole. No database and no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """What one answer covers: the marks after one up to another, and the days of its changes."""

    after: int | None
    last: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Hole:
    """Marks that no answer told of, and the days between which they lie, as far as they are known."""

    after: int
    until: int
    since: date | None
    to: date | None


def holes(spans: Iterable[Span]) -> list[Hole]:
    """Return what lies between the answers, in whichever order they came; nothing is asked of what was before."""
    found: list[Hole] = []
    reached: int | None = None
    day: date | None = None
    for span in sorted(spans, key=lambda one: (one.last if one.after is None else one.after, one.last)):
        if reached is not None and span.after is not None and span.after > reached:
            found.append(Hole(reached, span.after, day, span.first_day))
        if reached is None or span.last >= reached:
            reached, day = span.last, span.last_day or day
    return found
