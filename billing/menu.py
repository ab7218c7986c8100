"""Billing's places in the menus, and what its states are called."""

from django.utils.translation import gettext_lazy as _

from billing import words
from pilot import navigation, statuses
from pilot.access import Role

navigation.register(
    "finance", "billing:month-list", _("Months"), roles=[Role.FINANCE, Role.AUDITOR], icon="calendar", order=10
)
navigation.register("finance", "billing:rate-list", _("Rates"), roles=[Role.FINANCE], icon="euro", order=20)
navigation.register(
    "provider", "billing:own-statement-list", _("Statements"), roles=[Role.PROVIDER], icon="file", order=40
)

statuses.register(
    "run",
    {
        "frozen": (_("Frozen"), "underway"),
        "submitted": (_("Waiting for approval"), "attention"),
        "approved": (_("Approved"), "underway"),
        "filed": (_("Payment file made"), "holds"),
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
        "ordered": (_("On its way to the bank"), "holds"),
    },
)
statuses.register(
    "entry",
    {
        "ORIGINAL": (words.KINDS["ORIGINAL"], "original"),
        "REFUND": (words.KINDS["REFUND"], "refund"),
        "CORRECTION": (words.KINDS["CORRECTION"], "correction"),
    },
)
