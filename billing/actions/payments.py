"""From a frozen run to the bank and to its end: submitted by one person, approved by another for exactly that digest.

Undone is only what has not left the house: a submission, and an approval as long as there is no payment file.

The statements' documents need not exist for it: the statement is the frozen row, its PDF can be made from it at any
time, and a pay day never waits for a typesetter. The run's page shows how many are still to be made.
"""

from datetime import date, datetime

from django.db import transaction

from billing import errors, rules
from billing.models import Payment, PaymentRun
from billing.queries import payments as queries
from billing.queries.runs import last_check
from pilot import audit, formats
from pilot.calendar import helsinki_today
from pilot.models import User

State = PaymentRun.State
HAS_FILE = (State.FILED, State.SENT, State.ANSWERED)


@transaction.atomic
def submit(*, run: PaymentRun, by: User, at: datetime, channel: str) -> PaymentRun:
    """Submit a frozen run for approval: fix one payment a provider, the pay day and the digest over them all.

    Each payment goes to the bank account that is confirmed and in force on the pay day; later changes of an account do
    not reach it. Refuses a run in another state, one whose last check fails, and providers without such an account.
    Records `run_submitted`.
    """
    run = _in_state(run, State.FROZEN)
    _refuse_failed_check(run)
    run.pay_on = pay_on = queries.pay_day_of(run, helsinki_today(at))
    Payment.objects.bulk_create(_payments(run, pay_on))
    run.payment_digest = _digest(run)
    run.state, run.submitted_at, run.submitted_by = State.SUBMITTED, at, by
    run.save(update_fields=["state", "pay_on", "payment_digest", "submitted_at", "submitted_by"])
    _record("run_submitted", run, by=by, at=at, channel=channel)
    return run


@transaction.atomic
def withdraw_submission(*, run: PaymentRun, by: User, at: datetime, channel: str, reason: str = "") -> PaymentRun:
    """Take a submitted run back to frozen; its payments go, for nothing has left the house.

    Refuses a run in another state, an approved one too, and says so when a file exists. Records
    `run_submission_withdrawn`.
    """
    run = _in_state(run, State.SUBMITTED)
    digest = run.payment_digest
    Payment.objects.filter(run=run).delete()
    run.state, run.pay_on, run.payment_digest = State.FROZEN, None, ""
    run.submitted_at, run.submitted_by = None, None
    run.save(update_fields=["state", "pay_on", "payment_digest", "submitted_at", "submitted_by"])
    _record("run_submission_withdrawn", run, by=by, at=at, channel=channel, reason=reason, payment_digest=digest)
    return run


@transaction.atomic
def approve(*, run: PaymentRun, digest: str, by: User, at: datetime, channel: str, reason: str = "") -> PaymentRun:
    """Approve the submitted run's payments, and nothing else: the digest is the one that the approver looked at.

    It is computed again from the rows, so that any change after the submission voids it. Refuses a run in another
    state, who submitted it, another digest, a last check that fails, and a pay day that has passed. Records
    `run_approved`.
    """
    run = _in_state(run, State.SUBMITTED)
    if run.submitted_by_id == by.pk:
        raise errors.OwnSubmission
    if not digest == run.payment_digest == _digest(run):
        raise errors.DigestDiffers
    _refuse_failed_check(run)
    refuse_passed_day(run.pay_on, at)
    run.state, run.approved_digest, run.approved_at, run.approved_by = State.APPROVED, digest, at, by
    run.save(update_fields=["state", "approved_digest", "approved_at", "approved_by"])
    _record("run_approved", run, by=by, at=at, channel=channel, reason=reason)
    return run


@transaction.atomic
def withdraw_approval(*, run: PaymentRun, by: User, at: datetime, channel: str, reason: str = "") -> PaymentRun:
    """Take an approval back as long as there is no payment file: the run waits for approval again.

    Refuses a run in another state, and says so when a file exists. Records `run_approval_withdrawn`.
    """
    run = _in_state(run, State.APPROVED)
    run.state, run.approved_digest, run.approved_at, run.approved_by = State.SUBMITTED, "", None, None
    run.save(update_fields=["state", "approved_digest", "approved_at", "approved_by"])
    _record("run_approval_withdrawn", run, by=by, at=at, channel=channel, reason=reason)
    return run


@transaction.atomic
def note_paid(*, run: PaymentRun, by: User, at: datetime, channel: str, note: str) -> PaymentRun:
    """Write down that somebody saw the run's accepted payments on the account, where the bank sends no bookings.

    Refuses without a note of where it was seen, and when no payment waits for it. Records `payments_seen_paid`.
    """
    if not note.strip():
        raise errors.NoteMissing
    run = _in_state(run, State.ANSWERED)
    seen = list(
        Payment.objects.select_for_update().filter(run=run, state=Payment.State.ACCEPTED).values_list("pk", flat=True)
    )
    if not seen:
        raise errors.NothingAccepted
    Payment.objects.filter(pk__in=seen).update(state=Payment.State.PAID)
    _record("payments_seen_paid", run, by=by, at=at, channel=channel, reason=note.strip(), payments=seen)
    return run


@transaction.atomic
def close(*, run: PaymentRun, by: User, at: datetime, channel: str) -> PaymentRun:
    """Close a run whose every payment is paid, paid again or settled; one that pays nobody once it is approved.

    Refuses a run in another state, and names who is not paid. Records `run_closed`.
    """
    run = _lock(run)
    if run.state != State.ANSWERED and not (run.state == State.APPROVED and not run.payments.exists()):
        raise errors.WrongState
    if left := queries.unsettled(run):
        raise errors.NotAllPaid(providers=", ".join(sorted({payment.provider.name for payment in left})))
    run.state, run.closed_at, run.closed_by = State.CLOSED, at, by
    run.save(update_fields=["state", "closed_at", "closed_by"])
    _record("run_closed", run, by=by, at=at, channel=channel)
    return run


def refuse_passed_day(pay_on: date | None, at: datetime) -> None:
    """Refuse to send out a payment for a day that is over; the approver decided on that day."""
    if pay_on is not None and pay_on < helsinki_today(at):
        raise errors.PayDayPassed(day=formats.day(pay_on))


def _in_state(run: PaymentRun, state: str) -> PaymentRun:
    """Lock the run's row and look at it only then; whoever comes second finds it moved on."""
    run = _lock(run)
    if run.state != state:
        if state in (State.SUBMITTED, State.APPROVED) and run.state in HAS_FILE:
            raise errors.FileExists
        raise errors.WrongState
    return run


def _refuse_failed_check(run: PaymentRun) -> None:
    """A check that is still to come stops nothing, for a pay day waits for nobody; one that failed stops everything."""
    last = last_check(run)
    if last is not None and last.state == "fails":
        raise errors.CheckFails


def _lock(run: PaymentRun) -> PaymentRun:
    return PaymentRun.objects.select_for_update(of=("self",)).select_related("strand__pilot").get(pk=run.pk)


def _payments(run: PaymentRun, pay_on: date) -> list[Payment]:
    payables = queries.payables(run)
    accounts = queries.bank_accounts([payable.provider_id for payable in payables], pay_on)
    missing = [payable.name for payable in payables if payable.provider_id not in accounts]
    if missing:
        raise errors.NoBankAccount(providers=", ".join(missing))
    return [
        Payment(
            run=run,
            provider_id=payable.provider_id,
            cents=payable.cents,
            iban=accounts[payable.provider_id].iban,
            holder=accounts[payable.provider_id].holder,
            reference=rules.payment_reference(run.pk, payable.provider_id),
            end_to_end_id=rules.end_to_end_id(run.pk, payable.provider_id),
        )
        for payable in payables
    ]


def _digest(run: PaymentRun) -> str:
    assert run.pay_on is not None
    return rules.payment_digest(run.digest, run.pay_on, queries.payment_facts(run))


def _record(
    kind: str, run: PaymentRun, *, by: User, at: datetime, channel: str, reason: str = "", **facts: object
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("run", run.pk),
        pilot_code=run.strand.pilot.code,
        reason=reason,
        facts={"strand": run.strand.code, "month": f"{run.month:%Y-%m}", "payment_digest": run.payment_digest} | facts,
    )
