"""Long work as rows: started in the commit of its cause, run by whoever is woken, once at a time, with progress.

An app registers its kinds in tasks.py with `@job`. The work goes through actions with units of work of their own and
must be able to begin again where it was cut off. Every claim raises the row's version, so that a message delivered
twice does nothing and a worker that was believed dead can no longer write.
"""

import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot import audit, formats, outbox
from pilot.calendar import Month, helsinki_today
from pilot.celery import wake
from pilot.errors import Refused
from pilot.jobs_progress import HEARTBEAT, Progress, Superseded
from pilot.models import Document, Job, Pilot, User
from pilot.permissions import Permission

Work = Callable[[Job, Progress], "dict[str, Any] | Document | None"]

MOST_TRIES = 3
# A worker that misses this many heartbeats is dead.
SILENCE = 6 * HEARTBEAT
LOOK_AGAIN = timedelta(minutes=1)
# And one that misses these many is told of, so that nobody looks at a bar that stands still and wonders.
SILENCE_TOLD = 3 * HEARTBEAT
# What a second try may cure. Anything else would fail the same way again.
PASSING = (OperationalError, InterfaceError, ConnectionError, TimeoutError, SoftTimeLimitExceeded)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of job is called, and what it does."""

    name: str
    label: str | Promise
    work: Work
    # Who may start a failed one again: whoever may order it. None means only the calendar and commands do.
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A periodic job that the calendar asks for; its key names the period, so that it starts once."""

    kind: str
    key: str
    params: dict[str, Any] = field(default_factory=dict)
    pilot: Pilot | None = None


class UnknownKind(LookupError):
    """No app registered this kind of job."""


class JobHasNotFailed(Refused):
    """Only a failed job is started again."""

    code = "job_has_not_failed"
    text = _("Only a job that has failed can be started again.")


_kinds: dict[str, Kind] = {}
_calendars: list[Callable[[date], Iterable[Due]]] = []


def job(kind: str, *, label: str | Promise, permission: Permission | None = None) -> Callable[[Work], Work]:
    """Register the work of a kind: a function of the job and its progress that returns facts, a document or nothing.

    A fact called `href` is where the job's page leads on to, and one called `said` what it says of how the work ended.
    Whoever holds the permission starts a failed job again.
    """

    def register(work: Work) -> Work:
        if kind in _kinds:
            raise ValueError(f"job {kind!r} is registered already")
        _kinds[kind] = Kind(kind, label, work, permission)
        return work

    return register


def calendar(function: Callable[[date], Iterable[Due]]) -> Callable[[date], Iterable[Due]]:
    """Register a function that tells which periodic jobs are due by the Helsinki day."""
    _calendars.append(function)
    return function


def is_silent(row: Job, now: datetime) -> bool:
    """Tell whether the job's worker has not been heard of for a while; another takes the job over by itself."""
    return row.state == Job.State.RUNNING and row.heartbeat_at is not None and row.heartbeat_at < now - SILENCE_TOLD


def label_of(kind: str) -> str:
    """Return what people call the kind."""
    return str(_kinds[kind].label) if kind in _kinds else kind


def name_of(row: Job) -> str:
    """Return what people call the job: its kind, and the month that it is about."""
    month = row.params.get("month")
    return f"{label_of(row.kind)}, {formats.month(Month.parse(month))}" if month else label_of(row.kind)


def permission_of(kind: str) -> Permission | None:
    """Return what somebody has to be allowed to start a failed job of the kind again."""
    return _kinds[kind].permission if kind in _kinds else None


@transaction.atomic
def start(
    kind: str,
    *,
    by: User | None,
    at: datetime,
    params: dict[str, Any] | None = None,
    pilot: Pilot | None = None,
    key: str | None = None,
    total: int = 0,
    channel: str = "online",
) -> Job:
    """Start a job in the commit of its cause and record it; the same key starts once and returns the first job."""
    if kind not in _kinds:
        raise UnknownKind(kind)
    values = {"kind": kind, "params": params or {}, "pilot": pilot, "total": total, "started_by": by}
    is_new = True
    if key is None:
        row = Job.objects.create(**values)
    else:
        row, is_new = Job.objects.get_or_create(key=key, defaults=values)
    if is_new:
        _promise(row)
        _record("job_started", row, by=by, at=at, channel=channel if by else "system")
    return row


@transaction.atomic
def restart(row: Job, *, by: User, at: datetime, channel: str = "online") -> Job:
    """Start a failed job again and record it; what it had finished stays finished.

    From now on it is done in the name of whoever starts it: what one person may not do is not done by another's order.
    """
    row = Job.objects.select_for_update(of=["self"]).get(pk=row.pk)
    if row.state != Job.State.FAILED:
        raise JobHasNotFailed
    row.state, row.ended_at, row.heartbeat_at, row.tries, row.error = Job.State.WAITING, None, None, 0, ""
    row.started_by = by
    row.version += 1
    row.save(update_fields=["state", "ended_at", "heartbeat_at", "tries", "error", "started_by", "version"])
    _promise(row)
    _record("job_restarted", row, by=by, at=at, channel=channel)
    return row


def start_due(*, at: datetime) -> list[Job]:
    """Start every periodic job that the calendar asks for and that its period does not have yet."""
    day = helsinki_today(at)
    return [
        start(due.kind, by=None, at=at, params=due.params, pilot=due.pilot, key=due.key)
        for function in _calendars
        for due in function(day)
    ]


def run(job_id: int, version: int) -> None:
    """Do the work of a job, unless this version of it is being done, is done, or has been overtaken."""
    row = _claim(job_id, version)
    if row is None:
        return
    with translation.override(_language_of(row)), Progress(row) as progress:
        outcome = _work(row, progress)
    if outcome and not progress.write(**outcome):
        log.warning("job_overtaken", extra={"job": row.pk})


@transaction.atomic
def _claim(job_id: int, version: int) -> Job | None:
    row = Job.objects.select_for_update(of=["self"]).filter(pk=job_id, version=version).first()
    now = timezone.now()
    if row is None or row.ended_at or not _wants_a_worker(row, now):
        return None
    if row.tries >= MOST_TRIES:
        _park(row, now)
        return None
    row.state, row.heartbeat_at = Job.State.RUNNING, now
    row.tries += 1
    row.version += 1
    row.save(update_fields=["state", "heartbeat_at", "tries", "version"])
    return row


def _wants_a_worker(row: Job, now: datetime) -> bool:
    return row.state == Job.State.WAITING or row.heartbeat_at is None or row.heartbeat_at < now - SILENCE


def _park(row: Job, now: datetime) -> None:
    with translation.override(_language_of(row)):
        row.error = str(_("The work was interrupted several times."))
    row.state, row.ended_at = Job.State.FAILED, now
    row.save(update_fields=["state", "ended_at", "error"])


def _work(row: Job, progress: Progress) -> dict[str, Any]:
    """Do the work and return what to write on the row about how it ended."""
    try:
        result = _kinds[row.kind].work(row, progress)
    except Superseded:
        return {}
    except Refused as refusal:
        return _failed(refusal.message, refusal)
    except PASSING as error:
        if row.tries < MOST_TRIES:
            log.warning("job_interrupted", extra={"job": row.pk, "error": type(error).__name__})
            return {"state": Job.State.WAITING, "heartbeat_at": None}
        return _failed(_("The work was interrupted several times."), error)
    except Exception as error:
        # Where it happened, but not what the error says: that may hold somebody's data.
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("job_failed", extra={"job": row.pk, "error": type(error).__name__, "where": where})
        return _failed(_("The program failed."), error)
    ended = {"state": Job.State.DONE, "ended_at": timezone.now(), "error": ""}
    if isinstance(result, Document):
        return ended | {"document": result}
    return ended | {"result": result or {}}


def _failed(text: str | Promise, error: Exception) -> dict[str, Any]:
    # Only texts written for people: what an exception says of itself may hold personal data.
    code = error.code if isinstance(error, Refused) else type(error).__name__
    return {
        "state": Job.State.FAILED,
        "ended_at": timezone.now(),
        "error": str(text)[:200],
        "result": {"code": code},
    }


def _language_of(row: Job) -> str:
    return row.started_by.language if row.started_by else settings.LANGUAGE_CODE


def _promise(row: Job) -> None:
    outbox.put("job", {"job": row.pk}, key=f"job/{row.pk}/{row.version}")


@outbox.handler("job")
def _wake(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Wake a worker for the job, again each minute until the job has ended: the broker may forget everything."""
    row = Job.objects.filter(pk=payload["job"], ended_at__isnull=True).first()
    if row is None:
        return None
    now = timezone.now()
    if here:
        run(row.pk, row.version)
        return None if Job.objects.get(pk=row.pk).ended_at else now + LOOK_AGAIN
    if _wants_a_worker(row, now):
        wake("run_job", row.pk, row.version)
    return now + LOOK_AGAIN


def _record(kind: str, row: Job, *, by: User | None, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("job", row.pk),
        pilot_code=row.pilot.code if row.pilot else "",
        facts={"kind": row.kind},
    )
