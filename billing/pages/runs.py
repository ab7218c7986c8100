"""A run's page: where it is in its life, what it pays, what moved it, what was checked, who may do what next."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from billing import words
from billing.actions.payment_files import downloads
from billing.actions.work import DOCUMENTS
from billing.events import deeds_of
from billing.forms import ApprovalForm, NoteForm, PaidForm
from billing.models import Payment, PaymentRun, Repayment, ReturnedPayment
from billing.month import checks
from billing.pages.charts import moved_chart
from billing.pages.life import next_deeds, steps
from billing.queries import bank as bank_queries
from billing.queries import payments as payment_queries
from billing.queries import runs as queries
from billing.queries.bank import BankAccount
from billing.queries.closings import settlement_of
from pilot.calendar import Month, helsinki_today
from pilot.identifiers import in_groups
from pilot.models import Job, User
from vouchers import queries as voucher_queries


def run_parts(run: PaymentRun, user: User, at: datetime) -> dict[str, Any]:
    """Return everything that the run's page shows."""
    lines = queries.statement_lines(run)
    paid = [line for line in lines if line.statement.is_payable]
    shown = [line for line in lines if not line.statement.is_payable]
    checked = _checked(run, lines, at)
    fails = checked["identity"] is not None and checked["identity"].state == "fails"
    return (
        {
            "run": run,
            "month": Month.of(run.month),
            "settlement": settlement_of(run),
            "paid": paid,
            "shown": shown,
            "paid_sums": queries.sums(paid),
            "shown_sums": queries.sums(shown),
            "all_sums": queries.sums(lines),
        }
        | _lived(run, user, at, fails=fails)
        | checked
        | _moved(run)
    )


def _lived(run: PaymentRun, user: User, at: datetime, *, fails: bool) -> dict[str, Any]:
    """Return where the run is in its life, and what may be done with it."""
    files, accounts = payment_queries.files_of(run), _accounts(run, at)
    payments = payment_queries.payments_of(run)
    unsettled = [payment for payment in payments if not is_settled(payment)]
    newer = bank_queries.newer_accounts(run)
    return {
        "steps": steps(run, files),
        "deeds": deeds_of(run),
        "payments": [_printed(payment, newer.get(payment.provider_id)) for payment in payments],
        "files": [{"file": file, "downloads": list(downloads(file))} for file in files],
        "accounts": accounts,
        "next": next_deeds(run, user, files, unsettled, fails=fails),
        "approval_form": ApprovalForm(initial={"digest": run.payment_digest}, auto_id="approval_%s"),
        "note_form": NoteForm(auto_id="withdrawal_%s"),
        "paid_form": PaidForm(auto_id="paid_%s"),
        "cannot_submit": fails or bool(accounts["missing"]),
        "submit_reason": _submit_reason(fails=fails, missing=accounts["missing"]),
        "returned_count": sum(hasattr(payment, "returned") for payment in payments),
        "orders": [row for row in run.repayments.all() if row.state == Repayment.State.SUBMITTED],
    }


def _moved(run: PaymentRun) -> dict[str, Any]:
    causes = queries.correction_causes(run)
    parts: dict[str, Any] = {
        "causes": [{"name": words.cause(row.cause), "row": row} for row in causes],
        "corrections": sum(row.cents for row in causes),
        "corrected_residents": sum(row.residents for row in causes),
    }
    if run.previous is not None:
        difference = queries.payable_cents(run) - queries.payable_cents(run.previous)
        entries = reverse("billing:run-entries", args=[run.pk])
        chart = moved_chart(
            Month.of(run.month), Month.of(run.previous.month), difference, queries.moved(run), entries_href=entries
        )
        parts |= {"difference": difference, "chart": chart}
    return parts


def _checked(run: PaymentRun, lines: list[queries.StatementLine], at: datetime) -> dict[str, Any]:
    entries = sum(line.original + line.refund + line.correction for line in lines)
    made = sum(line.statement.document_id is not None for line in lines)
    job = _job(kind=DOCUMENTS, params__run=run.pk) if made < len(lines) else None
    return {
        "entries_cents": entries,
        "statements_cents": sum(line.statement.cents for line in lines),
        "gap_count": run.gaps.count(),
        "put_off": voucher_queries.put_off_for(run.strand.pilot_id, Month.of(run.month), known_at=run.marked_at),
        "all_count": len(lines),
        "document_count": made,
        "documents_left": len(lines) - made,
        "documents_job": job,
        "documents_running": job is not None and job.ended_at is None,
    } | _identity(run, at)


def _identity(run: PaymentRun, at: datetime) -> dict[str, Any]:
    """Return the check kept for the run, and for the last run what is known now, where that takes a moment."""
    kept = queries.last_check(run)
    is_last = not PaymentRun.objects.filter(previous=run).exists()
    now = checks.identity(run.strand, at=at) if is_last and checks.is_small(run.strand) else None
    shown = kept or now
    # A check made now may find what the kept one could not.
    if now is not None and now.state == "fails":
        shown = now
    return {"identity": shown, "known_now": now if shown is kept else None, "is_last": is_last}


def _accounts(run: PaymentRun, at: datetime) -> dict[str, Any]:
    payables = payment_queries.payables(run)
    pay_on = run.pay_on or payment_queries.pay_day_of(run, helsinki_today(at))
    held = payment_queries.bank_accounts([payable.provider_id for payable in payables], pay_on)
    submitted = run.state != PaymentRun.State.FROZEN
    missing = [] if submitted else [row.name for row in payables if row.provider_id not in held]
    return {"payables": payables, "pay_on": pay_on, "missing": ", ".join(missing)}


def _submit_reason(*, fails: bool, missing: str) -> str:
    if fails:
        return _("A check fails: see the checks.")
    return _("A bank account is missing: see the checks.") if missing else ""


def is_settled(payment: Payment) -> bool:
    """Tell whether the payment is paid or, when it failed, paid again or settled otherwise."""
    if payment.state in Payment.FAILED:
        return payment.returned.state in (ReturnedPayment.State.REPAID, ReturnedPayment.State.SETTLED)
    return payment.state == Payment.State.PAID


def _printed(payment: Payment, newer: BankAccount | None) -> dict[str, Any]:
    """Return a payment with its account and reference in groups, as they are read aloud."""
    other = newer if newer is not None and newer.iban != payment.iban else None
    return {
        "provider": payment.provider,
        "holder": payment.holder,
        "attempt": payment.attempt,
        "iban_groups": in_groups(payment.iban, 4),
        "reference_groups": in_groups(payment.reference, 4),
        "cents": payment.cents,
        "state": _shown_state(payment),
        "returned": getattr(payment, "returned", None),
        "newer_iban": in_groups(other.iban, 4) if other and payment.state not in Payment.FAILED else "",
        "newer_at": other.confirmed_at if other else None,
    }


def _shown_state(payment: Payment) -> str:
    """A payment that is not in a file cannot wait for an answer yet."""
    return payment.state if payment.file_id else "planned"


def _job(**wanted: Any) -> Job | None:
    return Job.objects.filter(**wanted).order_by("-pk").first()
