"""The change that brought a correction: what it was, who did it, when and through which channel; and every other one.

A correction keeps its change as `table:id`: the deed that was recorded, or the row of history that no deed wrote.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from billing import words
from billing.change_words import ROWS, Names, channel, sentence
from billing.models import Entry
from billing.month import causes
from billing.month import computing as months
from pilot.models import Area, AuditEvent
from providers.models import Site
from registry.models import Protection, Residence

DEED = AuditEvent._meta.db_table
# Whatever the run that wrote the entry could see; its own unit of work too, which a replay shares with the deeds.
SEEN = "(pg_visible_in_snapshot({xid}, %(snapshot)s::pg_snapshot) OR {xid} = %(own)s::xid8)"


@dataclass(frozen=True)
class Change:
    """A change as a page tells it."""

    change: str
    cause: str
    what: str
    at: datetime | None
    by: str = ""
    channel: str = ""
    reason: str = ""
    rate_table: int | None = None


def changes_of(entry: Entry, *, brief: bool) -> list[Change]:
    """Return the change that the entry names, and after it all others that touched the resident between the two runs.

    Brief ones say nothing of places, sites and people; of a resident under non-disclosure all are brief.
    """
    if not entry.change:
        return []
    found = {entry.change: entry.cause} | {change: cause for cause, change in _touching(entry)}
    brief = brief or Protection.objects.filter(resident=entry.resident_id).exists()
    return list(_told(found, pilot_id=entry.run.strand.pilot_id, brief=brief).values())


def briefly(named: Collection[tuple[str, str]], *, pilot_id: int) -> dict[str, Change]:
    """Return changes by their name, each in few words, for a statement; given with their causes."""
    return _told({change: cause for change, cause in named if change}, pilot_id=pilot_id, brief=True)


def _touching(entry: Entry) -> list[tuple[str, str]]:
    """Ask what the freeze asked, of one resident."""
    if entry.run.previous_id is None:
        return []
    params: dict[str, Any] = causes.parameters() | {
        "previous": entry.run.previous_id,
        "strand": entry.run.strand_id,
        "snapshot": entry.run.snapshot,
        "own": str(entry.run.frozen_xid),
        "resident": entry.resident_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {months.changes_text(seen=SEEN)} SELECT cause, change FROM found"  # noqa: S608 - a text of our own
            " WHERE resident_id = %(resident)s OR resident_id IS NULL ORDER BY rank, change DESC",
            params,
        )
        return cursor.fetchall()


def _told(found: dict[str, str], *, pilot_id: int, brief: bool) -> dict[str, Change]:
    ids = [int(change.partition(":")[2]) for change in found if change.startswith(f"{DEED}:")]
    events = AuditEvent.objects.in_bulk(ids) if ids else {}
    names = None if brief or not events else _names(events.values(), pilot_id)
    told = {}
    for change, cause in found.items():
        table, _, number = change.partition(":")
        event = events.get(int(number)) if table == DEED else None
        told[change] = _of_deed(change, cause, event, names) if event else _of_row(change, cause, table)
    return told


def _of_deed(change: str, cause: str, event: AuditEvent, names: Names | None) -> Change:
    return Change(
        change=change,
        cause=words.cause(cause),
        what=sentence(event, names),
        at=event.at,
        by=event.by_label if names and event.by_id else "",
        channel=channel(event.channel),
        reason=event.reason if names else "",
        rate_table=int(event.subject_id) if names and event.subject_kind == "rate_table" else None,
    )


def _of_row(change: str, cause: str, table: str) -> Change:
    return Change(change=change, cause=words.cause(cause), what=str(ROWS.get(table, table)), at=None)


def _names(events: Iterable[AuditEvent], pilot_id: int) -> Names:
    events = list(events)
    sites = {event.facts.get("site") for event in events}
    sites |= {int(event.subject_id) for event in events if event.subject_kind == "site"}
    return Names(
        areas={area.code: area.name for area in Area.objects.filter(pilot=pilot_id)},
        sites={site.pk: site.name for site in Site.objects.filter(pk__in=sites - {None})},
        moved_from=_moved_from([event.facts for event in events if event.kind == "move_recorded"]),
    )


def _moved_from(facts: Iterable[dict[str, Any]]) -> dict[int, str]:
    """Return from which area each move led, as the register tells it now."""
    moves = Residence.objects.in_bulk([fact["residence"] for fact in facts])
    found = {}
    for pk, move in moves.items():
        earlier = Residence.objects.filter(
            resident=move.resident_id, moved_on__lt=move.moved_on, cancelled_at__isnull=True, area__isnull=False
        )
        before = earlier.select_related("area").order_by("-moved_on", "-pk").first()
        found[pk] = before.area.name if before and before.area else ""
    return found
