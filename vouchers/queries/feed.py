"""How far a pilot's register is known, for those who pay by the lists and ask the register nothing themselves."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from pilot.calendar import Month
from pilot.models import Pilot, User
from registry import queries as registry_queries
from registry.models import RegisterChange
from registry.queries import FeedState


@dataclass(frozen=True)
class PutOff:
    """What somebody put off for a month in one deed: why, how many changes of which matter, how many still in doubt."""

    reason: str
    by: User
    at: datetime
    matters: Counter[str] = field(default_factory=Counter)
    left: int = 0

    @property
    def changes(self) -> int:
        return self.matters.total()

    @property
    def named(self) -> str:
        """Name the matters with their numbers, in the reader's language."""
        matter = RegisterChange.Matter
        return ", ".join(f"{matter(name).label} {number}" for name, number in sorted(self.matters.items()))


def feed_that_waits(pilot_id: int, on: date) -> FeedState | None:
    """Return how the pilot's change feed stands, where the register may know more than the lists do."""
    states = registry_queries.feed_states(Pilot.objects.filter(pk=pilot_id), on)
    return next((state for state in states if state.needs_somebody), None)


def changes_waiting(pilot_id: int) -> int:
    """Count the register's changes that wait for their job, and that lists and months do not know of."""
    return registry_queries.changes_waiting(pilot_id)


def doubts_stopping(pilot_id: int, month: Month) -> int:
    """Count the changes in doubt that came before the month's end and nobody put off for it."""
    return registry_queries.doubts_that_stop(pilot_id, month).count()


def has_put_off(pilot_id: int, month: Month, user: User) -> bool:
    """Tell whether this person put off for the month what is in doubt still."""
    own = registry_queries.put_off_for(pilot_id, month).filter(put_off_by=user)
    return own.filter(change__outcome=RegisterChange.Outcome.DOUBT).exists()


def put_off_for(pilot_id: int, month: Month, *, known_at: datetime | None = None) -> list[PutOff]:
    """Return what was put off for the month, a deed each; of a frozen month what was before it looked."""
    rows = registry_queries.put_off_for(pilot_id, month)
    found: dict[tuple[str, User, datetime], list[RegisterChange]] = {}
    for row in rows.filter(put_off_at__lte=known_at) if known_at else rows:
        found.setdefault((row.reason, row.put_off_by, row.put_off_at), []).append(row.change)
    return [
        PutOff(
            *deed,
            matters=Counter(change.matter for change in changes),
            left=sum(change.outcome == RegisterChange.Outcome.DOUBT for change in changes),
        )
        for deed, changes in found.items()
    ]
