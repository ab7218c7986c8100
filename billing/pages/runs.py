"""A run's page: where it is in its life, what it pays, what moved it, what was checked, who may do what next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from billing import checks, words
from billing.actions.work import DOCUMENTS
from billing.errors import OwnSubmission
from billing.forms import ApprovalForm, NoteForm
from billing.models import Payment, PaymentFile, PaymentRun
from billing.pages.charts import moved_chart
from billing.queries import payments as payment_queries
from billing.queries import runs as queries
from pilot import access
from pilot.access import Permission
from pilot.calendar import Month, helsinki_today
from pilot.identifiers import in_groups
from pilot.models import Job, User
from pilot.permissions import roles_allowed


@dataclass(frozen=True)
class Next:
    """What this person may do with the run now; a reason stands beside what they may not."""

    submit: bool = False
    withdraw: bool = False
    approve: bool = False
    approve_reason: str = ""
    make_file: bool = False
    download: bool = False


def run_parts(run: PaymentRun, user: User, at: datetime) -> dict[str, Any]:
    """Return everything that the run's page shows."""
    lines = queries.statement_lines(run)
    paid = [line for line in lines if line.statement.is_payable]
    shown = [line for line in lines if not line.statement.is_payable]
    file = PaymentFile.objects.filter(run=run).select_related("made_by").first()
    accounts, checked = _accounts(run, at), _checked(run, lines, at)
    fails = checked["identity"] is not None and checked["identity"].state == "fails"
    return (
        {
            "run": run,
            "month": Month.of(run.month),
            "paid": paid,
            "shown": shown,
            "paid_sums": queries.sums(paid),
            "shown_sums": queries.sums(shown),
            "all_sums": queries.sums(lines),
            "payments": [_printed(payment) for payment in payment_queries.payments_of(run)],
            "file": file,
            "accounts": accounts,
            "next": _next(run, user, file, paid=bool(accounts["payables"]), fails=fails),
            "approval_form": ApprovalForm(initial={"digest": run.payment_digest}, auto_id="approval_%s"),
            "note_form": NoteForm(auto_id="withdrawal_%s"),
            "cannot_submit": fails or bool(accounts["missing"]),
            "submit_reason": _submit_reason(fails=fails, missing=accounts["missing"]),
        }
        | checked
        | _moved(run)
    )


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


def _next(run: PaymentRun, user: User, file: PaymentFile | None, *, paid: bool, fails: bool) -> Next:
    state, own = run.state, run.submitted_by_id == user.pk
    may_approve = _may(user, Permission.APPROVE_RUN) and state == PaymentRun.State.SUBMITTED
    return Next(
        submit=_may(user, Permission.SUBMIT_RUN) and state == PaymentRun.State.FROZEN,
        withdraw=_may(user, Permission.SUBMIT_RUN) and state == PaymentRun.State.SUBMITTED,
        approve=may_approve,
        approve_reason=_approve_reason(own=own, fails=fails) if may_approve else "",
        make_file=_may(user, Permission.DOWNLOAD_PAYMENT_FILE) and state == PaymentRun.State.APPROVED and paid,
        download=_may(user, Permission.DOWNLOAD_PAYMENT_FILE) and file is not None,
    )


def _submit_reason(*, fails: bool, missing: str) -> str:
    if fails:
        return _("A check fails: see the checks.")
    return _("A bank account is missing: see the checks.") if missing else ""


def _approve_reason(*, own: bool, fails: bool) -> str:
    if fails:
        return _("A check fails: see the checks.")
    return str(OwnSubmission.text) if own else ""


def _printed(payment: Payment) -> dict[str, Any]:
    """Return a payment with its account and reference in groups, as they are read aloud."""
    return {
        "provider": payment.provider,
        "holder": payment.holder,
        "iban_groups": in_groups(payment.iban, 4),
        "reference_groups": in_groups(payment.reference, 4),
        "cents": payment.cents,
    }


def _may(user: User, permission: Permission) -> bool:
    return bool(access.roles_of(user) & roles_allowed(permission))


def _job(**wanted: Any) -> Job | None:
    return Job.objects.filter(**wanted).order_by("-pk").first()
