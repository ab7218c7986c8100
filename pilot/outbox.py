"""Outside effects (mail, work for a worker): promised in the commit of their cause, kept by a sweep.

The rows are the truth. Whoever sweeps claims one row at a time for a while (a lease), so that a killed sweeper loses
nothing; an effect may therefore happen twice, but never not at all. Celery only makes the sweep come sooner.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from pilot import emails
from pilot.celery import wake
from pilot.identifiers import names_identity_code
from pilot.models import OutboxMessage

Handler = Callable[..., datetime | None]

LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)

log = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register what brings about messages of a kind.

    It is called with the payload, and `here` when no worker may be relied on. It answers None when the effect has
    happened, or the moment at which to look again.
    """

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def put(kind: str, payload: dict[str, Any], *, key: str | None = None, due_at: datetime | None = None) -> OutboxMessage:
    """Promise an outside effect in the commit of its cause; the same key promises it once."""
    if not connection.in_atomic_block:
        raise RuntimeError("an effect is promised in the unit of work of its cause")
    if kind not in _handlers:
        raise ValueError(f"nobody brings about {kind!r}")
    values = {"kind": kind, "payload": payload, "due_at": due_at or timezone.now()}
    if key is None:
        message = OutboxMessage.objects.create(**values)
    else:
        message, _new = OutboxMessage.objects.get_or_create(key=key, defaults=values)
    _nudge_on_commit()
    return message


def put_each(kind: str, payloads: dict[str, dict[str, Any]]) -> None:
    """Promise many effects of one kind, each by its key, in one statement; a key that was promised before stays."""
    if not connection.in_atomic_block:
        raise RuntimeError("an effect is promised in the unit of work of its cause")
    if kind not in _handlers:
        raise ValueError(f"nobody brings about {kind!r}")
    due_at = timezone.now()
    rows = [OutboxMessage(kind=kind, key=key, payload=payload, due_at=due_at) for key, payload in payloads.items()]
    if rows:
        OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
        _nudge_on_commit()


def has_happened(key: str) -> None:
    """Keep, in the unit of work in which the effect came about, that it did: before the sweep gets to say so."""
    OutboxMessage.objects.filter(key=key, done_at__isnull=True).update(done_at=timezone.now(), error="")


def withdraw(keys: list[str]) -> list[str]:
    """Let promises lapse, and return the keys of those that have come about already, or may have.

    Whoever calls holds the row that their handler holds while it brings one about: a message that somebody has claimed
    then waits for the caller and comes to nothing, unless its lease is over, for then they were stopped at it.
    """
    rows = OutboxMessage.objects.filter(key__in=keys)
    begun = Q(done_at__isnull=False) | ~Q(error="") | Q(tries__gt=0, due_at__lte=timezone.now())
    known = [str(row.key) for row in rows.filter(begun).only("key")]
    rows.filter(done_at__isnull=True).update(done_at=timezone.now())
    return known


def put_email(*, to: str, subject: str, text: str, key: str | None = None) -> OutboxMessage:
    """Promise an e-mail. It says that there is something to read, never who one is: identity codes are refused."""
    if names_identity_code(f"{subject}\n{text}"):
        raise ValueError("an e-mail never holds an identity code")
    return put("email", {"to": to, "subject": subject, "text": text}, key=key)


def sweep(*, here: bool = False) -> int:
    """Bring about every message that is due and return how many were looked at.

    With `here`, jobs run in this process too, one after the other; so it is done in tests and without a worker.
    """
    count = 0
    while message := _claim():
        _deliver(message, here=here)
        count += 1
    return count


@transaction.atomic
def _claim() -> OutboxMessage | None:
    now = timezone.now()
    due = OutboxMessage.objects.filter(done_at__isnull=True, due_at__lte=now).order_by("due_at", "pk")
    message = due.select_for_update(skip_locked=True).first()
    if message:
        message.due_at = now + LEASE
        message.tries += 1
        message.save(update_fields=["due_at", "tries"])
    return message


def _deliver(message: OutboxMessage, *, here: bool) -> None:
    row = OutboxMessage.objects.filter(pk=message.pk, done_at__isnull=True)
    try:
        again_at = _handlers[message.kind](message.payload, here=here)
    except Exception as error:
        # The text of an error may hold what was sent to whom; its name never does.
        log.warning("outbox_message_failed", extra={"outbox_message": message.pk, "error": type(error).__name__})
        wait = min(LONGEST_WAIT, timedelta(seconds=30) * 2 ** min(message.tries, 12))
        row.update(due_at=timezone.now() + wait, error=type(error).__name__)
    else:
        if again_at is None:
            row.update(done_at=timezone.now(), error="")
        else:
            # Waiting is not failing: the tries count failures only.
            row.update(due_at=again_at, tries=F("tries") - 1)


@handler("email")
def _send(payload: dict[str, Any], *, here: bool) -> None:
    emails.send(to=payload["to"], subject=payload["subject"], text=payload["text"])


def _nudge_on_commit() -> None:
    if not any(entry[1] is _nudge for entry in connection.run_on_commit):
        transaction.on_commit(_nudge, robust=True)


def _nudge() -> None:
    """Ask a worker to sweep now; if nobody can be asked, the sweep of the next minute does it."""
    wake("sweep_outbox", expires=60)
