"""The lists of billing's pages, by declared columns that feed page, CSV and XLSX alike."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.models import Dispute, Gap, PaymentRun, RateTable, Statement
from pilot import formats
from pilot.calendar import Month, helsinki_today
from pilot.tables import Column, Table


def _run_href(run: PaymentRun) -> str:
    return reverse("billing:run-page", args=[run.pk])


def _made(run: PaymentRun) -> str:
    return f"{formats.number(run.document_count)} / {formats.number(run.statement_count)}"


def _rates_href(table: RateTable) -> str:
    return reverse("billing:rate-page", args=[table.pk])


def _other_parts(statement: Statement) -> int:
    """Deductions, co-payments and the incentive together: a page is too narrow for each."""
    return int(statement.deductions + statement.co_payments + statement.incentive)


def _own_statement_href(statement: Statement) -> str:
    return reverse("billing:own-statement-page", args=[statement.pk])


RUNS = Table(
    "runs",
    _("Frozen months"),
    [
        Column("month", _("Month"), "month", sort="month", href=_run_href, sub=lambda run: run.strand.name),
        Column("state", _("State"), "status", status="run", sort="state"),
        Column("to_pay_cents", _("To pay"), "money", sort="to_pay_cents"),
        Column("payable_count", _("Paid sites"), "number", sort="payable_count"),
        Column("total_cents", _("Entries, euros"), "money", sort="total_cents"),
        Column("entry_count", _("Entries"), "number", sort="entry_count"),
        Column("documents", _("Documents"), value=_made),
        Column("pay_on", _("Pay day"), "date", sort="pay_on"),
        Column("frozen_at", _("Frozen"), "date", sort="frozen_at", value=lambda run: helsinki_today(run.frozen_at)),
        Column("strand", _("Strand"), value=lambda run: run.strand.name, only="file"),
    ],
    order="-month",
    chief="to_pay_cents",
    empty_title=_("No month is frozen yet"),
    empty_text=_("Look at the preview of the first month, then freeze it."),
)

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

OWN_STATEMENTS = Table(
    "statements",
    _("Statements"),
    [
        Column(
            "month",
            _("Month"),
            "month",
            sort="run__month",
            value=lambda row: row.run.month,
            href=_own_statement_href,
            sub=lambda row: row.number,
        ),
        Column("site", _("Site"), sort="site__name_fi", value=lambda row: row.site.name),
        Column("number", _("Number"), only="file"),
        Column("resident_count", _("Residents"), "number", sort="resident_count"),
        Column("cents", _("Month and corrections"), "money", sort="cents"),
        Column("other", _("Other parts"), "money", value=_other_parts, only="page"),
        Column("deductions", _("Deductions"), "money", only="file"),
        Column("co_payments", _("Co-payments"), "money", only="file"),
        Column("incentive", _("Incentive"), "money", only="file"),
        Column("carried_in", _("Carried in"), "money", only="file"),
        Column("to_pay", _("To pay"), "money", sort="to_pay"),
        Column("carried_out", _("Carried on"), "money", sort="carried_out"),
        Column("state", _("Payment"), "status", status="statement", value=lambda row: payment_state(row)),
        Column("pay_on", _("Pay day"), "date", value=lambda row: row.run.pay_on, sort="run__pay_on"),
    ],
    order="-month",
    chief="to_pay",
    empty_title=_("No statement yet"),
    empty_text=_("The first one appears here when the organiser has frozen the month."),
)


def _gap_month(gap: Gap) -> Month:
    return Month.of(gap.month)


GAPS = Table(
    "gaps",
    _("Stretches without a rate"),
    [
        Column("month", _("Service month"), "month", sort="month", value=_gap_month),
        Column("resident", _("Resident"), value=lambda gap: gap.resident.list_code, sort="resident__list_code"),
        Column("site", _("Site"), value=lambda gap: gap.site.name, sort="site__name_fi"),
        Column("area", _("Area"), value=lambda gap: gap.area.name if gap.area else "", sort="area__name_fi"),
        Column("age", _("Age"), "number", sort="age"),
        Column("starts_on", _("First day"), "date", sort="starts_on"),
    ],
    order="-month",
    note=_("They cost nothing until a rate table that covers them is approved; the next run then corrects the month."),
    empty_title=_("Every stretch has a rate"),
    empty_text=_("There is nothing to mend in this run."),
)


def _dispute_href(dispute: Dispute) -> str:
    return reverse("billing:dispute-page", args=[dispute.pk])


def _own_dispute_href(dispute: Dispute) -> str:
    return reverse("billing:own-dispute-page", args=[dispute.pk])


def _late(dispute: Any) -> str | Promise:
    return gettext("Late") if dispute.is_late else ""


def _closed_on(dispute: Dispute) -> date | None:
    return helsinki_today(dispute.closed_at) if dispute.closed_at else None


def _dispute_columns(href: Callable[[Dispute], str]) -> list[Column]:
    return [
        Column("number", _("Dispute"), sort="pk", value=str, href=href, sub=lambda row: row.statement.number),
        Column("statement", _("Statement"), value=lambda row: row.statement.number, only="file"),
        Column("month", _("Month"), "month", value=lambda row: row.statement.run.month, sort="statement__run__month"),
        Column("site", _("Site"), value=lambda row: row.statement.site.name, sort="statement__site__name_fi"),
        Column("reason", _("Reason"), value=lambda row: row.get_reason_display(), sort="reason"),
        Column("line_count", _("Rows"), "number", sort="line_count"),
        Column("state", _("State"), "status", status="dispute", sort="state"),
    ]


def _dispute_days(only: str = "") -> list[Column]:
    return [
        Column(
            "opened_at",
            _("Opened"),
            "date",
            value=lambda row: helsinki_today(row.opened_at),
            sort="opened_at",
            only=only,
        ),
        Column("closed_at", _("Closed"), "date", value=_closed_on, sort="closed_at", only=only),
        Column("reply_by", _("Answer by"), "date", sort="reply_by", sub=_late),
    ]


# The page tells how old a dispute is; on which day it was opened and closed, its own page and the file tell.
DISPUTES = Table(
    "disputes",
    _("Disputes"),
    [
        *_dispute_columns(_dispute_href),
        Column("provider", _("Provider"), value=lambda row: row.statement.site.provider.name, only="file"),
        Column("age", _("Days old"), "number", value=lambda row: row.age.days, sort="age"),
        *_dispute_days(only="file"),
        Column("owner", _("Owner"), value=lambda row: str(row.owner) if row.owner else "", sort="owner__name"),
    ],
    order="reply_by",
    row_class=lambda row: "is-chosen" if row.is_late else "",
    empty_title=_("No dispute here"),
    empty_text=_("Take a filter away, or wait for what providers dispute."),
)

OWN_DISPUTES = Table(
    "disputes",
    _("Disputes"),
    [*_dispute_columns(_own_dispute_href), *_dispute_days()],
    order="-number",
    empty_title=_("You have disputed nothing"),
    empty_text=_("Open a statement, pick the rows that are wrong, and say why."),
)


def payment_state(statement: Statement) -> str:
    """Tell how far the payment of a statement is, in the words a provider needs."""
    if not statement.is_payable:
        return "calculated"
    if not statement.to_pay:
        return "nothing"
    if statement.run.state in ("frozen", "submitted"):
        return "computed"
    if statement.run.state == "approved":
        return "approved"
    state = statement.last_payment_state  # type: ignore[attr-defined] # annotated by the queries of statements
    return {"paid": "paid", "rejected": "returned", "returned": "returned"}.get(state, "ordered")
