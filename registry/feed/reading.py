"""Reads a file of the change feed as a whole: half a file, or another kind of one, is refused and nothing is kept.

The file holds one answer of the feed or a list of them in order, as JSON. The answer itself says up to which mark it
tells (`viimeisinKirjausavain`); from which one it was asked is known to whoever asked, and stands beside it as
`kysyttyKirjausavain`. Without that we cannot see whether anything is missing before it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pilot.calendar import helsinki_today
from pilot.identifiers import is_identity_code
from registry import errors
from registry.feed.facts import MATTERS, Unreadable, fact_of, parts_of

MOST_BYTES = 50_000_000
MOST_MARK = 2**62


@dataclass(frozen=True)
class Told:
    """One change: of whom, in which matter, and what we keep of it; `because` says why it cannot be read."""

    code: str
    told_on: date
    matter: str
    about: str
    groups: list[dict[str, Any]]
    because: str = ""


@dataclass(frozen=True)
class Answer:
    """What a file of the feed tells."""

    sha256: str
    after_mark: int | None
    last_mark: int
    is_up_to_date: bool
    told: list[Told]

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Return the days of the earliest and the latest change."""
        days = [one.told_on for one in self.told]
        return (min(days), max(days)) if days else (None, None)


def read(content: bytes) -> Answer:
    """Read a file; refuses one that is not whole, has no mark, or whose answers do not follow each other."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise errors.NotAFeedAnswer from error
    answers = found if isinstance(found, list) else [found]
    try:
        return _read(answers, hashlib.sha256(content).hexdigest())
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise errors.NotAFeedAnswer from error


def _read(answers: list[dict[str, Any]], sha256: str) -> Answer:
    marks = [_mark(answer["viimeisinKirjausavain"]) for answer in answers]
    after = answers[0].get("kysyttyKirjausavain")
    first = None if after is None else _mark(after)
    if marks != sorted(marks) or (first is not None and first > marks[0]):
        raise errors.FeedAnswersOutOfOrder
    told = [one for answer in answers for change in answer["muutokset"] for one in _told(change)]
    return Answer(sha256, first, marks[-1], bool(answers[-1]["ajanTasalla"]), told)


def _mark(value: object) -> int:
    mark = int(str(value))
    if not 0 <= mark <= MOST_MARK:
        raise ValueError(mark)
    return mark


def _told(change: dict[str, Any]) -> Iterator[Told]:
    """Yield what one change tells, a matter at a time; guardianships each pair, each home."""
    code, told_on = change["henkilotunnus"], _day(change["muutospv"])
    by_matter: dict[str, list[dict[str, Any]]] = {}
    for group in change["tietoryhmat"]:
        if group["tietoryhma"] in MATTERS:
            by_matter.setdefault(MATTERS[group["tietoryhma"]], []).append(group)
    of_nobody = "" if is_identity_code(code, allow_temporary=True) else "bad_identity_code"
    for matter, groups in by_matter.items():
        for part in parts_of(matter, groups):
            try:
                yield Told(code, told_on, matter, fact_of(matter, part).about, part, of_nobody)
            except Unreadable as unreadable:
                yield Told(code, told_on, matter, "", part, unreadable.because)


def _day(text: str) -> date:
    """Read the register's moment of a change, which may be a bare day."""
    if len(text) == len("2017-02-11"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return helsinki_today(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
