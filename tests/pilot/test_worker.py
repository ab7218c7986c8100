"""A real worker process: wakened by a commit, killed, forgotten by the broker."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from redis import Redis

from pilot import jobs, outbox
from pilot.models import Job, OutboxMessage
from tests.people import AT
from tests.pilot import slow_jobs  # noqa: F401

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def a_worker():
    command = [sys.executable, "-m", "celery", "--app", "pilot.celery", "worker", "--pool", "solo", "--without-gossip"]
    process = subprocess.Popen(
        [*command, "--include", "tests.pilot.slow_jobs"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(row: Job, condition, seconds: float = 60) -> None:
    """Look at the row until the condition holds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        row.refresh_from_db()
        if condition(row):
            return
        time.sleep(0.2)
    pytest.fail(f"job is {row.state}, {row.done} of {row.total}, tried {row.tries} times")


def is_done(row: Job) -> bool:
    return row.state == Job.State.DONE


def forget_everything(redis: Redis) -> None:
    # Only what Celery keeps: other tests of this run use the same Redis.
    redis.delete("celery", "unacked", "unacked_index")


@pytest.fixture
def broker(committed_db):
    redis = Redis.from_url(settings.REDIS_URL)
    forget_everything(redis)
    yield redis
    forget_everything(redis)
    redis.close()


def test_a_killed_workers_job_goes_on_elsewhere(broker):
    row = jobs.start("test_count", by=None, at=AT, params={"to": 40})
    with a_worker() as first:
        wait_for(row, lambda row: row.done >= 5)
        first.send_signal(signal.SIGKILL)
        first.wait()
    reached = Job.objects.get(pk=row.pk).done
    # Time passes: the heart has stopped, and the next look is due.
    Job.objects.update(heartbeat_at=timezone.now() - 2 * jobs.SILENCE)
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    with a_worker():
        outbox.sweep()
        wait_for(row, is_done)

    assert 5 <= reached <= 40
    assert (row.done, row.tries) == (40, 2)


def test_a_broker_that_forgets_everything_loses_nothing_and_a_commit_wakes_a_worker(broker):
    forgotten = jobs.start("test_count", by=None, at=AT, params={"to": 3})
    outbox.sweep()
    forget_everything(broker)
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    with a_worker():
        outbox.sweep()
        wait_for(forgotten, is_done)
        woken = jobs.start("test_count", by=None, at=AT, params={"to": 3})
        wait_for(woken, is_done)

    assert (woken.done, woken.result) == (3, {"tries": 1})
