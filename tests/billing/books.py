"""An organiser's accounts for tests, and a run paid and booked by them."""

from datetime import date, datetime

from billing import actions
from billing.actions.accounting import AccountsDraft
from billing.models import AccountingRules, Booking, BookingLine, PaymentRun
from tests.billing.stage import CHANNEL, IN_FEBRUARY, LONG_AGO, NEW_YEAR, Stage, approve, submit

ACCOUNTS = {
    "expense": ("4340", "Palvelusetelit"),
    "incentive": ("4345", "Kannustinosat"),
    "deductions": ("3150", "Myynti tuottajille"),
    "co_payments": ("3290", "Omavastuuosuudet"),
    "carried": ("1780", "Saamiset tuottajilta"),
    "payables": ("2450", "Ostovelat"),
    "clearing": ("1985", "Maksatuksen selvittely"),
    "bank": ("1910", "Pankki"),
}


def accounts(
    stage: Stage, *, first: date = NEW_YEAR, strand=None, at: datetime = LONG_AGO, **changes
) -> AccountingRules:
    given = {
        "accounts": ACCOUNTS,
        "cost_place": "4100",
        "cost_places_by": "area",
        "places": {stage.areas[0].pk: "4110", stage.areas[1].pk: "4120"},
    }
    return actions.set_accounting_rules(
        organiser=stage.organiser,
        strand=strand,
        first=first,
        draft=AccountsDraft(**given | changes),
        by=stage.preparer,
        at=at,
        channel=CHANNEL,
    )


def book(stage: Stage, run: PaymentRun, at: datetime = IN_FEBRUARY) -> int:
    return actions.book_run(run=run, by=stage.preparer, at=at, channel=CHANNEL)


def file(stage: Stage, run: PaymentRun, at: datetime = IN_FEBRUARY) -> PaymentRun:
    """Approve the frozen run, and make its payment file when it pays somebody."""
    run = approve(stage, submit(stage, run, at), at)
    if run.payments.exists():
        actions.make_payment_file(run=run, by=stage.preparer, at=at, channel=CHANNEL)
        run.refresh_from_db()
    return run


def lines(booking: Booking) -> list[tuple[str, str, int, str]]:
    """Return the lines as an accountant reads them: account, side, cents, cost place."""
    rows = booking.lines.order_by("ordinal")
    return [(line.account, line.side, line.cents, line.cost_place) for line in rows]


def balance(run: PaymentRun, use: str) -> int:
    """Return debits less credits of the use, over the run's bookings."""
    rows = BookingLine.objects.filter(booking__run=run, use=use).values_list("side", "cents")
    return sum(cents if side == "debit" else -cents for side, cents in rows)
