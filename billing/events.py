"""What billing's audit events say, for people: one sentence a kind, with the figures that the event keeps."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.bank.words import reason
from billing.models import PaymentRun
from pilot import formats
from pilot.models import AuditEvent

SENTENCES: dict[str, str | Promise] = {
    "accounting_rules_set": _("Set accounts and cost places from {first}"),
    "area_organisers_set": _("Said whose areas they are"),
    "bank_lines_reviewed": _("Looked at {lines} lines of the bank's message {message} that fit no payment"),
    "bank_message_read": _("Read the bank's message {message}"),
    "deduction_reversed": _("Took a deduction back by a row of its own"),
    "deduction_withdrawn": _("Took a deduction out before it was confirmed"),
    "deductions_confirmed": _("Confirmed deductions"),
    "deductions_entered": _("Entered deductions"),
    "dispute_message_written": _("Wrote in the dispute"),
    "dispute_opened": _("Disputed rows"),
    "dispute_rejected": _("Rejected the dispute"),
    "dispute_ruling_proposed": _("Proposed a ruling"),
    "dispute_ruling_returned": _("Returned the proposed ruling"),
    "dispute_taken": _("Sees to the dispute"),
    "dispute_upheld": _("Upheld the dispute"),
    "dispute_withdrawn": _("Withdrew the dispute"),
    "grant_share_set": _("Said what share of the cost counts against the grant"),
    "incentive_input_entered": _("Entered a result of the incentive"),
    "incentive_input_kept": _("Kept a confirmed result of the incentive"),
    "incentive_input_removal_asked": _("Asked to take out a confirmed result of the incentive"),
    "incentive_input_removed": _("Took out a confirmed result of the incentive"),
    "incentive_input_withdrawn": _("Took out a result of the incentive before it was confirmed"),
    "incentive_inputs_confirmed": _("Confirmed results of the incentive"),
    "payment_failed": _("Payment {payment} of {cents} did not arrive"),
    "payment_file_downloaded": _("Downloaded the payment file {message}, {times_before} times before"),
    "payment_file_made": _("Made the payment file {message}: {payments} payments, {cents}"),
    "payment_file_sent": _("Took the payment file {message} to the bank"),
    "payments_seen_paid": _("Saw the accepted payments on the account"),
    "rate_draft_changed": _("Changed the draft of a rate table"),
    "rate_draft_discarded": _("Threw the draft of a rate table away"),
    "rate_table_approved": _("Approved the rate table"),
    "rate_table_drafted": _("Drafted the rate table"),
    "repayment_approved": _("Approved payment again {repayment}"),
    "repayment_ordered": _("Ordered payment again {repayment}"),
    "repayment_withdrawn": _("Took back the order of payment again {repayment}"),
    "returned_payment_settled": _("Settled payment {payment} otherwise"),
    "returned_payment_taken_on": _("Sees to returned payment {payment}"),
    "rule_targets_drafted": _("Drafted the targets of coming rules"),
    "rule_targets_kept": _("Let the targets of the rules in force go on"),
    "ruling_confirmed": _("Confirmed the ruling"),
    "run_answered": _("The bank has answered for every payment"),
    "run_approval_refused": _("Tried to approve, and was refused"),
    "run_approval_withdrawn": _("Took the approval back"),
    "run_approved": _("Approved"),
    "run_booked": _("Wrote {bookings} bookings into the journal"),
    "run_checked": _("Checked what stands against what is due"),
    "run_closed": _("Closed the run"),
    "run_frozen": _("Froze the month: {entries} entries, {cents}"),
    "run_reopened": _("A payment came back, and the run is open again"),
    "run_submission_withdrawn": _("Took the submission back"),
    "run_submitted": _("Submitted for approval"),
    "settling_proposed": _("Proposed that payment {payment} is settled otherwise"),
    "settling_withdrawn": _("Took back that payment {payment} is settled otherwise"),
    "statement_issued": _("Made the document of statement {number}"),
}


@dataclass(frozen=True)
class Deed:
    """One event as a page tells it."""

    at: datetime
    who: str
    what: str
    why: str


def sentence(event: AuditEvent) -> str:
    """Say what was done."""
    facts = dict(event.facts)
    if "cents" in facts:
        facts["cents"] = formats.money(facts["cents"])
    return str(SENTENCES[event.kind]).format(**facts)


def deeds_of(run: PaymentRun) -> list[Deed]:
    """Return what was done with the run, the newest first."""
    rows = AuditEvent.objects.filter(subject_kind="run", subject_id=str(run.pk)).order_by("-pk")
    return [Deed(event.at, event.by_label, sentence(event), reason(event.reason)) for event in rows]
