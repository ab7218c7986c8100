"""Payments that did not arrive: somebody takes each on; two people have it paid again once, or settle it otherwise.

To say that a debt is settled lets it go for good, so one person proposes it in words and another approves those.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from billing import errors, rules
from billing.actions.payment_files import write_file
from billing.actions.payments import refuse_passed_day
from billing.models import Payment, PaymentFile, PaymentRun, Repayment, ReturnedPayment
from billing.queries import payments as queries
from pilot import audit
from pilot.calendar import helsinki_today, next_bank_day
from pilot.models import User

State = ReturnedPayment.State
PROPOSAL = ["state", "note", "proposed_at", "proposed_by"]


@transaction.atomic
def take_on(*, returned: ReturnedPayment, by: User, at: datetime, channel: str) -> ReturnedPayment:
    """Become the one who sees to a returned payment, instead of whoever it was.

    Refuses what somebody acted on already. Records `returned_payment_taken_on`.
    """
    returned = _open(returned)
    returned.owner = by
    returned.save(update_fields=["owner"])
    _record("returned_payment_taken_on", returned, by=by, at=at, channel=channel)
    return returned


@transaction.atomic
def propose_settling(*, returned: ReturnedPayment, note: str, by: User, at: datetime, channel: str) -> ReturnedPayment:
    """Propose that a returned payment is settled without a new one, saying how; it waits for somebody else.

    Refuses without words, and what somebody acted on already. Records `settling_proposed`.
    """
    returned = _open(returned)
    if not note.strip():
        raise errors.NoteMissing
    returned.state, returned.note = State.SETTLING, note.strip()
    returned.proposed_at, returned.proposed_by = at, by
    returned.save(update_fields=PROPOSAL)
    _record("settling_proposed", returned, by=by, at=at, channel=channel, reason=returned.note)
    return returned


@transaction.atomic
def withdraw_settling(*, returned: ReturnedPayment, by: User, at: datetime, channel: str) -> ReturnedPayment:
    """Take a proposal back, or send it back: the payment waits for somebody again.

    Refuses what does not wait for approval. Records `settling_withdrawn`, with the words that were proposed.
    """
    returned = _locked(returned, State.SETTLING)
    words = returned.note
    returned.state, returned.note = State.OPEN, ""
    returned.proposed_at = returned.proposed_by = None
    returned.save(update_fields=PROPOSAL)
    _record("settling_withdrawn", returned, by=by, at=at, channel=channel, reason=words)
    return returned


@transaction.atomic
def settle_otherwise(
    *, returned: ReturnedPayment, looked_at: str, by: User, at: datetime, channel: str
) -> ReturnedPayment:
    """Approve how a returned payment was settled: it is never paid again.

    `looked_at` is the digest of the proposal that the approver saw. Refuses who proposed it, another proposal, and what
    does not wait for approval. Records `returned_payment_settled`.
    """
    returned = _locked(returned, State.SETTLING)
    if returned.proposed_by_id == by.pk:
        raise errors.OwnSettling
    if looked_at != queries.settling_digest(returned):
        raise errors.SettlingDiffers
    returned.state, returned.settled_at, returned.settled_by = State.SETTLED, at, by
    returned.save(update_fields=["state", "settled_at", "settled_by"])
    _record("returned_payment_settled", returned, by=by, at=at, channel=channel, reason=returned.note)
    return returned


@transaction.atomic
def order_repayment(
    *, run: PaymentRun, returned: Sequence[ReturnedPayment], by: User, at: datetime, channel: str
) -> Repayment:
    """Order that returned payments of a run are paid again, to the accounts confirmed for the next bank day.

    Nothing leaves the house before somebody else approves it. Refuses what somebody acted on already, who has no
    account, and who has only the account that the bank refused. Records `repayment_ordered`.
    """
    run = _lock(run)
    rows = list(
        ReturnedPayment.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.pk for row in returned], payment__run=run, state=State.OPEN)
        .select_related("payment__provider")
        .order_by("pk")
    )
    if not rows or len(rows) != len({row.pk for row in returned}):
        raise errors.ReturnNotOpen
    pay_on = next_bank_day(helsinki_today(at))
    number = (Repayment.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0) + 1
    repayment = Repayment(run=run, number=number, pay_on=pay_on, submitted_at=at, submitted_by=by)
    payments = _payments(run, repayment, rows, pay_on)
    repayment.payment_digest = _digest_of(run, repayment, payments)
    repayment.save()
    ReturnedPayment.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.REPAYING)
    Payment.objects.bulk_create(payments)
    _record_order("repayment_ordered", repayment, by=by, at=at, channel=channel)
    return repayment


@transaction.atomic
def withdraw_repayment(*, repayment: Repayment, by: User, at: datetime, channel: str, reason: str = "") -> Repayment:
    """Take an order back that is not approved: its payments go, and the returned payments wait again.

    Refuses an order in another state. Records `repayment_withdrawn`.
    """
    repayment = _submitted(repayment)
    returned = _returned_of(repayment)
    Payment.objects.filter(repayment=repayment).delete()
    ReturnedPayment.objects.filter(pk__in=returned).update(state=State.OPEN)
    repayment.state = Repayment.State.WITHDRAWN
    repayment.save(update_fields=["state"])
    _record_order("repayment_withdrawn", repayment, by=by, at=at, channel=channel, reason=reason)
    return repayment


@transaction.atomic
def approve_repayment(
    *, repayment: Repayment, digest: str, by: User, at: datetime, channel: str, reason: str = ""
) -> PaymentFile:
    """Approve exactly the payments that were looked at, and make the file that holds only those.

    Refuses who ordered it, another digest, a pay day that has passed, and an order in another state. Records
    `repayment_approved` and `payment_file_made`.
    """
    repayment = _submitted(repayment)
    run = repayment.run
    if repayment.submitted_by_id == by.pk:
        raise errors.OwnRepayment
    now = _digest(run, repayment)
    if not digest == repayment.payment_digest == now:
        raise errors.DigestDiffers
    refuse_passed_day(repayment.pay_on, at)
    returned = _returned_of(repayment)
    file = write_file(run, repayment, pay_on=repayment.pay_on, created_at=at, by=by, at=at, channel=channel)
    repayment.state, repayment.approved_at, repayment.approved_by = Repayment.State.FILED, at, by
    repayment.save(update_fields=["state", "approved_at", "approved_by"])
    ReturnedPayment.objects.filter(pk__in=returned).update(state=State.REPAID)
    _record_order("repayment_approved", repayment, by=by, at=at, channel=channel, reason=reason)
    return file


def _lock(run: PaymentRun) -> PaymentRun:
    """Hold the run: whatever happens to its payments happens one after the other."""
    rows = PaymentRun.objects.select_for_update(of=("self",)).select_related("strand__pilot__lead")
    return rows.get(pk=run.pk)


def _open(returned: ReturnedPayment) -> ReturnedPayment:
    return _locked(returned, State.OPEN)


def _locked(returned: ReturnedPayment, state: str) -> ReturnedPayment:
    """Hold the returned payment, and look only then whether it is where the deed may be done."""
    rows = ReturnedPayment.objects.select_for_update(of=("self",)).select_related("payment__run__strand__pilot")
    returned = rows.get(pk=returned.pk)
    if returned.state != state:
        raise errors.ReturnNotOpen
    return returned


def _submitted(repayment: Repayment) -> Repayment:
    run = _lock(repayment.run)
    repayment = Repayment.objects.select_for_update(of=("self",)).get(pk=repayment.pk)
    if repayment.state != Repayment.State.SUBMITTED:
        raise errors.WrongState
    repayment.run = run
    return repayment


def _returned_of(repayment: Repayment) -> list[int]:
    rows = ReturnedPayment.objects.filter(payment__replacement__repayment=repayment)
    return list(rows.values_list("pk", flat=True))


def _payments(run: PaymentRun, repayment: Repayment, rows: Sequence[ReturnedPayment], pay_on: date) -> list[Payment]:
    accounts = queries.bank_accounts([row.payment.provider_id for row in rows], pay_on)
    if missing := [row.payment.provider.name for row in rows if row.payment.provider_id not in accounts]:
        raise errors.NoBankAccount(providers=", ".join(missing))
    refused = [
        row.payment.provider.name
        for row in rows
        if row.reason in rules.ACCOUNT_REASONS and accounts[row.payment.provider_id].iban == row.payment.iban
    ]
    if refused:
        raise errors.SameAccount(providers=", ".join(refused))
    return [_again(run, repayment, row.payment, accounts[row.payment.provider_id]) for row in rows]


def _again(run: PaymentRun, repayment: Repayment, failed: Payment, account: queries.BankAccount) -> Payment:
    attempt = failed.attempt + 1
    return Payment(
        run=run,
        provider_id=failed.provider_id,
        attempt=attempt,
        replaces=failed,
        repayment=repayment,
        cents=failed.cents,
        iban=account.iban,
        holder=account.holder,
        # The provider knows what it is owed by this reference, however often it takes to pay it.
        reference=failed.reference,
        end_to_end_id=rules.end_to_end_id(run.pk, failed.provider_id, attempt),
    )


def _digest(run: PaymentRun, repayment: Repayment) -> str:
    return rules.payment_digest(
        f"{run.digest};R{repayment.number}", repayment.pay_on, queries.payment_facts(run, repayment)
    )


def _digest_of(run: PaymentRun, repayment: Repayment, payments: Sequence[Payment]) -> str:
    facts = [rules.PaymentFacts(row.provider_id, row.cents, row.iban, row.holder, row.reference) for row in payments]
    return rules.payment_digest(f"{run.digest};R{repayment.number}", repayment.pay_on, facts)


def _record(kind: str, returned: ReturnedPayment, *, by: User, at: datetime, channel: str, reason: str = "") -> None:
    payment = returned.payment
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("run", payment.run_id),
        pilot_code=payment.run.strand.pilot.code,
        reason=reason,
        facts={"payment": payment.end_to_end_id, "cents": payment.cents, "returned": returned.pk},
    )


def _record_order(kind: str, repayment: Repayment, *, by: User, at: datetime, channel: str, reason: str = "") -> None:
    run = repayment.run
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("run", run.pk),
        pilot_code=run.strand.pilot.code,
        reason=reason,
        facts={"repayment": repayment.number, "payment_digest": repayment.payment_digest},
    )
