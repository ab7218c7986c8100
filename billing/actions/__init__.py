"""What may be done to rates, runs and payments. Each deed is one function; call it through this package."""

from billing.actions.freeze import freeze
from billing.actions.payments import approve, submit, withdraw_submission
from billing.actions.rates import approve_rate_table, draft_rate_table

__all__ = [
    "approve",
    "approve_rate_table",
    "draft_rate_table",
    "freeze",
    "submit",
    "withdraw_submission",
]
