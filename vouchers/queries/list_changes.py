"""Who joined or left a site's list since a look that a system took, told so that no change is lost and none told twice.

A look is what the database could see then (`pg_snapshot`), never a moment: see vouchers/sql/list_changes.sql.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from pilot.calendar import ONE_DAY
from pilot.models import Strand
from providers.models import Site
from vouchers import sql

# Before every change; residents are numbered from one.
FIRST = (0, date.min, "")


@dataclass(frozen=True)
class ListLook:
    """From which look on changes are asked for; on further pages also until which, and after which change."""

    since: str
    until: str | None = None
    after: tuple[int, date, str] = FIRST


@dataclass(frozen=True)
class ListChange:
    """Somebody joined or left: by list code alone, with the stretch on the list that begins or ends so."""

    resident: int
    list_code: str
    change: str
    day: date
    first_on: date
    last_on: date | None
    origin: str
    is_undone: bool


@dataclass(frozen=True)
class ListChanges:
    """One page of changes, and with what look to ask on."""

    changes: list[ListChange]
    next: ListLook
    has_more: bool


class LookFromElsewhere(Exception):
    """The look saw what this database has not come to: it was taken before the database was brought back."""


def list_look() -> ListLook:
    """Take a look: whatever becomes visible from now on is told to whoever asks with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return ListLook(cursor.fetchone()[0])


def list_changes(*, site: Site, strand: Strand, look: ListLook, most: int) -> ListChanges:
    """Return who joined or left the list since the look, at most so many; raises LookFromElsewhere."""
    resident, day, change = look.after
    params: dict[str, Any] = {
        "site": site.pk,
        "strand": strand.pk,
        "since": look.since,
        "until": look.until,
        "after_resident": resident,
        "after_day": day,
        "after_change": change,
        "most": most + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.text("list_changes"), params)
        rows = cursor.fetchall()
    until, is_from_elsewhere = rows[0][:2]
    if is_from_elsewhere:
        raise LookFromElsewhere
    found = [_change(*row[2:]) for row in rows if row[2] is not None]
    told = found[:most]
    if len(found) > most:
        last = told[-1]
        return ListChanges(told, ListLook(look.since, until, (last.resident, last.day, last.change)), has_more=True)
    return ListChanges(told, ListLook(until), has_more=False)


def _change(
    resident: int, code: str, change: str, day: date, first: date, until: date | None, origin: str, is_undone: bool
) -> ListChange:
    return ListChange(resident, code, change, day, first, until - ONE_DAY if until else None, origin, is_undone)
