"""Reading what the bank answers: each file once, each line applied, known before, or set aside with its reason.

Nothing is lost: the file is kept as it came, and every line that names no payment of ours, or says something else of
one than we know, stands in the list of the message.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from billing import errors, rules
from billing.actions.payment_files import move_to_sent
from billing.bank.answers import RETURNED, Answer, Message
from billing.bank.reading import read
from billing.models import BankMessage, BankMessageLine, FileSending, Payment, PaymentFile, PaymentRun, ReturnedPayment
from billing.models.payments import MOVES
from billing.queries import bank as queries
from pilot import audit, documents, formats
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import Document, Organiser, User

State, Result = Payment.State, BankMessageLine.Result
# How far a payment is: what the bank says of an earlier stage is old news, not a contradiction.
STAGES = [State.ORDERED, State.PENDING, State.ACCEPTED, State.PAID]


@dataclass(frozen=True)
class Reading:
    """A message that was read, and whether that was now or before."""

    message: BankMessage
    is_new: bool


@transaction.atomic
def read_bank_message(
    *, payer: Organiser, filename: str, content: bytes, by: User | None, at: datetime, channel: str
) -> Reading:
    """Read a file of the payer's bank: pain.002 or camt.054. The same file again changes nothing.

    Moves each payment to what the bank says, puts what was rejected or came back into the queue, and each run whose
    every payment is answered on to answered. Refuses what is no such message, naming the place, and another file with a
    message id that was read before. Records `bank_message_read`, and an event for each payment that failed and each run
    that moved.
    """
    lock_messages(payer)
    digest = documents.digest_of(content)
    if (before := BankMessage.objects.filter(payer=payer, sha256=digest).first()) is not None:
        return Reading(before, is_new=False)
    said = read(content)
    _refuse_used_id(payer, said)
    files = queries.files_named(payer, {answer.file_id for answer in said.answers})
    payments = queries.payments_named(payer, said.answers, files)
    _lock_runs(payments)
    lines = _lines(said, payer, files, {payment.pk: payment for payment in payments})
    message = BankMessage.objects.create(
        payer=payer,
        kind=said.kind,
        message_id=said.message_id,
        created_text=said.created_text,
        filename=filename[-120:],
        sha256=digest,
        document=_store(payer, said, filename, content, digest, at),
        line_count=len(lines),
        aside_count=sum(line.result not in (Result.APPLIED, Result.KNOWN) for line in lines),
        read_at=at,
        read_by=by,
    )
    for line in lines:
        line.message = message
    BankMessageLine.objects.bulk_create(lines)
    _record_message(message, by=by, at=at, channel=channel)
    _apply(message, [line for line in lines if line.result == Result.APPLIED], by=by, at=at, channel=channel)
    return Reading(message, is_new=True)


def lock_messages(payer: Organiser) -> None:
    """Let one of the payer's messages after the other be read, and be looked at."""
    lock(("bank_messages", payer.pk))


def _refuse_used_id(payer: Organiser, said: Message) -> None:
    used = BankMessage.objects.filter(payer=payer, kind=said.kind, message_id=said.message_id).first()
    if used is not None:
        raise errors.MessageIdUsed(message=said.message_id, day=formats.day(helsinki_today(used.read_at)))


def _lock_runs(payments: list[Payment]) -> None:
    """Hold the runs, in order, before anything of theirs is looked at; then read the payments' states anew."""
    runs = {payment.run_id for payment in payments}
    list(PaymentRun.objects.select_for_update().filter(pk__in=runs).order_by("pk").values_list("pk", flat=True))
    states = dict(Payment.objects.filter(pk__in=[payment.pk for payment in payments]).values_list("pk", "state"))
    for payment in payments:
        payment.state = states[payment.pk]


def _lines(
    said: Message, payer: Organiser, files: dict[str, PaymentFile], payments: dict[int, Payment]
) -> list[BankMessageLine]:
    by_id = {payment.end_to_end_id: payment for payment in payments.values()}
    of_file: dict[int, list[Payment]] = defaultdict(list)
    for payment in payments.values():
        of_file[payment.file_id or 0].append(payment)
    # What came back on the same day was in the booking of the whole file all the same.
    named = {row.end_to_end_id for row in said.answers if not row.is_of_file and row.outcome != RETURNED}
    lines: list[BankMessageLine] = []
    # Nothing comes back before it left, in whatever order the bank writes it.
    for answer in sorted(said.answers, key=lambda row: row.outcome == RETURNED):
        if answer.account and answer.account != payer.iban:
            lines.append(_line(answer, Result.OTHER_ACCOUNT))
        elif answer.is_of_file:
            lines += _of_file(said.kind, answer, files, of_file, named)
        else:
            lines.append(_of_payment(answer, files, by_id.get(answer.end_to_end_id)))
    for ordinal, line in enumerate(lines, start=1):
        line.ordinal = ordinal
    return lines


def _of_file(
    kind: str,
    answer: Answer,
    files: dict[str, PaymentFile],
    of_file: dict[int, list[Payment]],
    named: set[str],
) -> list[BankMessageLine]:
    """Say what is said of a whole file of each of its payments that is not named; a booking must be their sum."""
    if answer.file_id not in files:
        return [_line(answer, Result.UNKNOWN_FILE)]
    rest = [payment for payment in of_file[files[answer.file_id].pk] if payment.end_to_end_id not in named]
    if kind == BankMessage.Kind.CAMT054:
        # What the bank rejected is not in its booking; what came back was, also when that was read first.
        rest = [payment for payment in rest if payment.state != State.REJECTED]
        if not _is_sum_of(answer, rest):
            rest = [payment for payment in rest if payment.state != State.RETURNED]
    if not _is_sum_of(answer, rest):
        return [_line(answer, Result.WRONG_AMOUNT)]
    return [_said_of(payment, answer) for payment in rest]


def _is_sum_of(answer: Answer, payments: list[Payment]) -> bool:
    """Tell whether what is said of a whole file is said of just these payments."""
    total = sum(payment.cents for payment in payments)
    return answer.count in (None, len(payments)) and answer.cents in (None, total) and answer.is_euros


def _of_payment(answer: Answer, files: dict[str, PaymentFile], payment: Payment | None) -> BankMessageLine:
    if not answer.end_to_end_id:
        return _line(answer, Result.NO_REFERENCE)
    if answer.file_id and answer.file_id not in files:
        return _line(answer, Result.UNKNOWN_FILE)
    if payment is None:
        return _line(answer, Result.UNKNOWN_ID)
    if answer.file_id and files[answer.file_id].pk != payment.file_id:
        return _line(answer, Result.OTHER_FILE, payment)
    if answer.cents not in (None, payment.cents) or not answer.is_euros:
        return _line(answer, Result.WRONG_AMOUNT, payment)
    return _said_of(payment, answer)


def _said_of(payment: Payment, answer: Answer) -> BankMessageLine:
    """Compare what is said with what is known; what moves the payment moves it for the lines that follow too."""
    if not answer.outcome:
        return _line(answer, Result.UNKNOWN_STATUS, payment)
    if payment.state == answer.outcome:
        return _line(answer, Result.KNOWN, payment)
    if (payment.state, answer.outcome) in MOVES:
        payment.state = answer.outcome
        return _line(answer, Result.APPLIED, payment)
    if payment.state in STAGES and answer.outcome in STAGES:
        return _line(answer, Result.KNOWN, payment)
    if payment.state == State.RETURNED and answer.outcome == State.PAID:
        # Most likely the bank's messages changed places. It may as well have paid after all: somebody looks first.
        return _line(answer, Result.CAME_BACK, payment)
    return _line(answer, Result.CONTRADICTS, payment)


def _line(answer: Answer, result: str, payment: Payment | None = None) -> BankMessageLine:
    return BankMessageLine(
        line=answer.line,
        file_id_text=answer.file_id,
        end_to_end_id=answer.end_to_end_id or (payment.end_to_end_id if payment else ""),
        status=answer.status,
        reason=answer.reason,
        told=answer.told,
        cents=answer.cents if answer.cents is not None or payment is None else payment.cents,
        currency=answer.currency,
        outcome=answer.outcome,
        result=result,
        payment=payment,
    )


def _apply(message: BankMessage, lines: list[BankMessageLine], *, by: User | None, at: datetime, channel: str) -> None:
    """Move the payments one step after the other, as the lines do; then their runs."""
    runs: dict[int, set[int]] = defaultdict(set)
    moves: dict[tuple[int, str], list[int]] = defaultdict(list)
    made: dict[int, int] = defaultdict(int)
    for line in lines:
        payment = line.payment
        assert payment is not None
        made[payment.pk] += 1
        moves[made[payment.pk], line.outcome].append(payment.pk)
        runs[payment.run_id].add(payment.file_id or 0)
    for (_step, outcome), payments in sorted(moves.items()):
        Payment.objects.filter(pk__in=payments).update(state=outcome)
    for line in lines:
        if line.outcome in Payment.FAILED:
            open_return(line, by=by, at=at, channel=channel)
    for run in PaymentRun.objects.filter(pk__in=runs).select_related("strand__pilot").order_by("pk"):
        move_run(run, runs[run.pk], by=by, at=at, channel=channel)


def open_return(line: BankMessageLine, *, by: User | None, at: datetime, channel: str) -> ReturnedPayment:
    """Put the payment of the line among those that wait for somebody. Records `payment_failed`."""
    payment = line.payment
    assert payment is not None
    returned = ReturnedPayment.objects.create(
        payment=payment,
        reason=line.reason,
        told=line.told,
        opened_at=at,
        due_on=rules.return_due(helsinki_today(at)),
    )
    audit.record(
        "payment_failed",
        by=by,
        at=at,
        channel=channel,
        subject=("run", payment.run_id),
        pilot_code=payment.run.strand.pilot.code,
        reason=line.reason,
        facts={
            "payment": payment.end_to_end_id,
            "outcome": line.outcome,
            "cents": payment.cents,
            "returned": returned.pk,
        },
    )
    return returned


def move_run(run: PaymentRun, files: set[int], *, by: User | None, at: datetime, channel: str) -> None:
    """An answer shows that the file is at the bank; when every first payment is answered, the run is."""
    for file in PaymentFile.objects.filter(pk__in=files, sending=None):
        FileSending.objects.create(file=file, sent_at=at, sent_by=by, is_shown_by_answer=True)
    move_to_sent(run)
    first = Payment.objects.filter(run=run, attempt=1)
    waits = first.filter(state__in=[State.ORDERED, State.PENDING]).exists()
    if run.state == PaymentRun.State.SENT and not waits:
        run.state, run.answered_at, run.answered_by = PaymentRun.State.ANSWERED, at, by
        run.save(update_fields=["state", "answered_at", "answered_by"])
        _record_run("run_answered", run, by=by, at=at, channel=channel)
    elif run.state == PaymentRun.State.CLOSED and queries.has_open_payment(run):
        run.state, run.closed_at, run.closed_by = PaymentRun.State.ANSWERED, None, None
        run.save(update_fields=["state", "closed_at", "closed_by"])
        _record_run("run_reopened", run, by=by, at=at, channel=channel)


def _store(payer: Organiser, said: Message, filename: str, content: bytes, digest: str, at: datetime) -> Document:
    return documents.store(
        kind="bank_message",
        key=f"bank_message/{payer.pk}/{digest}",
        number=said.message_id,
        filename=f"{digest[:16]}.xml",
        media_type="application/xml",
        content=content,
        subject=("organiser", payer.pk),
        issued_at=at,
    )


def _record_message(message: BankMessage, *, by: User | None, at: datetime, channel: str) -> None:
    audit.record(
        "bank_message_read",
        by=by,
        at=at,
        channel=channel,
        subject=("bank_message", message.pk),
        pilot_code=queries.pilot_code(message.payer),
        facts={
            "payer": message.payer.code,
            "kind": message.kind,
            "message": message.message_id,
            "lines": message.line_count,
            "set_aside": message.aside_count,
            "sha256": message.sha256,
        },
    )


def _record_run(kind: str, run: PaymentRun, *, by: User | None, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("run", run.pk),
        pilot_code=run.strand.pilot.code,
        facts={"strand": run.strand.code, "month": f"{run.month:%Y-%m}"},
    )
