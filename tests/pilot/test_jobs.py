import time
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from pilot import jobs, outbox
from pilot.errors import Refused
from pilot.jobs_progress import Superseded
from pilot.models import AuditEvent, Job, OutboxMessage
from tests.people import AT, a_person


class TooEarly(Refused):
    code = "too_early"
    text = "The month has not ended."


@pytest.fixture
def kind(monkeypatch):
    """Register a kind of job whose work the test gives."""

    def register(work, name="count"):
        monkeypatch.setitem(jobs._kinds, name, jobs.Kind(name, "Counting", work))

    return register


def start(**fields) -> Job:
    return jobs.start("count", **{"by": a_person(), "at": AT, "params": {"n": 3}} | fields)


def now(row: Job) -> Job:
    row.refresh_from_db()
    return row


def make_stale(row: Job) -> None:
    Job.objects.filter(pk=row.pk).update(heartbeat_at=timezone.now() - 2 * jobs.SILENCE)
    OutboxMessage.objects.update(due_at=timezone.now())


def test_start_promises_the_work_and_records_it(db, kind):
    kind(lambda job, progress: None)

    row = start()

    assert (row.state, row.params) == ("waiting", {"n": 3})
    assert OutboxMessage.objects.get().payload == {"job": row.pk}
    assert [(event.kind, event.subject_id) for event in AuditEvent.objects.all()] == [("job_started", str(row.pk))]


def test_start_refuses_an_unknown_kind(db):
    with pytest.raises(jobs.UnknownKind):
        jobs.start("never heard of", by=None, at=AT)


def test_start_leaves_nothing_when_the_promise_fails(db, kind, monkeypatch):
    kind(lambda job, progress: None)

    def fail(*_args, **_kwargs):
        raise OperationalError

    monkeypatch.setattr(outbox, "put", fail)

    with pytest.raises(OperationalError):
        start()
    assert not Job.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_same_key_starts_once(db, kind):
    kind(lambda job, progress: None)

    first = start(key="preview/2017-01")

    assert start(key="preview/2017-01") == first
    assert AuditEvent.objects.count() == 1


def test_the_sweep_does_the_work_once(db, kind):
    runs = []
    kind(lambda job, progress: runs.append(job.params) or {"href": "/there/"})

    row = start()
    outbox.sweep(here=True)
    outbox.sweep(here=True)

    assert runs == [{"n": 3}]
    assert now(row).state == "done"
    assert (row.result, row.tries) == ({"href": "/there/"}, 1)
    assert OutboxMessage.objects.get().done_at


def test_a_second_delivery_does_nothing(db, kind):
    runs = []
    kind(lambda job, progress: runs.append(jobs.run(job.pk, job.version)))

    row = start()
    jobs.run(row.pk, 1)
    jobs.run(row.pk, 1)

    assert len(runs) == 1
    assert now(row).state == "done"


def test_progress_is_written(db, kind):
    def work(job, progress):
        progress.advance(1, total=3, message="one")
        assert (now(job).done, job.total, job.message) == (1, 3, "one")
        progress.advance(3)

    kind(work)

    row = start()
    outbox.sweep(here=True)

    assert (now(row).done, row.total) == (3, 3)


def test_a_refusal_fails_with_its_reason_and_is_not_repeated(db, kind):
    def work(job, progress):
        raise TooEarly

    kind(work)

    row = start()
    outbox.sweep(here=True)

    assert (now(row).state, row.error, row.result) == ("failed", "The month has not ended.", {"code": "too_early"})
    assert OutboxMessage.objects.get().done_at


def test_a_fault_fails_without_telling_what_it_held(db, kind):
    def work(job, progress):
        raise ValueError("Key (code)=(010170-999R) already exists")

    kind(work)

    row = start()
    outbox.sweep(here=True)

    assert now(row).state == "failed"
    assert "010170-999R" not in f"{row.error}{row.result}"


def test_an_interruption_is_tried_three_times(db, kind):
    def work(job, progress):
        raise OperationalError

    kind(work)

    row = start()
    for tries in (1, 2):
        OutboxMessage.objects.update(due_at=timezone.now())
        outbox.sweep(here=True)
        assert (now(row).state, row.tries) == ("waiting", tries)
    OutboxMessage.objects.update(due_at=timezone.now())
    outbox.sweep(here=True)

    assert (now(row).state, row.tries) == ("failed", 3)


def test_a_killed_workers_job_is_taken_up_and_the_dead_one_cannot_write(db, kind):
    kind(lambda job, progress: None)
    row = start()
    dead = jobs.Progress(jobs._claim(row.pk, row.version))

    outbox.sweep(here=True)
    assert now(row).state == "running"
    make_stale(row)
    outbox.sweep(here=True)

    assert (now(row).state, row.tries) == ("done", 2)
    with pytest.raises(Superseded):
        dead.advance(1)


def test_a_job_that_always_kills_its_worker_is_parked(db, kind):
    kind(lambda job, progress: None)
    row = start()
    for _ in range(3):
        make_stale(row)
        assert jobs._claim(row.pk, now(row).version)
    make_stale(row)

    outbox.sweep(here=True)

    assert now(row).state == "failed"
    assert row.error


def test_restart_gives_a_failed_job_another_try(db, kind):
    def work(job, progress):
        if job.tries and AuditEvent.objects.filter(kind="job_restarted").exists():
            return
        raise TooEarly

    kind(work)
    row = start()
    outbox.sweep(here=True)

    jobs.restart(row, by=a_person(), at=AT)
    outbox.sweep(here=True)

    assert (now(row).state, row.error) == ("done", "")


def test_restart_refuses_a_job_that_has_not_failed(db, kind):
    kind(lambda job, progress: None)
    row = start()

    with pytest.raises(jobs.JobHasNotFailed):
        jobs.restart(row, by=a_person(), at=AT)
    assert not AuditEvent.objects.filter(kind="job_restarted").exists()


def test_what_the_calendar_asks_for_starts_once_a_period(db, kind, monkeypatch):
    kind(lambda job, progress: None)
    days = []

    def previews(day):
        days.append(day)
        return [jobs.Due("count", f"preview/{day:%Y-%m}")]

    monkeypatch.setattr(jobs, "_calendars", [previews])

    for hour in (0, 1, 2):
        jobs.start_due(at=AT + timedelta(hours=hour))

    assert Job.objects.get().key == "preview/2017-02"
    assert Job.objects.get().started_by is None


def test_progress_is_seen_while_the_work_has_not_committed(committed_db, kind):
    def work(job, progress):
        with transaction.atomic():
            progress.advance(2, total=4)
            for _ in range(50):
                # Read committed: what the thread wrote is seen as soon as it is there.
                if Job.objects.get(pk=job.pk).done == 2:
                    return
                time.sleep(0.1)
            pytest.fail("nobody saw the progress")

    kind(work)

    row = start(by=None)
    jobs.run(row.pk, row.version)

    assert (now(row).state, row.error) == ("done", "")
