"""The lists of what organisers owe each other, and of a pilot's months against its grant."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.models import PaymentRun
from billing.queries.grants import GrantMonth, Report
from billing.queries.settlement import Debt, DebtPart
from pilot.tables import Column, Table


def _debt_href(debt: Debt) -> str:
    return reverse("billing:settlement-run", args=[debt.run_id])


DEBTS = Table(
    "settlement",
    _("Who owes whom"),
    [
        Column("month", _("Month"), "month", sort="month", href=_debt_href, sub=lambda debt: debt.strand),
        Column("strand", _("Strand"), only="file"),
        Column("debtor", _("Owes"), sort="debtor"),
        Column("creditor", _("Is owed"), sort="creditor"),
        Column("corrections", _("Of it corrections"), "money", sort="corrections"),
        Column("cents", _("Euros"), "money", sort="cents", href=_debt_href),
    ],
    totals=lambda rows: {name: sum(getattr(row, name) for row in rows) for name in ("corrections", "cents")},
    note=_("By the area of each entry's reference day. The lead pays every run; the area's organiser bears it."),
    empty_title=_("Nobody owes anybody"),
    empty_text=_("Debts appear when a run is booked in which other organisers than the payer have areas."),
)


def debt_table(run: PaymentRun) -> Table:
    """Return the list of what a run's debts are made of."""
    return Table(
        "settlement-parts",
        _("What the debts are made of"),
        [
            Column("debtor", _("Owes"), sort="debtor"),
            Column("creditor", _("Is owed"), only="file"),
            Column("came_from", _("Residents moved from"), value=_came_from, sort="came_from"),
            Column("month", _("Service month"), "month", sort="month"),
            Column("kind", _("Kind"), "status", status="debt"),
            Column("residents", _("Residents"), "number", sort="residents"),
            Column("days", _("Days"), "number", sort="days"),
            Column("cents", _("Euros"), "money", sort="cents"),
        ],
        totals=lambda rows: {name: sum(getattr(row, name) for row in rows) for name in ("days", "cents")},
        note=_("A resident has moved when an earlier month of theirs stands in an area of another organiser."),
        empty_title=_("Nobody owes anybody"),
        empty_text=_("All entries of the run are of the payer's own areas."),
    )


def _came_from(part: DebtPart) -> str:
    return part.came_from or _("Lived there from the first")


def _run_href(month: GrantMonth) -> str | None:
    return reverse("billing:run-page", args=[month.run_id]) if month.run_id else None


def grant_table(report: Report) -> Table:
    """Return the list of a pilot's months against its grant."""
    return Table(
        "grant",
        _("Month by month"),
        [
            Column("month", _("Month"), "month", sort="month", href=_run_href),
            Column("state", _("State"), "status", status="grant_month"),
            Column("cents", _("Cost"), "money", sort="cents"),
            Column("counted", _("Counts against the grant"), "money", sort="counted"),
            Column("left", _("Left of the grant"), "money", sort="left"),
        ],
        totals=lambda rows: {name: sum(getattr(row, name) for row in rows) for name in ("cents", "counted")},
        empty_title=_("No month is frozen yet"),
        empty_text=_("The cost of a month counts when the month is frozen."),
    )
