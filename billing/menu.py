"""Billing's places in the menus, and what its states are called."""

from django.utils.translation import gettext_lazy as _

from billing import words
from pilot import navigation, statuses
from pilot.access import Role

navigation.register(
    "finance", "billing:month-list", _("Months"), roles=[Role.FINANCE, Role.AUDITOR], icon="calendar", order=10
)
navigation.register(
    "finance",
    "billing:return-list",
    _("Returned payments"),
    roles=[Role.FINANCE, Role.AUDITOR],
    icon="undo",
    order=12,
)
navigation.register(
    "finance",
    "billing:bank-message-list",
    _("The bank's messages"),
    roles=[Role.FINANCE, Role.AUDITOR],
    icon="letter",
    order=14,
)
navigation.register(
    "finance",
    "billing:deduction-list",
    _("Deductions"),
    roles=[Role.FINANCE, Role.AUDITOR],
    icon="file",
    order=16,
)
navigation.register(
    "finance",
    "billing:incentive-list",
    _("Incentives"),
    roles=[Role.FINANCE, Role.AUDITOR],
    icon="chart",
    order=18,
)
navigation.register("finance", "billing:rate-list", _("Rates"), roles=[Role.FINANCE], icon="euro", order=20)
navigation.register(
    "finance", "billing:accounting-list", _("Accounting"), roles=[Role.FINANCE, Role.AUDITOR], icon="building", order=30
)
navigation.register(
    "provider", "billing:own-statement-list", _("Statements"), roles=[Role.PROVIDER], icon="file", order=40
)

navigation.register(
    "finance", "billing:dispute-list", _("Disputes"), roles=[Role.FINANCE, Role.AUDITOR], icon="letter", order=30
)
navigation.register(
    "provider", "billing:own-dispute-list", _("Disputes"), roles=[Role.PROVIDER], icon="letter", order=50
)

statuses.register(
    "dispute",
    {
        "open": (_("Waits for an answer"), "attention"),
        "answered": (_("Answered"), "underway"),
        "proposed": (_("Ruling waits for confirmation"), "attention"),
        "upheld": (_("Upheld"), "holds"),
        "rejected": (_("Rejected"), "refused"),
        "withdrawn": (_("Withdrawn"), "ended"),
    },
)
statuses.register(
    "run",
    {
        "frozen": (_("Frozen"), "underway"),
        "submitted": (_("Waiting for approval"), "attention"),
        "approved": (_("Approved"), "underway"),
        "filed": (_("Payment file made"), "underway"),
        "sent": (_("Sent to the bank"), "underway"),
        "answered": (_("The bank has answered"), "underway"),
        "closed": (_("Closed"), "holds"),
    },
)
statuses.register(
    "books",
    {
        "unapproved": (_("Not approved yet"), "coming"),
        "unbooked": (_("Not booked yet"), "attention"),
        "partly": (_("Partly booked"), "attention"),
        "booked": (_("Booked"), "holds"),
    },
)
statuses.register(
    "debt", {"month": (words.KINDS["ORIGINAL"], "original"), "correction": (_("Correction"), "correction")}
)
statuses.register("grant_month", {"frozen": (_("Frozen"), "holds"), "forecast": (_("Forecast"), "coming")})
statuses.register(
    "payment",
    {
        "planned": (_("Not in a file yet"), "coming"),
        "ordered": (_("No answer yet"), "coming"),
        "pending": (_("Pending at the bank"), "underway"),
        "accepted": (_("Accepted by the bank"), "underway"),
        "paid": (_("Paid"), "holds"),
        "rejected": (_("Rejected by the bank"), "refused"),
        "returned": (_("Came back"), "refused"),
    },
)
statuses.register(
    "returned",
    {
        "open": (_("Waiting for somebody"), "attention"),
        "repaying": (_("Paid again, waiting for approval"), "underway"),
        "settling": (_("Settled otherwise, waiting for approval"), "underway"),
        "repaid": (_("Paid again"), "ended"),
        "settled": (_("Settled otherwise"), "ended"),
    },
)
statuses.register(
    "bank_line",
    {
        "applied": (_("Applied"), "holds"),
        "known": (_("Known before"), "ended"),
        "unknown_id": (_("Not a payment of ours"), "attention"),
        "unknown_file": (_("Not a file of ours"), "attention"),
        "other_file": (_("In another file"), "attention"),
        "other_account": (_("Another account"), "attention"),
        "wrong_amount": (_("Another amount"), "attention"),
        "unknown_status": (_("Unknown status"), "attention"),
        "contradicts": (_("Contradicts what was known"), "attention"),
        "no_reference": (_("Names no payment"), "attention"),
        "came_back": (_("Booked, but it had come back"), "attention"),
    },
)
statuses.register(
    "repayment",
    {
        "submitted": (_("Waiting for approval"), "attention"),
        "filed": (_("Payment file made"), "holds"),
        "withdrawn": (_("Withdrawn"), "ended"),
    },
)
statuses.register(
    "deduction",
    {
        "entered": (_("Waits for confirmation"), "attention"),
        "confirmed": (_("Goes to the next run"), "coming"),
        "taken": (_("On a statement"), "holds"),
        "taken_back": (_("Taken back"), "ended"),
    },
)
statuses.register(
    "target",
    {
        "met": (_("Met"), "holds"),
        "missed": (_("Not met"), "ended"),
        "missing": (_("No figure"), "attention"),
        "waits": (_("Waits for confirmation"), "attention"),
    },
)
statuses.register("rate_table", {"draft": (_("Draft"), "underway"), "approved": (_("Approved"), "holds")})
statuses.register(
    "statement",
    {
        "calculated": (_("Calculation only"), "ended"),
        "nothing": (_("Nothing to pay"), "ended"),
        "computed": (_("Waiting for approval"), "coming"),
        "approved": (_("Approved for payment"), "underway"),
        "ordered": (_("On its way to the bank"), "underway"),
        "paid": (_("Paid"), "holds"),
        "returned": (_("Did not arrive, is paid again"), "attention"),
    },
)
statuses.register("cause", {code: (name, "attention") for code, name in words.CAUSES.items() if code})
statuses.register(
    "entry",
    {
        "ORIGINAL": (words.KINDS["ORIGINAL"], "original"),
        "REFUND": (words.KINDS["REFUND"], "refund"),
        "CORRECTION": (words.KINDS["CORRECTION"], "correction"),
    },
)
