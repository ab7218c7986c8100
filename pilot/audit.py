"""The one recorder of what was done.

Every action that changes state records exactly one event in its own unit of work. Kinds are `noun_verb_past`. Facts
hold ids and figures that matter, never names, identity codes or addresses.
"""

from datetime import datetime
from typing import Any

from django.db import connection

from pilot.models import AuditEvent, User
from pilot.spelt import insert

SYSTEM = "system"


def record(
    kind: str,
    *,
    by: User | None,
    at: datetime,
    channel: str,
    subject: tuple[str, object],
    pilot_code: str = "",
    on_behalf_of: str = "",
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> AuditEvent:
    """Record that somebody did something to the subject (its kind and id); `by` is None for the system itself."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded in the unit of work of its deed")
    subject_kind, subject_id = subject
    event = AuditEvent(
        kind=kind,
        at=at,
        by_id=by.pk if by else None,
        by_label=label_of(by),
        on_behalf_of=on_behalf_of,
        channel=channel,
        pilot_code=pilot_code,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        reason=reason,
        facts=facts or {},
    )
    insert(event)
    return event


def label_of(by: User | None) -> str:
    """Return how events name the actor."""
    # Residents log in without an e-mail address, and events never hold their names.
    return SYSTEM if by is None else (by.email or f"user {by.pk}")


def record_each(
    kind: str, *, by: User | None, at: datetime, channel: str, pilot_code: str, subjects_sql: str, params: dict
) -> int:
    """Record one event for each row of a query that gives `subject_kind, subject_id, facts`, and return their number.

    For deeds done to many at once, where a loop over people would not scale.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pilot_auditevent (kind, at, by_id, by_label, on_behalf_of, channel, pilot_code,"  # noqa: S608 - queries of our own
            " subject_kind, subject_id, reason, facts)"
            " SELECT %(event_kind)s, %(event_at)s, %(event_by)s, %(event_label)s, '', %(event_channel)s,"
            " %(event_pilot)s, s.subject_kind, s.subject_id::text, '', s.facts"
            f" FROM ({subjects_sql}) AS s (subject_kind, subject_id, facts)",
            params
            | {
                "event_kind": kind,
                "event_at": at,
                "event_by": by.pk if by else None,
                "event_label": label_of(by),
                "event_channel": channel,
                "event_pilot": pilot_code,
            },
        )
        return cursor.rowcount
