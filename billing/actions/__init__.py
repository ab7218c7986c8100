"""What may be done to rates, runs, payments and disputes. Each deed is one function; call it through this package."""

from billing.actions.accounting import set_accounting_rules
from billing.actions.bank_messages import read_bank_message
from billing.actions.bank_reviews import review_bank_lines, take_as_returned
from billing.actions.bookings import book_run
from billing.actions.checks import check_run
from billing.actions.deductions import confirm_deductions, enter_deductions, reverse_deduction, withdraw_deduction
from billing.actions.disputes import open_dispute, withdraw_dispute, write_message
from billing.actions.freeze import freeze
from billing.actions.grants import set_area_organisers, set_grant_share
from billing.actions.incentives import (
    ask_to_remove_input,
    confirm_incentive_inputs,
    enter_incentive_input,
    keep_input,
    remove_input,
    withdraw_incentive_input,
)
from billing.actions.payment_files import make_payment_file, note_sent, take_payment_file
from billing.actions.payments import approve, close, note_paid, submit, withdraw_approval, withdraw_submission
from billing.actions.rates import approve_rate_table, change_rate_draft, discard_rate_draft, draft_rate_table
from billing.actions.returns import (
    approve_repayment,
    order_repayment,
    propose_settling,
    settle_otherwise,
    take_on,
    withdraw_repayment,
    withdraw_settling,
)
from billing.actions.rulings import (
    confirm_rulings,
    propose_rulings,
    reject_dispute,
    return_rulings,
    take_dispute,
    uphold_dispute,
)
from billing.actions.statements import issue_statement, issue_statement_unless_taken
from billing.actions.targets import TargetDraft, draft_targets, keep_targets
from billing.actions.work import order_check, order_documents, order_forecast, order_freeze, order_simulation
