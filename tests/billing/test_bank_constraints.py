"""What the database holds of a run's end, of the bank's messages and of payments again, tried by breaking it there."""

from datetime import date

import pytest

from billing import actions
from billing.models import BankLineReview, BankMessage, FileSending, Payment, PaymentRun, ReturnedPayment
from tests.billing import bank_files as files
from tests.billing.stage import (
    CHANNEL,
    IN_FEBRUARY,
    a_second_provider,
    file_of,
    freeze,
    give_account,
    read_file,
    settle,
)
from tests.constraints import changed, copied, refused_by


@pytest.fixture
def stage(stage):
    stage.second = a_second_provider(stage)
    return stage


@pytest.fixture
def file(stage):
    return file_of(stage, freeze(stage))


@pytest.fixture
def message(stage, file):
    """The first payment is accepted, the second is rejected."""
    said = files.transaction(Payment.objects.get(provider=stage.second), "RJCT", reason="AC04")
    return read_file(stage, files.pain002(file, said, status="PART", counts=files.accepted_count(1)))


@pytest.fixture
def returned(message):
    return ReturnedPayment.objects.get()


@pytest.fixture
def repayment(stage, returned):
    give_account(stage.second, stage.preparer, stage.approver, iban="FI4250001510000023", first=date(2017, 2, 2))
    return actions.order_repayment(
        run=PaymentRun.objects.get(), returned=[returned], by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL
    )


def test_a_run_is_answered_at_a_moment(message):
    run = PaymentRun.objects.get()

    with refused_by("run_is_answered_at_a_moment"):
        changed(run, answered_at=None)()


def test_a_run_is_not_answered_before_it_is_sent(file, stage):
    with refused_by("run_is_answered_at_a_moment"):
        changed(PaymentRun.objects.get(), answered_at=IN_FEBRUARY, answered_by=stage.preparer)()


def test_a_run_is_closed_by_someone_and_with_nothing_open(stage, message, returned):
    run, closed = PaymentRun.objects.get(), {"state": "closed", "closed_at": IN_FEBRUARY, "closed_by": stage.preparer}

    with refused_by("closed_run_has_nothing_open"):
        changed(run, **closed)()
    Payment.objects.filter(state="accepted").update(state="paid")
    with refused_by("closed_run_has_nothing_open"):
        changed(run, **closed)()
    settle(stage, returned)
    with refused_by("run_is_closed_by_someone"):
        changed(run, **closed | {"closed_by": None})()
    changed(run, **closed)()


def test_a_sending_is_said_by_somebody_or_shown_and_stays(file):
    sending = FileSending.objects.create(file=file, sent_at=IN_FEBRUARY, is_shown_by_answer=True)

    with refused_by("file_id"):
        copied(sending)()
    with refused_by("sending_never_changes|Cannot update|permission denied"):
        changed(sending, is_shown_by_answer=False)()


def test_a_sending_that_nothing_shows_has_its_person(file):
    with refused_by("sending_is_said_by_somebody_or_shown"):
        FileSending.objects.create(file=file, sent_at=IN_FEBRUARY)


def test_only_a_filed_payment_is_answered(stage):
    actions.submit(run=freeze(stage), by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL)

    with refused_by("only_a_filed_payment_is_answered"):
        changed(Payment.objects.first(), state="paid")()


def test_payments_of_a_debt_are_numbered(stage, returned):
    failed = returned.payment

    with refused_by("payments_of_a_debt_are_numbered"):
        copied(failed, end_to_end_id="again")()


def test_a_bank_file_and_a_bank_message_are_read_once(message):
    with refused_by("bank_file_is_read_once"):
        copied(message, message_id="other", document_id=1)()
    with refused_by("bank_message_is_read_once"):
        copied(message, sha256="other", document_id=1)()


def test_a_bank_message_and_its_lines_never_change(message):
    line = message.lines.first()

    with refused_by("bank_message_never_changes|Cannot update|permission denied"):
        changed(message, line_count=9)()
    with refused_by("bank_message_never_changes|Cannot delete|permission denied"):
        BankMessage.objects.filter(pk=message.pk)._raw_delete("default")
    with refused_by("bank_line_never_changes|Cannot update|permission denied"):
        changed(line, cents=1)()


def test_bank_lines_are_in_order_and_what_is_applied_names_its_payment(message):
    line = message.lines.get(outcome="rejected")

    with refused_by("bank_lines_are_in_order"):
        copied(line)()
    for change in ({"payment_id": None}, {"outcome": ""}):
        with refused_by("applied_bank_line_names_its_payment"):
            copied(line, ordinal=9, **change)()


PROPOSED = {"state": "settling", "proposed_at": IN_FEBRUARY, "note": "By hand"}


def test_settling_is_proposed_by_someone_who_says_how(stage, returned):
    by = {"proposed_by": stage.preparer}

    for change in (PROPOSED, PROPOSED | by | {"note": ""}, {"proposed_at": IN_FEBRUARY}, {"state": "settling"}):
        with refused_by("settling_is_proposed_by_someone_who_says_how"):
            changed(returned, **change)()
    changed(returned, **PROPOSED | by)()


def test_a_returned_payment_is_settled_by_somebody_else_as_it_was_proposed_and_stays(stage, returned):
    changed(returned, **PROPOSED, proposed_by=stage.preparer)()
    settled = {"state": "settled", "settled_at": IN_FEBRUARY, "settled_by": stage.approver}

    for change in ({"settled_by": stage.preparer}, {"settled_by": None}, {"state": "settling"}):
        with refused_by("returned_payment_is_settled_by_somebody_else"):
            changed(returned, **settled | change)()
    for change in ({"note": "Given up"}, {"proposed_by": stage.approver, "settled_by": stage.preparer}):
        with refused_by("proposed_settling_never_changes|Cannot update"):
            changed(returned, **settled | change)()
    changed(returned, **settled)()
    with refused_by("proposed_settling_never_changes|Cannot update"):
        changed(returned, note="Given up")()


def test_nobody_settles_a_returned_payment_that_nobody_proposed_to(stage, returned):
    with refused_by("returned_payment_moves_as_allowed|Invalid transition"):
        changed(
            returned, **PROPOSED | {"state": "settled"}, proposed_by=stage.preparer, settled_at=IN_FEBRUARY,
            settled_by=stage.approver,
        )()  # fmt: skip


def test_a_returned_payment_stays_what_it_was(returned):
    with refused_by("returned_payment_stays_what_it_was|Cannot update"):
        changed(returned, reason="")()
    with refused_by("returned_payment_is_never_deleted|Cannot delete"):
        ReturnedPayment.objects.filter(pk=returned.pk)._raw_delete("default")
    with refused_by("returned_payment_moves_as_allowed|Invalid transition"):
        changed(returned, state="repaid")()
    with refused_by("payment_id"):
        copied(returned)()


def test_a_repayment_stays_and_is_approved_by_somebody_else(stage, repayment):
    approval = {"state": "filed", "approved_at": IN_FEBRUARY}

    for by in (None, stage.preparer):
        with refused_by("repayment_is_approved_by_somebody_else"):
            changed(repayment, **approval, approved_by=by)()
    with refused_by("repayments_of_a_run_are_numbered"):
        copied(repayment)()
    with refused_by("repayment_never_changes|Cannot update"):
        changed(repayment, pay_on=date(2017, 3, 1))()
    with refused_by("repayment_is_never_deleted|Cannot delete"):
        type(repayment).objects.filter(pk=repayment.pk)._raw_delete("default")
    changed(repayment, state="withdrawn")()
    with refused_by("repayment_moves_as_allowed|Invalid transition"):
        changed(repayment, state="submitted")()


def test_only_what_was_set_aside_is_reviewed_once_and_for_good(stage, message):
    strange = read_file(stage, files.pain002("OTHERS", status="ACCP", message_id="BANK-2")).lines.get()
    said = {"reviewed_at": IN_FEBRUARY, "reviewed_by": stage.preparer, "note": "Another's file"}

    with refused_by("only_what_was_set_aside_is_reviewed"):
        BankLineReview.objects.create(line=message.lines.filter(result="applied")[0], **said)
    with refused_by("review_of_a_bank_line_says_what_came_of_it"):
        BankLineReview.objects.create(line=strange, **said | {"note": ""})
    review = BankLineReview.objects.create(line=strange, **said)
    with refused_by("line_id"):
        copied(review)()
    with refused_by("bank_line_review_never_changes|permission denied"):
        changed(review, note="Never mind")()
