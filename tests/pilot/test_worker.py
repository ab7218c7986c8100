"""A real worker process: wakened by a commit, killed in the middle, forgotten by the broker, told twice.

The work is what staff give on pages: a file of the change feed, whose changes are kept one by one, and a file of
invitations, which is kept as a whole or not at all.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from redis import Redis

from pilot import jobs, outbox
from pilot.identifiers import make_identity_code
from pilot.models import AuditEvent, Job, OutboxMessage
from pilot.periods import since
from pilot.tasks import run_job
from registry.models import FeedAnswer, RegisterChange, Resident
from tests.people import a_member, log_in
from tests.registry.feed.made import answer, change, died
from tests.vouchers.cast import a_resident, a_strand, an_area
from vouchers.models import Invitation, InvitationFile, Letter

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
DAY = date(2017, 3, 10)
PEOPLE = 5
WAITS_FOR_US = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
)


@contextmanager
def a_worker():
    command = [sys.executable, "-m", "celery", "--app", "pilot.celery", "worker", "--pool", "solo", "--without-gossip"]
    process = subprocess.Popen(
        [*command, "--without-mingle"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(condition, seconds: float = 60) -> None:
    """Look again and again until the condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            pytest.fail(f"{list(Job.objects.values_list('kind', 'state', 'done', 'tries'))}")
        time.sleep(0.1)


def is_done(row: Job) -> bool:
    row.refresh_from_db()
    return row.state == Job.State.DONE


def is_stuck() -> bool:
    """Tell whether a worker waits for something that the test holds: it is in the middle of its work."""
    with connection.cursor() as cursor:
        cursor.execute(WAITS_FOR_US)
        return cursor.fetchone()[0]


def forget_everything(redis: Redis) -> None:
    # Only what Celery keeps: other tests of this run use the same Redis.
    redis.delete("celery", "unacked", "unacked_index")


def time_passes() -> None:
    """Let a killed worker's heart have stopped long ago, and the next look at its job be due."""
    Job.objects.filter(ended_at=None).update(heartbeat_at=timezone.now() - 2 * jobs.SILENCE)
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def broker(committed_db):
    redis = Redis.from_url(settings.REDIS_URL)
    forget_everything(redis)
    yield redis
    forget_everything(redis)
    redis.close()


@pytest.fixture
def strand(committed_db):
    return a_strand(by_invitation=True)


@pytest.fixture
def staff(client, strand):
    user = a_member("staff", strand.pilot.lead)
    log_in(client, user)
    return user


@pytest.fixture
def residents(strand) -> list[Resident]:
    area = an_area(strand)
    found = [a_resident(strand, area) for _number in range(PEOPLE)]
    for number, resident in enumerate(found, start=900):
        code = make_identity_code(resident.born_on, number)
        resident.identity_codes.create(pilot=strand.pilot, code=code, period=since(resident.born_on))
    return found


def codes(residents: list[Resident]) -> list[str]:
    return [resident.identity_codes.get().code for resident in residents]


def a_feed_file(client, strand, residents: list[Resident]) -> Job:
    """Give a file on its page that tells of everybody's death."""
    told = answer(0, 10, *(change(code, DAY, died(DAY)) for code in codes(residents)))
    page = reverse("vouchers:feed-list")
    client.post(page, {"pilot": strand.pilot.pk, "file": SimpleUploadedFile("answer.json", told)})
    return FeedAnswer.objects.get().job


def an_invitation_file(client, strand, residents: list[Resident]) -> Job:
    """Give a file on its page that invites everybody."""
    file = SimpleUploadedFile("kutsutut.csv", "\n".join(codes(residents)).encode())
    page = reverse("vouchers:invitation-upload", args=[strand.pk])
    client.post(page, {"list-file": file, "list-invited_on": "9.3.2017"})
    return InvitationFile.objects.get().job


def kinds() -> list[str]:
    return sorted(AuditEvent.objects.exclude(kind__in=["resident_added"]).values_list("kind", flat=True))


def test_killed_in_the_middle_of_a_feed_file_a_job_goes_on_elsewhere(broker, client, strand, staff, residents):
    row = a_feed_file(client, strand, residents)
    with transaction.atomic():
        Resident.objects.select_for_update().get(pk=residents[2].pk)
        with a_worker() as first:
            wait_until(is_stuck)
            first.kill()
            first.wait()
        reached = RegisterChange.objects.filter(outcome="applied").count()
    row.refresh_from_db()
    assert (row.state, row.tries, reached) == (Job.State.RUNNING, 1, 2)
    # The broker knows nothing of it any more, and nobody but the outbox looks.
    forget_everything(broker)
    time_passes()

    with a_worker():
        outbox.sweep()
        wait_until(lambda: is_done(row))

    assert (row.done, row.tries, row.result) == (PEOPLE, 2, {"applied": PEOPLE})
    assert set(Resident.objects.values_list("died_on", flat=True)) == {DAY}
    assert kinds().count("death_recorded") == PEOPLE
    assert kinds().count("feed_answer_carried_out") == 1


def test_killed_in_the_middle_of_an_invitation_file_all_are_invited_once(broker, client, strand, staff, residents):
    row = an_invitation_file(client, strand, residents)
    with transaction.atomic():
        # Nobody but us sees this one yet, and two of them there cannot be: the worker waits at the last of its rows.
        Invitation.objects.create(
            resident=residents[-1], strand=strand, invited_on=DAY, period=since(DAY),
            recorded_at=timezone.now(), recorded_by=staff,
        )  # fmt: skip
        with a_worker() as first:
            wait_until(is_stuck)
            first.kill()
            first.wait()
        transaction.set_rollback(True)
    assert not Invitation.objects.exists()
    assert not Invitation.objects.exists()
    version = Job.objects.get(pk=row.pk).version
    time_passes()

    with a_worker():
        for _delivery in range(2):
            run_job.delay(row.pk, version)
        outbox.sweep()
        wait_until(lambda: is_done(row))
        run_job.delay(row.pk, version)
        # All are answered but the one that the killed worker took with it.
        wait_until(lambda: (broker.llen("celery"), broker.hlen("unacked")) == (0, 1))

    assert (row.tries, row.result["invited"], row.result["left_out"]) == (2, PEOPLE, 0)
    assert Invitation.objects.count() == Letter.objects.count() == PEOPLE
    assert kinds().count("resident_invited") == PEOPLE
    assert kinds().count("invitation_file_read") == 1
