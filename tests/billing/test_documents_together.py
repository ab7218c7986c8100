"""Several workers make a run's documents: each is made once, none is left, and a helper that dies is made good."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from billing import actions, tasks
from billing.actions import statements
from billing.models import Statement
from billing.queries import payments as payment_queries
from pilot import helpers, outbox
from pilot.models import AuditEvent, Document, Job, OutboxMessage
from tests.billing.stage import IN_FEBRUARY, a_stage, freeze

WAIT = 30


@pytest.fixture
def run(committed_db):
    with transaction.atomic():
        stage = a_stage()
    return freeze(stage)


@pytest.fixture
def typeset(monkeypatch):
    """The numbers of the statements that were typeset, by a renderer that takes no time."""
    numbers = []

    def keep_number(document, **_how):
        numbers.append(document.number)
        return document.number.encode()

    monkeypatch.setattr(statements, "statement_pdf", keep_number)
    return numbers


def order(run):
    return actions.order_documents(run=run, by=None, at=IN_FEBRUARY, channel="system")


def work():
    OutboxMessage.objects.filter(done_at=None).update(due_at=timezone.now())
    outbox.sweep(here=True)


def take(statement):
    return actions.issue_statement_unless_taken(pk=statement.pk, by=None, at=IN_FEBRUARY, channel="system")


@contextmanager
def elsewhere(deed):
    """Do the deed on a connection of its own while the test goes on."""

    def act():
        try:
            deed()
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    yield
    thread.join(WAIT)


def test_a_statement_in_others_hands_is_left_to_them(run, typeset, monkeypatch):
    statement, begun, may_end = run.statements.first(), threading.Event(), threading.Event()
    made = statements.statement_pdf

    def slowly(document, **how):
        begun.set()
        may_end.wait(WAIT)
        return made(document, **how)

    monkeypatch.setattr(statements, "statement_pdf", slowly)
    with elsewhere(lambda: take(statement)):
        begun.wait(WAIT)
        answer = take(statement)
        may_end.set()

    assert answer is None
    assert take(statement).number == statement.number
    assert typeset == [statement.number]


def test_a_statement_whose_maker_died_is_made_by_the_next(run, typeset):
    statement = run.statements.first()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take(statement)
        raise ZeroDivisionError
    document = take(statement)

    assert typeset == [statement.number] * 2
    assert (Document.objects.count(), AuditEvent.objects.filter(kind="statement_issued").count()) == (1, 1)
    assert Statement.objects.get(pk=statement.pk).document == document


def test_the_job_ends_when_what_others_make_is_made(run, typeset, monkeypatch):
    first, job = run.statements.order_by("pk").first(), order(run)
    begun, rest_made, made = threading.Event(), threading.Event(), statements.statement_pdf

    def first_last(document, **how):
        if document.number == first.number:
            begun.set()
            rest_made.wait(WAIT)
        else:
            rest_made.set()
        return made(document, **how)

    monkeypatch.setattr(statements, "statement_pdf", first_last)
    with elsewhere(lambda: take(first)):
        begun.wait(WAIT)
        work()

    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert sorted(typeset) == sorted(run.statements.values_list("number", flat=True))
    assert AuditEvent.objects.filter(kind="statement_issued").count() == 2


def test_two_workers_make_each_document_once(run, typeset):
    job = order(run)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)

    with elsewhere(lambda: tasks.help_with_documents(job.pk, job.version)):
        tasks.help_with_documents(job.pk, job.version)

    assert sorted(typeset) == sorted(run.statements.values_list("number", flat=True))
    assert not run.statements.filter(document__isnull=True).exists()


@pytest.mark.parametrize("change", [{"version": 9}, {"state": "done", "ended_at": IN_FEBRUARY}, {"state": "waiting"}])
def test_nobody_helps_a_job_that_is_not_at_work(change, run, typeset):
    job = order(run)
    for changes in ({"state": "running"}, change):
        Job.objects.filter(pk=job.pk).update(**changes)

    tasks.help_with_documents(job.pk, job.version)

    assert typeset == []


def test_a_large_run_calls_helpers_and_a_small_one_none(run, typeset, monkeypatch):
    called = []
    monkeypatch.setattr(tasks.help_with_documents, "apply_async", lambda ids, **_how: called.append(ids))
    job = order(run)

    for unmade in (9, 10, 25, 1000):
        helpers.call(tasks.help_with_documents, job, unmade)

    assert called == [(job.pk, job.version)] * (0 + 1 + 2 + 3)


def test_without_a_broker_the_job_makes_everything_itself(run, typeset, monkeypatch):
    def nobody_answers(*_ids, **_how):
        raise BrokerError

    monkeypatch.setattr(helpers, "WORTH_A_HELPER", 1)
    monkeypatch.setattr(tasks.help_with_documents, "apply_async", nobody_answers)
    job = order(run)
    work()

    job.refresh_from_db()
    assert (job.state, len(typeset)) == ("done", 2)


def test_what_a_provider_is_paid_together_is_what_the_run_owes_it(run):
    owed = payment_queries.payables(run)

    assert owed
    assert [payment_queries.payable_to(run, row.provider_id) for row in owed] == [row.cents for row in owed]
    assert payment_queries.payable_to(run, 0) == 0
