"""What is owed and paid.

Invariants held by the database: a strand has one run a month; an approved rate table and a frozen run's entries never
change; an entry's kind fixes its sign; a run is approved by somebody else than who submitted it, for exactly the digest
that was submitted; a run and provider have one payment, and a payment is in one file.
"""

from billing.models.checks import RunCheck
from billing.models.entries import Entry, Gap
from billing.models.payments import Payment, PaymentFile
from billing.models.rates import RateCell, RateTable
from billing.models.runs import PaymentRun, Statement

__all__ = ["Entry", "Gap", "Payment", "PaymentFile", "PaymentRun", "RateCell", "RateTable", "RunCheck", "Statement"]
