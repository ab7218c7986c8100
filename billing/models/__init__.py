"""What is owed and paid.

Invariants held by the database: a strand has one run a month; an approved rate table and a frozen run's entries never
change; an entry's kind fixes its sign; a run is approved by somebody else than who submitted it, for exactly the digest
that was submitted; what a run owes a provider has one payment that is alive, and a payment is in one file; what the
bank said is read once; of every booking of the journal debits equal credits; an entry is in one open dispute, and a
ruling on one counts when a second person confirmed it. A confirmed deduction never changes and is on
one statement, whose parts are the sums of their rows.
"""

from billing.models.accounting import AccountingRules, CostPlace, LedgerAccount, Use
from billing.models.bank import BankLineReview, BankMessage, BankMessageLine, ReturnedPayment
from billing.models.checks import RunCheck
from billing.models.deductions import Deduction
from billing.models.disputes import Dispute, DisputeLine, DisputeMessage, Ruling
from billing.models.entries import Entry, Gap
from billing.models.incentives import Incentive, IncentiveInput
from billing.models.journal import Booking, BookingLine
from billing.models.payments import FileSending, Payment, PaymentFile, Repayment
from billing.models.rates import RateCell, RateTable
from billing.models.runs import PaymentRun, Statement
from billing.models.targets import DraftTarget, IncentiveTarget, TargetColumns
