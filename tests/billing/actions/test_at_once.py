"""Two people do the same at the same moment, on connections of their own: it happens once."""

import threading

import pytest
from django.db import connection, transaction

from billing import actions, errors
from billing.models import BankMessage, Payment, PaymentFile, PaymentRun, ReturnedPayment
from pilot.models import AuditEvent
from tests.billing import bank_files
from tests.billing.stage import IN_FEBRUARY, a_stage, approve, file_of, freeze, read_file, submit

PEOPLE = 8


def at_once(deed, people: int = PEOPLE) -> list[str]:
    """Let everybody do it at the same moment and return what each got: done, or the refusal's code."""
    ready, answers = threading.Barrier(people), []

    def act() -> None:
        try:
            ready.wait(timeout=30)
            deed()
            answers.append("done")
        except errors.BillingRefused as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _person in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def count(kind: str) -> int:
    return AuditEvent.objects.filter(kind=kind).count()


@pytest.fixture
def stage(committed_db):
    with transaction.atomic():
        return a_stage()


@pytest.fixture
def run(stage):
    return freeze(stage)


def test_simultaneous_submissions_make_one(stage, run):
    answers = at_once(lambda: submit(stage, run))

    assert answers == ["done"] + ["wrong_state"] * (PEOPLE - 1)
    assert (Payment.objects.count(), count("run_submitted")) == (1, 1)


def test_simultaneous_approvals_make_one(stage, run):
    run = submit(stage, run)

    answers = at_once(lambda: approve(stage, run))

    assert answers == ["done"] + ["wrong_state"] * (PEOPLE - 1)
    assert count("run_approved") == 1


def test_simultaneous_file_makings_make_one_file(stage, run):
    run = approve(stage, submit(stage, run))

    answers = at_once(lambda: actions.make_payment_file(run=run, by=stage.preparer, at=IN_FEBRUARY, channel="online"))

    assert answers == ["done"] * PEOPLE
    assert (PaymentFile.objects.count(), count("payment_file_made")) == (1, 1)


def test_an_approval_and_a_withdrawal_at_once_leave_one_of_them(stage, run):
    run = submit(stage, run)
    turns = iter(range(PEOPLE))

    def deed() -> None:
        if next(turns) % 2:
            approve(stage, run)
        else:
            actions.withdraw_submission(run=run, by=stage.preparer, at=IN_FEBRUARY, channel="online")

    assert at_once(deed).count("done") == 1
    run = PaymentRun.objects.get()
    assert (run.state, Payment.objects.count()) in {("approved", 1), ("frozen", 0)}


def test_fifty_clicks_on_pay_again_make_one_payment(stage, run):
    file = file_of(stage, run)
    read_file(stage, bank_files.pain002(file, status="RJCT"))
    returned = ReturnedPayment.objects.get()

    def deed() -> None:
        actions.order_repayment(run=run, returned=[returned], by=stage.preparer, at=IN_FEBRUARY, channel="online")

    assert at_once(deed, people=50) == ["done"] + ["return_not_open"] * 49
    assert (Payment.objects.filter(attempt=2).count(), count("repayment_ordered")) == (1, 1)


def test_one_bank_file_read_by_many_is_read_once(stage, run):
    content = bank_files.pain002(file_of(stage, run), status="RJCT")

    answers = at_once(lambda: read_file(stage, content))

    assert answers == ["done"] * PEOPLE
    assert (BankMessage.objects.count(), ReturnedPayment.objects.count(), count("bank_message_read")) == (1, 1, 1)


def test_simultaneous_freezes_make_one_run(stage):
    answers = at_once(lambda: freeze(stage))

    assert answers == ["already_frozen"] * (PEOPLE - 1) + ["done"]
    assert PaymentRun.objects.count() == 1
