"""What a bank's message says that fitted no payment: somebody looks at it and says what came of it.

A line that was set aside moves nothing by itself. Looked at, it leaves the list of what waits. One thing more can be
done with a payment that came back smaller than it left, after the bank's charge: it counts as come back, and is then
paid again as every returned payment is.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from billing import errors
from billing.actions.bank_messages import lock_messages, move_run, open_return
from billing.models import BankLineReview, BankMessage, BankMessageLine, Payment, PaymentRun, ReturnedPayment
from billing.models.payments import MOVES
from billing.queries import bank as queries
from pilot import audit
from pilot.models import User


@transaction.atomic
def review_bank_lines(
    *, message: BankMessage, lines: Collection[int], note: str, by: User, at: datetime, channel: str
) -> list[BankLineReview]:
    """Say that lines of a message that fitted no payment were looked at, and what came of it.

    Refuses without words, and lines that are not the message's, fitted, or were looked at before: then none is marked.
    Records `bank_lines_reviewed`.
    """
    lock_messages(message.payer)
    rows = list(queries.waiting_lines(message).filter(pk__in=lines))
    if not rows or len(rows) != len(set(lines)):
        raise errors.LinesReviewed
    reviews = _write(rows, note=note, is_return=False, by=by, at=at)
    _record(message, rows, note=note, by=by, at=at, channel=channel)
    return reviews


@transaction.atomic
def take_as_returned(*, line: BankMessageLine, note: str, by: User, at: datetime, channel: str) -> ReturnedPayment:
    """Count a payment as come back of which the bank sent less than it was; it waits to be paid again, in full.

    Refuses without words, a line that says something else or was looked at before, and a payment that cannot come back
    any more. Records `bank_lines_reviewed` and `payment_failed`.
    """
    message = BankMessage.objects.select_related("payer").get(pk=line.message_id)
    lock_messages(message.payer)
    waiting = queries.waiting_lines(message).filter(pk=line.pk).first()
    if waiting is None:
        raise errors.LinesReviewed
    line, payment = waiting, _payment(waiting)
    _write([line], note=note, is_return=True, by=by, at=at)
    _record(message, [line], note=note, by=by, at=at, channel=channel)
    Payment.objects.filter(pk=payment.pk).update(state=Payment.State.RETURNED)
    returned = open_return(line, by=by, at=at, channel=channel)
    move_run(payment.run, {payment.file_id or 0}, by=by, at=at, channel=channel)
    return returned


def _payment(line: BankMessageLine) -> Payment:
    """Hold the payment's run, then look whether it may still come back."""
    if not line.is_smaller_return:
        raise errors.NotASmallerReturn
    assert line.payment is not None
    PaymentRun.objects.select_for_update().get(pk=line.payment.run_id)
    payment = Payment.objects.select_related("run__strand__pilot").get(pk=line.payment.pk)
    if (payment.state, Payment.State.RETURNED) not in MOVES:
        raise errors.NotASmallerReturn
    line.payment = payment
    return payment


def _write(rows: list[BankMessageLine], *, note: str, is_return: bool, by: User, at: datetime) -> list[BankLineReview]:
    if not note.strip():
        raise errors.LineNoteMissing
    return BankLineReview.objects.bulk_create(
        BankLineReview(line=row, note=note.strip(), is_return=is_return, reviewed_at=at, reviewed_by=by) for row in rows
    )


def _record(
    message: BankMessage, rows: list[BankMessageLine], *, note: str, by: User, at: datetime, channel: str
) -> None:
    audit.record(
        "bank_lines_reviewed",
        by=by,
        at=at,
        channel=channel,
        subject=("bank_message", message.pk),
        pilot_code=queries.pilot_code(message.payer),
        reason=note.strip(),
        facts={"message": message.message_id, "lines": len(rows), "ordinals": [row.ordinal for row in rows]},
    )
