"""The list of deductions, by declared columns that feed page, CSV and XLSX alike."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.models import Deduction
from pilot.calendar import Month
from pilot.tables import Column, Table


def _href(row: Deduction) -> str:
    return reverse("billing:deduction-page", args=[row.pk])


def _statement_href(row: Deduction) -> str | None:
    return reverse("billing:statement-page", args=[row.statement_id]) if row.statement_id else None


def state_of(row: Deduction) -> str:
    """Tell how far a deduction is."""
    if row.confirmed_at is None:
        return "entered"
    if getattr(row, "reversal", None) is not None:
        return "taken_back"
    return "taken" if row.statement_id else "confirmed"


DEDUCTIONS = Table(
    "deductions",
    _("Deductions"),
    [
        Column("month", _("Month"), "month", sort="month", value=lambda row: Month.of(row.month)),
        Column(
            "site",
            _("Site"),
            value=lambda row: row.site.name,
            sort="site__name_fi",
            sub=lambda row: row.site.provider.name,
            sub_detail=True,
        ),
        Column("item", _("Item"), href=_href, sort="item", sub=lambda row: row.get_kind_display()),
        Column("kind", _("Kind"), value=lambda row: row.get_kind_display(), only="file"),
        Column("document", _("Document"), sort="document", detail=True),
        Column("quantity", _("Quantity"), "number", only="file"),
        Column("unit_cents", _("Price"), "money", only="file"),
        Column("cents", _("Euros"), "money", sort="cents"),
        Column("state", _("State"), "status", status="deduction", value=state_of),
        Column(
            "statement",
            _("Statement"),
            value=lambda row: row.statement.number if row.statement else "",
            href=_statement_href,
            detail=True,
        ),
        Column("entered_by", _("Entered by"), value=lambda row: str(row.entered_by), only="file"),
        Column(
            "confirmed_by",
            _("Confirmed by"),
            value=lambda row: str(row.confirmed_by) if row.confirmed_by else "",
            only="file",
        ),
    ],
    order="-month",
    empty_title=_("There are no deductions yet"),
    empty_text=_("Enter what sites bought from the organiser, one by one or from a file; somebody else confirms it."),
)
