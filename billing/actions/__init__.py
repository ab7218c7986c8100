"""What may be done to rates, runs and payments. Each deed is one function; call it through this package."""

from billing.actions.checks import check_run
from billing.actions.freeze import freeze
from billing.actions.payment_files import make_payment_file, take_payment_file
from billing.actions.payments import approve, submit, withdraw_submission
from billing.actions.rates import approve_rate_table, change_rate_draft, draft_rate_table
from billing.actions.statements import issue_statement, issue_statement_unless_taken
from billing.actions.work import order_check, order_documents, order_freeze

__all__ = [
    "approve",
    "approve_rate_table",
    "change_rate_draft",
    "check_run",
    "draft_rate_table",
    "freeze",
    "issue_statement",
    "issue_statement_unless_taken",
    "make_payment_file",
    "order_check",
    "order_documents",
    "order_freeze",
    "submit",
    "take_payment_file",
    "withdraw_submission",
]
