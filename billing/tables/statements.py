"""The list of a provider's own statements."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing.models import Statement
from pilot.tables import Column, Table


def _other_parts(statement: Statement) -> int:
    """Deductions, co-payments and the incentive together: a page is too narrow for each."""
    return int(statement.deductions + statement.co_payments + statement.incentive)


def _own_statement_href(statement: Statement) -> str:
    return reverse("billing:own-statement-page", args=[statement.pk])


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
