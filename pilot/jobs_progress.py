"""How far a job is, written at once and apart from the job's own units of work; and the sign that its worker lives.

A thread with a connection of its own writes what `advance` said, so that a page sees the progress of work that has
not committed yet, and so that a heartbeat goes on while one long statement runs.
"""

import logging
import threading
from datetime import timedelta
from typing import Any

from django.db import Error, connection
from django.utils import timezone

from pilot.models import Job

HEARTBEAT = timedelta(seconds=10)
SHOWN_EVERY = 0.5

log = logging.getLogger(__name__)


class Superseded(Exception):
    """The job was given to another worker; this one stops."""


class Progress:
    """Where the job says how far it is."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.version = job.version
        self.done, self.total, self.message = job.done, job.total, job.message
        self._written = self._said()
        self._beaten_at = timezone.now()
        self._lost = False
        self._stop = threading.Event()
        # Inside somebody's unit of work nobody else sees the job yet, so there is nobody to show it to.
        self._thread = None if connection.in_atomic_block else threading.Thread(target=self._beat, daemon=True)

    def advance(self, done: int, *, total: int | None = None, message: str | None = None) -> None:
        """Say how much is done, of how much, and what is happening; raises when the job is another worker's now."""
        self.done = done
        self.total = self.total if total is None else total
        self.message = self.message if message is None else str(message)[:200]
        if self._thread is None and self._said() != self._written:
            self._lost = not self.write(heartbeat_at=timezone.now())
        if self._lost:
            raise Superseded

    def write(self, **fields: Any) -> bool:
        """Write on the job's row, and tell whether it was still this worker's."""
        said = self._said()
        rows = Job.objects.filter(pk=self.job_id, version=self.version, state=Job.State.RUNNING)
        done, total, message = said
        is_ours = rows.update(done=done, total=total, message=message, **fields) == 1
        self._written = said
        return is_ours

    def __enter__(self) -> "Progress":
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _said(self) -> tuple[int, int, str]:
        return self.done, self.total, self.message

    def _beat(self) -> None:
        try:
            while not self._stop.wait(SHOWN_EVERY):
                self._show()
        finally:
            connection.close()

    def _show(self) -> None:
        now = timezone.now()
        if self._said() == self._written and now - self._beaten_at < HEARTBEAT:
            return
        try:
            self._lost = not self.write(heartbeat_at=now)
            self._beaten_at = now
        except Error as error:
            # A beat may fail while the database restarts; the next one is soon. A closed connection is opened again.
            log.warning("heartbeat_failed", extra={"job": self.job_id, "error": type(error).__name__})
            connection.close()
