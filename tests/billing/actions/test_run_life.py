"""A run's life after its approval: what can still be undone, what is sent, and when it is closed."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError

from billing import actions, errors
from billing.models import FileSending, Payment, PaymentRun, ReturnedPayment
from pilot import audit
from pilot.models import AuditEvent
from tests.billing import bank_files as files
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    approve,
    die,
    file_of,
    freeze,
    give_account,
    read_file,
    submit,
)

LATE = datetime(2017, 2, 16, 9, tzinfo=UTC)


def deed(stage, name, run, at=IN_FEBRUARY, **given):
    return getattr(actions, name)(run=run, by=stage.approver, at=at, channel=CHANNEL, **given)


def events(kind):
    return AuditEvent.objects.filter(kind=kind)


def test_an_approval_is_taken_back_before_there_is_a_file(stage):
    run = approve(stage, submit(stage, freeze(stage)))

    run = deed(stage, "withdraw_approval", run, reason="Wrong day")

    run.refresh_from_db()
    assert (run.state, run.approved_at, run.approved_digest, run.payments.count()) == ("submitted", None, "", 1)
    assert events("run_approval_withdrawn").get().reason == "Wrong day"
    assert approve(stage, run).state == "approved"


@pytest.mark.parametrize("name", ["withdraw_approval", "withdraw_submission"])
def test_nothing_is_taken_back_once_there_is_a_file_and_the_refusal_says_why(stage, name):
    run = freeze(stage)
    file_of(stage, run)

    with pytest.raises(errors.FileExists) as refusal:
        deed(stage, name, run)
    assert refusal.value.message
    run.refresh_from_db()
    assert run.state == "filed"


def test_an_approval_of_a_run_in_another_state_is_not_taken_back(stage):
    with pytest.raises(errors.WrongState):
        deed(stage, "withdraw_approval", submit(stage, freeze(stage)))


def test_a_passed_pay_day_is_neither_approved_nor_filed(stage):
    run = submit(stage, freeze(stage))

    with pytest.raises(errors.PayDayPassed):
        approve(stage, run, LATE)
    run = approve(stage, run)
    with pytest.raises(errors.PayDayPassed):
        actions.make_payment_file(run=run, by=stage.preparer, at=LATE, channel=CHANNEL)


def test_somebody_says_that_the_file_went_to_the_bank_once(stage):
    file = file_of(stage, freeze(stage))

    sent = [
        actions.note_sent(file=file, by=by, at=IN_FEBRUARY, channel=CHANNEL) for by in (stage.approver, stage.preparer)
    ]

    assert (sent[0], sent[0].sent_by, sent[0].is_shown_by_answer) == (sent[1], stage.approver, False)
    assert (PaymentRun.objects.get().state, events("payment_file_sent").count()) == ("sent", 1)


def test_a_run_is_closed_when_everything_is_paid(stage):
    run = freeze(stage)
    file = file_of(stage, run)
    read_file(stage, files.pain002(file, status="ACCP"))
    with pytest.raises(errors.NotAllPaid) as refusal:
        deed(stage, "close", run)
    assert stage.provider.name in refusal.value.message

    read_file(stage, files.camt054(files.booked_together(file, 1, "31.56")))
    closed = deed(stage, "close", run)

    assert (closed.state, closed.closed_by, events("run_closed").count()) == ("closed", stage.approver, 1)
    with pytest.raises(errors.WrongState):
        deed(stage, "close", run)


def test_where_the_bank_sends_no_bookings_somebody_says_where_it_was_seen(stage):
    run = freeze(stage)
    read_file(stage, files.pain002(file_of(stage, run), status="ACCP"))
    with pytest.raises(errors.NoteMissing):
        deed(stage, "note_paid", run, note=" ")

    deed(stage, "note_paid", run, note="Statement of 15.2.")

    assert (Payment.objects.get().state, events("payments_seen_paid").get().reason) == ("paid", "Statement of 15.2.")
    with pytest.raises(errors.NothingAccepted):
        deed(stage, "note_paid", run, note="Again")


def test_a_run_that_pays_nobody_is_closed_once_approved(stage):
    freeze(stage)
    for resident in stage.residents[:2]:
        die(stage, resident, "2017-01-10", IN_MARCH)
    run = submit(stage, freeze(stage, FEBRUARY, IN_MARCH), IN_MARCH)
    with pytest.raises(errors.WrongState):
        deed(stage, "close", run, IN_MARCH)

    assert deed(stage, "close", approve(stage, run, IN_MARCH), IN_MARCH).state == "closed"


def test_a_payment_that_comes_back_after_all_opens_the_run_again(stage):
    run = freeze(stage)
    read_file(stage, files.camt054(files.booked_together(file_of(stage, run), 1, "31.56")))
    deed(stage, "close", run)

    read_file(stage, files.camt054(files.came_back(Payment.objects.get(), "31.56"), message_id="NOTE-2"))

    run.refresh_from_db()
    assert (run.state, run.closed_at, ReturnedPayment.objects.count()) == ("answered", None, 1)
    assert events("run_reopened").count() == 1


def test_an_account_confirmed_after_the_approval_does_not_move_the_payment(stage):
    run = approve(stage, submit(stage, freeze(stage)))
    give_account(stage.provider, stage.preparer, stage.approver, iban="FI1410093000123458")

    file = actions.make_payment_file(run=run, by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL)

    assert Payment.objects.get().iban == "FI2112345600000785"
    assert b"FI2112345600000785" in bytes(file.document.content)
    assert b"FI1410093000123458" not in bytes(file.document.content)


@pytest.mark.parametrize("name", ["withdraw_approval", "note_sent", "note_paid", "close"])
def test_each_deed_leaves_nothing_when_the_record_fails(stage, monkeypatch, name):
    run = approve(stage, submit(stage, freeze(stage)))
    if name != "withdraw_approval":
        file = actions.make_payment_file(run=run, by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL)
    if name in ("note_paid", "close"):
        read_file(stage, files.pain002(file, status="ACSC" if name == "close" else "ACCP"))
    before = PaymentRun.objects.values().get()

    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        if name == "note_sent":
            actions.note_sent(file=file, by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL)
        else:
            deed(stage, name, run, **({"note": "Seen"} if name == "note_paid" else {}))

    assert PaymentRun.objects.values().get() == before
    assert not FileSending.objects.filter(is_shown_by_answer=False).exists()
