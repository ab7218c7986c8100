"""A run's life on its page: the steps with who and when, what this person may do next, and why not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from billing.actions.work import PREVIEW
from billing.errors import FileExists, OwnSubmission
from billing.models import Payment, PaymentFile, PaymentRun
from pilot import access, formats
from pilot.access import Permission
from pilot.calendar import Month
from pilot.models import Job, User
from pilot.permissions import roles_allowed

State = PaymentRun.State
ORDER = [State.FROZEN, State.SUBMITTED, State.APPROVED, State.FILED, State.SENT, State.ANSWERED, State.CLOSED]
WAITS: dict[str, str | Promise] = {
    State.SUBMITTED: gettext_lazy("waits for the preparer"),
    State.APPROVED: gettext_lazy("waits for another person"),
    State.FILED: gettext_lazy("waits to be made"),
    State.SENT: gettext_lazy("waits to be taken to the bank"),
    State.ANSWERED: gettext_lazy("waits for the bank"),
    State.CLOSED: gettext_lazy("waits until everything is paid"),
}


@dataclass(frozen=True)
class Step:
    """One step of a run's life: done with who and when, the one that waits, or one to come."""

    name: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Next:
    """What this person may do with the run now; a reason stands beside what they may not."""

    submit: bool = False
    withdraw: bool = False
    approve: bool = False
    approve_reason: str = ""
    withdraw_approval: bool = False
    undo_reason: str = ""
    make_file: bool = False
    download: bool = False
    note_sent: bool = False
    note_paid: bool = False
    close: bool = False
    close_reason: str = ""


def steps(run: PaymentRun, files: list[PaymentFile]) -> list[Step]:
    """Return the run's steps; the first that is not done waits, and what it waits for is said."""
    file = files[0] if files else None
    sending = getattr(file, "sending", None)
    names = {
        State.FROZEN: pgettext("step", "Frozen"),
        State.SUBMITTED: pgettext("step", "Submission"),
        State.APPROVED: _("Approval"),
        State.FILED: _("Payment file"),
        State.SENT: _("Sent to the bank"),
        State.ANSWERED: _("The bank's answers"),
        State.CLOSED: pgettext("step", "Closing"),
    }
    moments: dict[str, tuple[datetime | None, User | None]] = {
        State.FROZEN: (run.frozen_at, run.frozen_by),
        State.SUBMITTED: (run.submitted_at, run.submitted_by),
        State.APPROVED: (run.approved_at, run.approved_by),
        State.FILED: (file.made_at, file.made_by) if file else (None, None),
        State.SENT: (sending.sent_at, sending.sent_by) if sending else (None, None),
        State.ANSWERED: (run.answered_at, run.answered_by),
        State.CLOSED: (run.closed_at, run.closed_by),
    }
    found = [_preview(run)]
    for state in ORDER:
        at, by = moments[state]
        if at is not None:
            found.append(Step(names[state], "done", _note(at, by)))
        elif run.state == State.CLOSED:
            found.append(Step(names[state], "done", _("nothing to pay")))
        elif found[-1].state == "done":
            found.append(Step(names[state], "current", str(WAITS[state])))
        else:
            found.append(Step(names[state], ""))
    return found


def next_deeds(run: PaymentRun, user: User, files: list[PaymentFile], unsettled: list[Payment], *, fails: bool) -> Next:
    """Return what the person may do with the run now."""
    submits, settles = may(user, Permission.SUBMIT_RUN), may(user, Permission.SETTLE_PAYMENTS)
    takes_files = may(user, Permission.DOWNLOAD_PAYMENT_FILE)
    pays = bool(unsettled) or bool(files)
    approves = may(user, Permission.APPROVE_RUN) and run.state == State.SUBMITTED
    closes = run.state == State.ANSWERED or (run.state == State.APPROVED and not pays)
    accepted = any(payment.state == Payment.State.ACCEPTED for payment in unsettled)
    return Next(
        submit=submits and run.state == State.FROZEN,
        withdraw=submits and run.state == State.SUBMITTED,
        approve=approves,
        approve_reason=_approve_reason(own=run.submitted_by_id == user.pk, fails=fails) if approves else "",
        withdraw_approval=submits and run.state == State.APPROVED,
        undo_reason=str(FileExists.text) if submits and files and run.state != State.CLOSED else "",
        make_file=takes_files and run.state == State.APPROVED and pays,
        download=takes_files,
        note_sent=settles,
        note_paid=settles and run.state == State.ANSWERED and accepted,
        close=settles and closes,
        close_reason=_not_paid(unsettled) if closes else "",
    )


def may(user: User, permission: Permission) -> bool:
    """Tell whether one of the person's roles is allowed it."""
    return bool(access.roles_of(user) & roles_allowed(permission))


def _approve_reason(*, own: bool, fails: bool) -> str:
    if fails:
        return _("A check fails: see the checks.")
    return str(OwnSubmission.text) if own else ""


def _not_paid(unsettled: list[Payment]) -> str:
    if not unsettled:
        return ""
    names = sorted({payment.provider.name for payment in unsettled})
    return _("Not paid or settled yet: {providers}.").format(providers=", ".join(names))


def _preview(run: PaymentRun) -> Step:
    wanted: dict[str, Any] = {
        "kind": PREVIEW,
        "params__strand": run.strand_id,
        "params__month": str(Month.of(run.month)),
    }
    job = Job.objects.filter(**wanted, ended_at__isnull=False).order_by("-pk").first()
    return Step(_("Preview"), "done", formats.moment(job.ended_at) if job and job.ended_at else "")


def _note(at: datetime, by: User | None) -> str:
    moment = formats.moment(at)
    return _("{moment}, {who}").format(moment=moment, who=by) if by else moment
