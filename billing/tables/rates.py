"""The list of rate tables."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.models import RateTable
from pilot.tables import Column, Table


def _rates_href(table: RateTable) -> str:
    return reverse("billing:rate-page", args=[table.pk])


RATE_TABLES = Table(
    "rates",
    _("Rate tables"),
    [
        Column(
            "valid_from", _("Holds from"), "date", sort="valid_from", href=_rates_href, sub=lambda row: row.strand.name
        ),
        Column("state", _("State"), "status", status="rate_table", sort="state"),
        Column("decision_number", _("Decision"), sort="decision_number"),
        Column("source", _("Source")),
        Column("drafted_by", _("Drafted by"), value=lambda row: str(row.drafted_by)),
        Column("drafted_at", _("Drafted"), "moment", sort="drafted_at"),
        Column("approved_by", _("Approved by"), value=lambda row: str(row.approved_by) if row.approved_by else ""),
        Column("approved_at", _("Approved"), "moment", sort="approved_at"),
    ],
    order="-valid_from",
    empty_title=_("There are no rates yet"),
    empty_text=_("Draft the first table; somebody else approves it."),
)
