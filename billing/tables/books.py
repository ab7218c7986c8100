"""The lists of the books: runs with what is booked, the journal's lines, entries by cost place, sets of accounts."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from billing import words
from billing.models import AccountingRules, BookingLine, PaymentRun
from billing.queries.accounting import CostRow, books_state, journal_sums
from pilot.calendar import Month
from pilot.tables import Column, Table


def _run_href(run: PaymentRun) -> str:
    return reverse("billing:accounting-run", args=[run.pk])


def _journal_href(run: PaymentRun) -> str | None:
    return reverse("billing:journal", args=[run.pk]) if run.booked else None


BOOKED_RUNS = Table(
    "accounting",
    _("Runs in the books"),
    [
        Column("month", _("Month"), "month", sort="month", href=_run_href, sub=lambda run: run.strand.name),
        Column("books", _("Books"), "status", status="books", value=books_state),
        Column("payable_cents", _("Entries at paid sites"), "money", sort="payable_cents"),
        Column("expense_cents", _("Booked as expense"), "money", sort="expense_cents", href=_journal_href),
        Column("booked", _("Bookings"), "number", sort="booked", href=_journal_href),
        Column("state", _("Run"), "status", status="run", sort="state"),
        Column("strand", _("Strand"), value=lambda run: run.strand.name, only="file"),
    ],
    order="-month",
    chief="books",
    empty_title=_("No month is frozen yet"),
    empty_text=_("What a run pays is booked when somebody has approved it."),
)


def _line_month(line: BookingLine) -> Month | None:
    return Month.of(line.month) if line.month else None


def _source(line: BookingLine) -> str:
    booking = line.booking
    return booking.statement.number if booking.statement else booking.payment.end_to_end_id


def _source_href(line: BookingLine) -> str:
    booking = line.booking
    if booking.statement is None:
        return reverse("billing:run-page", args=[booking.run_id]) + "#payments"
    if line.use != "expense":
        return reverse("billing:statement-page", args=[booking.statement_id])
    entries = reverse("billing:statement-entries", args=[booking.statement_id])
    return f"{entries}?kind={line.entry_kind}&month={line.month:%Y-%m}&area={line.area_id}"


def _side(side: str) -> Any:
    return lambda line: line.cents if line.side == side else None


def _name(thing: Any) -> str:
    return thing.name if thing else ""


def _what(line: BookingLine) -> str:
    return words.kind(line.entry_kind) if line.entry_kind else line.get_use_display()


JOURNAL = Table(
    "journal",
    _("Journal"),
    [
        Column(
            "number",
            _("Booking"),
            value=lambda line: str(line.booking),
            sort=("booking__year", "booking__number", "ordinal"),
            sub=lambda line: line.booking.get_kind_display(),
        ),
        Column("kind", _("Kind of booking"), value=lambda line: line.booking.get_kind_display(), only="file"),
        Column("booked_on", _("Booked on"), "date", value=lambda line: line.booking.booked_on, detail=True),
        Column("account", _("Account"), sort="account", sub=lambda line: line.account_name),
        Column("account_name", _("Account's name"), only="file"),
        Column("debit", _("Debit"), "money", value=_side("debit"), href=_source_href),
        Column("credit", _("Credit"), "money", value=_side("credit"), href=_source_href),
        Column("what", _("What"), value=_what, sub=lambda line: line.site.name if line.site else line.provider.name),
        Column("month", _("Service month"), "month", value=_line_month, sort="month"),
        Column("cost_place", _("Cost place"), sort="cost_place"),
        Column(
            "organiser",
            _("Organiser"),
            value=lambda line: _name(line.organiser),
            sub=lambda line: _name(line.area),
            sort="organiser__name_fi",
            detail=True,
        ),
        Column("area", _("Home area"), value=lambda line: _name(line.area), only="file"),
        Column("site", _("Site"), value=lambda line: _name(line.site), only="file"),
        Column("provider", _("Provider"), value=lambda line: line.provider.name, only="file"),
        Column("source", _("Booked from"), value=_source, only="file"),
    ],
    order="number",
    totals=journal_sums,
    note=_("A sum leads to what it is made of."),
    empty_title=_("Nothing is booked yet"),
    empty_text=_("Book the run when somebody has approved it."),
)


def cost_table(run: PaymentRun) -> Table:
    """Return the list of a run's entries by organiser, service and cost place; a sum leads to its entries."""
    entries = reverse("billing:run-entries", args=[run.pk])

    def href(row: CostRow) -> str:
        return f"{entries}?kind={row.kind}&month={row.month}&area={row.area_id}&site={row.site_id}"

    return Table(
        "entries-by-cost-place",
        _("Entries by organiser, service and cost place"),
        [
            Column("organiser", _("Organiser"), sort="organiser"),
            Column("strand", _("Strand"), only="file"),
            Column("cost_place", _("Cost place"), sort="cost_place"),
            Column("area", _("Home area"), sort="area"),
            Column("site", _("Site"), sort="site", sub=lambda row: row.provider, sub_detail=True),
            Column("provider", _("Provider"), only="file"),
            Column("month", _("Service month"), "month", sort="month"),
            Column("kind", _("Kind"), "status", status="entry", sort="kind"),
            Column("entries", _("Entries"), "number", sort="entries"),
            Column("residents", _("Residents"), "number", only="file"),
            Column("days", _("Days"), "number", sort="days"),
            Column("cents", _("Euros"), "money", sort="cents", href=href),
        ],
        totals=lambda rows: {name: sum(getattr(row, name) for row in rows) for name in ("entries", "cents")},
        note=_("Sites that are paid. Corrections of earlier months keep their service month in the present period."),
        empty_title=_("No site is paid in this run"),
        empty_text=_("There is nothing for the books."),
    )


def _accounts(rules: AccountingRules) -> str:
    return ", ".join(f"{account.get_use_display()} {account.number}" for account in rules.accounts.all())


def _places(rules: AccountingRules) -> str:
    own = [f"{(place.area or place.site).name} {place.code}" for place in rules.cost_places.all()]
    return ", ".join([*own, _("others {code}").format(code=rules.cost_place) if own else rules.cost_place])


ACCOUNTS = Table(
    "accounts",
    _("Accounts and cost places"),
    [
        Column(
            "period",
            _("Holds"),
            "period",
            sort="period",
            sub=lambda row: row.strand.name if row.strand else _("Every strand"),
        ),
        Column("organiser", _("Organiser"), value=lambda row: row.organiser.name, sort="organiser__name_fi"),
        Column("accounts", _("Accounts"), value=_accounts),
        Column(
            "cost_places",
            _("Cost places"),
            value=_places,
            sub=lambda row: _("Demonstration values") if row.is_demonstration else "",
        ),
        Column("made_by", _("Set by"), value=lambda row: str(row.made_by)),
        Column("made_at", _("Set"), "moment", sort="made_at"),
    ],
    order="-period",
    note=_("A set never changes: the next one holds from a day on. What is booked keeps its accounts."),
    empty_title=_("No accounts are set"),
    empty_text=_("Nothing can be booked before your organiser has set its accounts and cost places."),
)
