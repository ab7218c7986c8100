"""Workers freeze, make documents, preview and check; cut off or woken twice, they end with the same."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone
from pypdf import PdfReader

from billing import actions, errors, tasks
from billing.models import PaymentRun, RunCheck, Statement
from pilot import jobs, outbox
from pilot.calendar import HELSINKI
from pilot.jobs_progress import Progress
from pilot.models import AuditEvent, Document, Job, OutboxMessage
from pilot.tasks import start_due_jobs
from tests.billing.stage import FEBRUARY, IN_FEBRUARY, IN_MARCH, JANUARY, die, freeze

ON_THE_FIRST = datetime(2017, 3, 1, 6, tzinfo=HELSINKI)


def order(stage, month=JANUARY):
    return actions.order_freeze(strand=stage.strand, month=month, by=stage.preparer, at=IN_FEBRUARY, channel="online")


def work() -> None:
    OutboxMessage.objects.filter(done_at=None).update(due_at=timezone.now())
    outbox.sweep(here=True)


def now(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_freeze_job_freezes_has_the_documents_made_and_checks(stage):
    job = order(stage)
    work()

    run = PaymentRun.objects.get()
    assert (now(job).state, job.error, job.result["run"]) == ("done", "", run.pk)
    check = RunCheck.objects.get()
    assert (check.run, check.standing_cents, check.due_cents, check.state) == (run, 4208, 4208, "ok")
    assert run.frozen_by == stage.preparer
    assert Statement.objects.filter(document__isnull=False).count() == 2
    assert AuditEvent.objects.filter(kind="run_frozen").count() == 1


def test_a_freeze_job_cut_off_after_its_freeze_ends_with_the_same_run(stage, monkeypatch):
    ordered = actions.order_documents
    cuts = iter([OperationalError])

    def cut_once(**asked):
        for cut in cuts:
            raise cut
        return ordered(**asked)

    monkeypatch.setattr(tasks.actions, "order_documents", cut_once)
    job = order(stage)
    work()
    assert (now(job).state, PaymentRun.objects.count()) == ("waiting", 1)
    work()

    assert (now(job).state, PaymentRun.objects.count()) == ("done", 1)
    assert AuditEvent.objects.filter(kind="run_frozen").count() == 1


def test_a_freeze_job_of_a_month_that_somebody_else_froze_fails_with_the_reason(stage):
    job = order(stage)
    freeze(stage)
    work()

    assert (now(job).state, job.result) == ("failed", {"code": "already_frozen"})


def test_a_freeze_is_ordered_once_and_a_failed_one_gets_another_try(stage):
    job = order(stage)

    assert order(stage) == job
    Job.objects.filter(pk=job.pk).update(state="failed", ended_at=timezone.now())
    assert (order(stage), now(job).state) == (job, "waiting")


def test_a_freeze_is_not_ordered_for_a_frozen_month_or_out_of_order(stage):
    freeze(stage)

    with pytest.raises(errors.AlreadyFrozen):
        order(stage)
    with pytest.raises(errors.NotNextMonth) as refusal:
        order(stage, FEBRUARY.next)
    assert "2017-02" in refusal.value.message
    assert not Job.objects.exists()


def test_documents_are_made_one_a_commit_and_a_cut_off_job_makes_the_rest(stage, monkeypatch):
    run = freeze(stage)
    job = actions.order_documents(run=run, by=stage.preparer, at=IN_FEBRUARY, channel="online")
    issued, cuts = actions.issue_statement_unless_taken, iter([None, OperationalError])

    def cut_at_second(**asked):
        if cut := next(cuts, None):
            raise cut
        return issued(**asked)

    monkeypatch.setattr(tasks.actions, "issue_statement_unless_taken", cut_at_second)
    work()
    first = set(Document.objects.values_list("pk", "sha256"))
    assert (now(job).state, job.done, len(first)) == ("waiting", 1, 1)
    work()

    assert (now(job).state, job.done, job.total) == ("done", 2, 2)
    assert first < set(Document.objects.values_list("pk", "sha256"))
    assert AuditEvent.objects.filter(kind="statement_issued").count() == 2


def test_a_second_delivery_changes_nothing(stage):
    run = freeze(stage)
    job = actions.order_documents(run=run, by=stage.preparer, at=IN_FEBRUARY, channel="online")
    work()
    before = list(Document.objects.values_list("pk", "sha256"))

    tasks.statement_documents(now(job), Progress(job))
    jobs.run(job.pk, job.version)

    assert list(Document.objects.values_list("pk", "sha256")) == before
    assert AuditEvent.objects.filter(kind="statement_issued").count() == 2


def test_a_document_made_again_after_a_kill_is_the_same_to_the_last_byte(stage):
    run = freeze(stage)
    statement = run.statements.first()

    with transaction.atomic():
        first = actions.issue_statement(statement=statement, by=stage.preparer, at=IN_FEBRUARY, channel="online")
        transaction.set_rollback(True)
    again = actions.issue_statement(statement=statement, by=None, at=IN_MARCH, channel="system")

    assert (again.sha256, Document.objects.count()) == (first.sha256, 1)


def test_the_document_says_what_the_statement_says(stage):
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    run = freeze(stage, FEBRUARY, IN_MARCH)
    statement = Statement.objects.get(run=run, site=stage.site)

    document = actions.issue_statement(statement=statement, by=None, at=IN_MARCH, channel="system")

    reader = PdfReader(BytesIO(bytes(document.content)))
    text = "".join(page.extract_text() for page in reader.pages)
    attached = next(iter(reader.attachments.values()))[0].decode("utf-8-sig")
    assert statement.number in text
    # February of the one who lives, and January taken back and paid anew for ten days.
    assert all(sum_ in text.replace("\u00a0", " ") for sum_ in ("10,52", "21,04", "6,79", "−3,73"))
    assert len(attached.splitlines()) == 1 + statement.entry_count
    assert stage.residents[0].list_code in attached
    assert not any(name in text + attached for name in ("Aino", "Virtanen"))


def test_the_preview_of_the_past_month_starts_once_on_its_first_day(stage):
    freeze(stage)

    for hours in (0, 1, 30):
        jobs.start_due(at=ON_THE_FIRST + timedelta(hours=hours))
    work()

    job = Job.objects.get(kind="month_preview")
    assert (job.state, job.params["month"], job.pilot) == ("done", "2017-02", stage.strand.pilot)
    assert (job.result["payable_cents"], job.result["stops"]) == (3156, [])
    assert PaymentRun.objects.count() == 1


def test_no_preview_is_due_for_a_month_that_is_frozen_or_before_the_pilot(stage):
    assert [due.params["month"] for due in tasks.previews_due(date(2017, 2, 1))] == ["2017-01"]
    freeze(stage)

    assert list(tasks.previews_due(date(2017, 2, 1))) == []
    assert list(tasks.previews_due(date(2017, 1, 1))) == []
    assert list(tasks.previews_due(date(2019, 3, 1))) == []


def test_a_check_job_keeps_what_it_found(stage):
    run = freeze(stage)
    job = actions.order_check(strand=stage.strand, by=stage.preparer, at=IN_FEBRUARY, channel="online")
    work()

    assert (RunCheck.objects.get().run, RunCheck.objects.get().checked_by) == (run, stage.preparer)
    assert now(job).result["href"] == f"/finance/months/runs/{run.pk}/"


def test_beat_asks_for_what_is_due(stage):
    start_due_jobs()

    assert not Job.objects.filter(params__strand=stage.strand.pk).exists()
