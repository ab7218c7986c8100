"""Pure decisions about payments: the day, the references, and what an approval is bound to. No database, no clock."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pilot.calendar import Month, next_bank_day
from pilot.identifiers import rf_reference

# A reference is the run's number and the provider's, so that no two payments ever share one.
PROVIDER_DIGITS = 7


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


def end_to_end_id(run_id: int, provider_id: int) -> str:
    """Return the id by which the bank's answers name the payment."""
    return f"VALINTA-{run_id}-{provider_id}"


def message_id(run_id: int, month: date) -> str:
    """Return the id of the run's one payment file, unique for ever."""
    return f"VALINTA-{month:%Y%m}-{run_id}"


def payment_digest(run_digest: str, pay_on: date, payments: Iterable[PaymentFacts]) -> str:
    """Return SHA-256 over the run's own digest, the day and every payment in order: what is submitted and approved."""
    lines = [f"{run_digest};{pay_on.isoformat()}"]
    lines += [
        f"{payment.provider_id};{payment.cents};{payment.iban};{payment.holder};{payment.reference}"
        for payment in sorted(payments)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
