"""The pages of a payment that did not arrive and of an order to pay again."""

from datetime import datetime
from typing import Any

from billing.actions.payment_files import downloads
from billing.bank import words as bank_words
from billing.errors import NoBankAccount, OwnRepayment, OwnSettling, SameAccount
from billing.forms import ApprovalForm, NoteForm, RepaymentForm, SettlementForm
from billing.models import Payment, PaymentFile, Repayment, ReturnedPayment
from billing.pages.life import Next, may
from billing.queries import bank as queries
from billing.queries.payments import settling_digest
from billing.rules import ACCOUNT_REASONS
from pilot.access import Permission
from pilot.calendar import Month, helsinki_today, next_bank_day
from pilot.identifiers import in_groups
from pilot.models import User


def return_parts(returned: ReturnedPayment, user: User, at: datetime) -> dict[str, Any]:
    """Return everything that the page of a returned payment shows."""
    payment, today = returned.payment, helsinki_today(at)
    pay_on = next_bank_day(today)
    account = queries.account_on(payment.provider_id, pay_on)
    is_open = returned.state == ReturnedPayment.State.OPEN
    is_proposed = returned.state == ReturnedPayment.State.SETTLING
    approves = is_proposed and may(user, Permission.APPROVE_RUN)
    return {
        "returned": returned,
        "payment": payment,
        "month": Month.of(payment.run.month),
        "today": today,
        "pay_on": pay_on,
        "reason": bank_words.reason(returned.reason),
        "iban": in_groups(payment.iban, 4),
        "account": account,
        "account_iban": in_groups(account.iban, 4) if account else "",
        "is_same_account": account is not None and account.iban == payment.iban,
        "lines": [_printed_line(line) for line in queries.history_of(payment)],
        "replacement": Payment.objects.filter(replaces=payment).select_related("repayment").first(),
        "order_reason": _order_reason(returned, account),
        "waits": returned.state not in (ReturnedPayment.State.REPAID, ReturnedPayment.State.SETTLED),
        "may_approve": approves,
        "approve_reason": str(OwnSettling.text) if approves and returned.proposed_by_id == user.pk else "",
        "may_withdraw": is_proposed and may(user, Permission.SETTLE_PAYMENTS),
        "looked_at": settling_digest(returned),
        "may_settle": is_open and may(user, Permission.SETTLE_PAYMENTS),
        "may_order": is_open and may(user, Permission.SUBMIT_RUN),
        "is_own": returned.owner_id == user.pk,
        "repayment_form": RepaymentForm(
            rows=queries.open_returns(payment.run), initial={"returned": [returned.pk]}, auto_id="again_%s"
        ),
        "settlement_form": SettlementForm(auto_id="settlement_%s"),
        "wrong_form": None,
    }


def repayment_parts(repayment: Repayment, user: User) -> dict[str, Any]:
    """Return everything that the page of an order to pay again shows."""
    payments = queries.payments_of_repayment(repayment)
    file = PaymentFile.objects.filter(repayment=repayment).select_related("made_by", "sending__sent_by").first()
    waits = repayment.state == Repayment.State.SUBMITTED
    approves = waits and may(user, Permission.APPROVE_RUN)
    return {
        "repayment": repayment,
        "run": repayment.run,
        "month": Month.of(repayment.run.month),
        "payments": [_printed_payment(payment) for payment in payments],
        "total_cents": sum(payment.cents for payment in payments),
        "file": file,
        "downloads": list(downloads(file)) if file else [],
        "may_approve": approves,
        "approve_reason": str(OwnRepayment.text) if approves and repayment.submitted_by_id == user.pk else "",
        "may_withdraw": waits and may(user, Permission.SUBMIT_RUN),
        "next": Next(
            download=may(user, Permission.DOWNLOAD_PAYMENT_FILE), note_sent=may(user, Permission.SETTLE_PAYMENTS)
        ),
        "approval_form": ApprovalForm(initial={"digest": repayment.payment_digest}, auto_id="approval_%s"),
        "note_form": NoteForm(auto_id="withdrawal_%s"),
    }


def _order_reason(returned: ReturnedPayment, account: queries.BankAccount | None) -> str:
    """Say why an order would be refused; the action asks the same."""
    if account is None:
        return NoBankAccount(providers=returned.payment.provider.name).message
    if returned.reason in ACCOUNT_REASONS and account.iban == returned.payment.iban:
        return SameAccount(providers=returned.payment.provider.name).message
    return ""


def _printed_line(line: Any) -> dict[str, Any]:
    return {"line": line, "reason": bank_words.reason(line.reason)}


def _printed_payment(payment: Payment) -> dict[str, Any]:
    before = payment.replaces
    return {
        "payment": payment,
        "iban": in_groups(payment.iban, 4),
        "iban_before": in_groups(before.iban, 4) if before and before.iban != payment.iban else "",
        "state": payment.state if payment.file_id else "planned",
    }
