"""What may be done to rates, runs and payments. Each deed is one function; call it through this package."""

from billing.actions.accounting import set_accounting_rules
from billing.actions.bank_messages import read_bank_message
from billing.actions.bookings import book_run
from billing.actions.checks import check_run
from billing.actions.freeze import freeze
from billing.actions.payment_files import make_payment_file, note_sent, take_payment_file
from billing.actions.payments import approve, close, note_paid, submit, withdraw_approval, withdraw_submission
from billing.actions.rates import approve_rate_table, change_rate_draft, draft_rate_table
from billing.actions.returns import (
    approve_repayment,
    order_repayment,
    settle_otherwise,
    take_on,
    withdraw_repayment,
)
from billing.actions.statements import issue_statement, issue_statement_unless_taken
from billing.actions.work import order_check, order_documents, order_freeze, order_simulation

__all__ = [
    "approve",
    "approve_rate_table",
    "approve_repayment",
    "book_run",
    "change_rate_draft",
    "check_run",
    "close",
    "draft_rate_table",
    "freeze",
    "issue_statement",
    "issue_statement_unless_taken",
    "make_payment_file",
    "note_paid",
    "note_sent",
    "order_check",
    "order_documents",
    "order_freeze",
    "order_repayment",
    "order_simulation",
    "read_bank_message",
    "set_accounting_rules",
    "settle_otherwise",
    "submit",
    "take_on",
    "take_payment_file",
    "withdraw_approval",
    "withdraw_repayment",
    "withdraw_submission",
]
