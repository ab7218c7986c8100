"""Pure decisions: pay days, references, what an approval is bound to, when one may dispute. No database, no clock."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pilot.calendar import Month, next_bank_day, next_office_day
from pilot.identifiers import rf_reference

# A reference is the run's number and the provider's, so that no two payments ever share one.
PROVIDER_DIGITS = 7
# Within so many bank days somebody has to act on a payment that did not arrive: the provider waits for its money.
RETURN_BANK_DAYS = 3
# Reasons that speak of the account: the same account would send the payment back once more.
ACCOUNT_REASONS = frozenset({"AC01", "AC03", "AC04", "AC06", "AC13", "AG01", "BE01", "BE06", "MD07", "RC01"})


@dataclass(frozen=True, order=True)
class PaymentFacts:
    """What of a payment an approval is bound to."""

    provider_id: int
    cents: int
    iban: str
    holder: str
    reference: str


def pay_day(month: Month, payment_day: int, today: date) -> date:
    """Return the bank day on which the month is paid: of the month after, never a day that has passed."""
    return next_bank_day(max(month.next.first.replace(day=payment_day), today))


def payment_reference(run_id: int, provider_id: int) -> str:
    """Return the RF reference of what a run pays a provider; the same whenever it is asked."""
    if provider_id >= 10**PROVIDER_DIGITS:
        raise ValueError("a reference has room for seven digits of the provider's number")
    return rf_reference(run_id * 10**PROVIDER_DIGITS + provider_id)


def end_to_end_id(run_id: int, provider_id: int, attempt: int = 1) -> str:
    """Return the id by which the bank's answers name the payment; a payment again has its own."""
    return f"VALINTA-{run_id}-{provider_id}" + (f"-{attempt}" if attempt > 1 else "")


def message_id(run_id: int, month: date, repayment: int = 0) -> str:
    """Return the id of a payment file, unique for ever: the run's one first file, or that of a numbered repayment."""
    return f"VALINTA-{month:%Y%m}-{run_id}" + (f"-R{repayment}" if repayment else "")


def return_due(today: date) -> date:
    """Return the bank day by which somebody has to act on a payment that did not arrive."""
    day = today
    for _bank_day in range(RETURN_BANK_DAYS):
        day = next_bank_day(day + timedelta(days=1))
    return day


def payment_digest(run_digest: str, pay_on: date, payments: Iterable[PaymentFacts]) -> str:
    """Return SHA-256 over the run's own digest, the day and every payment in order: what is submitted and approved."""
    lines = [f"{run_digest};{pay_on.isoformat()}"]
    lines += [
        f"{payment.provider_id};{payment.cents};{payment.iban};{payment.holder};{payment.reference}"
        for payment in sorted(payments)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def last_day_to_dispute(issued_on: date, days: int) -> date:
    """Return the last day to dispute a statement: so many days after it was issued, then the next office day."""
    return next_office_day(issued_on + timedelta(days=days))


def reply_day(opened_on: date, days: int) -> date:
    """Return the day by which a dispute is answered: the organiser has as long as the provider had."""
    return next_office_day(opened_on + timedelta(days=days))
