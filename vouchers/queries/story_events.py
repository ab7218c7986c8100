"""One event of a resident's time line."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

START = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class StoryEvent:
    """One thing that happened on a day, or will."""

    on: date
    what: str
    more: str = ""
    is_minor: bool = False
    at: datetime | None = None

    @property
    def order(self) -> tuple[date, datetime]:
        """By day, and within a day by moment; what has only a day comes before what has a moment."""
        return self.on, self.at or START
