import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from pilot import outbox
from pilot.celery import app
from pilot.models import OutboxMessage


@pytest.fixture
def heard(monkeypatch):
    """Register a kind of message that notes what it was called with."""
    calls: list[dict] = []

    def hear(payload, *, here):
        calls.append(payload)

    monkeypatch.setitem(outbox._handlers, "heard", hear)
    return calls


@pytest.fixture
def failing(monkeypatch):
    def fail(payload, *, here):
        raise ConnectionError("010170-999R could not be reached")

    monkeypatch.setitem(outbox._handlers, "failing", fail)


def test_put_refuses_outside_a_unit_of_work(committed_db, heard):
    with pytest.raises(RuntimeError):
        outbox.put("heard", {})


def test_put_refuses_what_nobody_brings_about(db):
    with pytest.raises(ValueError, match="nobody"):
        outbox.put("unheard", {})


def test_the_same_key_promises_once(db, heard):
    first = outbox.put("heard", {"n": 1}, key="once")

    assert outbox.put("heard", {"n": 2}, key="once") == first
    assert OutboxMessage.objects.count() == 1


def test_sweep_brings_each_message_about_once(db, heard):
    outbox.put("heard", {"n": 1})
    outbox.put("heard", {"n": 2})

    assert outbox.sweep() == 2
    assert outbox.sweep() == 0
    assert heard == [{"n": 1}, {"n": 2}]
    assert not OutboxMessage.objects.filter(done_at=None).exists()


def test_sweep_leaves_what_is_not_due(db, heard):
    outbox.put("heard", {}, due_at=timezone.now() + timedelta(hours=1))

    assert outbox.sweep() == 0


def test_a_failed_message_waits_and_keeps_no_personal_text(db, failing, heard):
    outbox.put("failing", {})
    outbox.put("heard", {"n": 1})

    outbox.sweep()

    message = OutboxMessage.objects.get(kind="failing")
    assert (message.done_at, message.error, message.tries) == (None, "ConnectionError", 1)
    assert message.due_at > timezone.now()
    assert heard == [{"n": 1}]


def test_what_a_killed_sweeper_had_claimed_comes_again(db, heard):
    outbox.put("heard", {"n": 1})
    outbox._claim()

    assert outbox.sweep() == 0
    OutboxMessage.objects.update(due_at=timezone.now())
    assert outbox.sweep() == 1


def test_a_rolled_back_cause_has_no_effect(committed_db, heard):
    with transaction.atomic():
        outbox.put("heard", {})
        transaction.set_rollback(True)

    assert outbox.sweep() == 0


def test_commit_nudges_one_sweep_and_survives_a_silent_broker(committed_db, heard, monkeypatch):
    nudges = []

    def send_task(name, *_ids, **options):
        nudges.append((name, options["retry"]))
        raise ConnectionError

    monkeypatch.setattr(app, "send_task", send_task)

    with transaction.atomic():
        outbox.put("heard", {"n": 1})
        outbox.put("heard", {"n": 2})

    assert nudges == [("sweep_outbox", False)]
    assert outbox.sweep() == 2


def test_two_sweepers_share_the_messages(committed_db, heard):
    with transaction.atomic():
        for number in range(40):
            outbox.put("heard", {"n": number})

    def sweep():
        outbox.sweep()
        connection.close()

    sweepers = [threading.Thread(target=sweep) for _ in range(4)]
    for sweeper in sweepers:
        sweeper.start()
    for sweeper in sweepers:
        sweeper.join()

    assert sorted(call["n"] for call in heard) == list(range(40))


def test_email_is_sent_by_the_sweep(db):
    outbox.put_email(to="aino@example.invalid", subject="Valinta", text="There is a receipt for you.", key="receipt/1")

    outbox.sweep()

    assert [(letter.to, letter.subject) for letter in mail.outbox] == [(["aino@example.invalid"], "Valinta")]


def test_email_never_holds_an_identity_code(db):
    with pytest.raises(ValueError, match="identity code"):
        outbox.put_email(to="aino@example.invalid", subject="Valinta", text="Hello 010170-999R.")


def test_the_command_sweeps_without_a_worker(db, heard, capsys):
    outbox.put("heard", {"n": 1})

    call_command("sweep")

    assert heard == [{"n": 1}]
    assert capsys.readouterr().out.strip() == "1 messages"
