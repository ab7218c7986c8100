"""What there is to be allowed, and which role is allowed what. Which rows a role sees is said in each app's access.py.

A view names one permission (`pilot.access.requires`). A new permission goes into the alphabetical list and into the
table below it; this file is meant to be read by people.
"""

from enum import StrEnum, auto


class Role(StrEnum):
    """In what capacity somebody is logged in; the first four are memberships with an organiser."""

    AUDITOR = auto()
    EVALUATOR = auto()
    FINANCE = auto()
    PROVIDER = auto()
    RESIDENT = auto()
    STAFF = auto()


# Whoever works here needs a second factor; a resident comes by strong identification, which is one by itself.
WORKSPACE_ROLES = frozenset(Role) - {Role.RESIDENT}


class Permission(StrEnum):
    """One thing that can be allowed."""

    ANSWER_FEEDBACK = auto()
    APPROVE_RATES = auto()
    APPROVE_RULES = auto()
    APPROVE_RUN = auto()
    BOOK_RUNS = auto()
    CHARGE_RESIDENTS = auto()
    CHOOSE_FOR_RESIDENT = auto()
    CHOOSE_SITE = auto()
    CLOSE_PILOT = auto()
    CONFIRM_STATEMENT_PARTS = auto()
    DECIDE_DISPUTES = auto()
    DECIDE_EARLY_CHANGES = auto()
    DISPUTE_ENTRIES = auto()
    DOWNLOAD_PAYMENT_FILE = auto()
    DRAFT_RATES = auto()
    DRAFT_RULES = auto()
    EDIT_ACCOUNTING = auto()
    EDIT_BANK_ACCOUNTS = auto()
    EDIT_LETTERS = auto()
    EDIT_OWN_CONTACT = auto()
    EDIT_RESIDENTS = auto()
    EDIT_SITES = auto()
    ENTER_STATEMENT_PARTS = auto()
    EXPORT_ENTRIES = auto()
    FREEZE_MONTH = auto()
    IMPORT_RESIDENTS = auto()
    INVITE_RESIDENTS = auto()
    ISSUE_VOUCHERS = auto()
    MANAGE_SYSTEMS = auto()
    MOVE_RESIDENTS = auto()
    OPEN_VOUCHER = auto()
    READ_ACCOUNTING = auto()
    READ_JOBS = auto()
    READ_LETTERS = auto()
    READ_LIST = auto()
    READ_MONTHS = auto()
    READ_OWN_CHOICE = auto()
    READ_OWN_STATEMENTS = auto()
    READ_PROVIDERS = auto()
    READ_RATES = auto()
    READ_RESIDENTS = auto()
    READ_RULES = auto()
    READ_STATEMENTS = auto()
    READ_STATEMENT_PARTS = auto()
    READ_VOUCHERS = auto()
    SEND_LETTERS = auto()
    SETTLE_PAYMENTS = auto()
    SUBMIT_RUN = auto()
    TAKE_BANK_MESSAGES = auto()


ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.AUDITOR: frozenset(
        {
            Permission.READ_ACCOUNTING,
            Permission.READ_JOBS,
            Permission.READ_MONTHS,
            Permission.READ_RESIDENTS,
            Permission.READ_RULES,
            Permission.READ_STATEMENTS,
            Permission.READ_STATEMENT_PARTS,
        }
    ),
    Role.EVALUATOR: frozenset(
        {
            Permission.READ_JOBS,
            Permission.READ_RULES,
        }
    ),
    Role.FINANCE: frozenset(
        {
            Permission.APPROVE_RATES,
            Permission.APPROVE_RUN,
            Permission.BOOK_RUNS,
            Permission.CONFIRM_STATEMENT_PARTS,
            Permission.DECIDE_DISPUTES,
            Permission.DOWNLOAD_PAYMENT_FILE,
            Permission.DRAFT_RATES,
            Permission.EDIT_ACCOUNTING,
            Permission.EDIT_BANK_ACCOUNTS,
            Permission.ENTER_STATEMENT_PARTS,
            Permission.EXPORT_ENTRIES,
            Permission.FREEZE_MONTH,
            Permission.MANAGE_SYSTEMS,
            Permission.READ_ACCOUNTING,
            Permission.READ_JOBS,
            Permission.READ_MONTHS,
            Permission.READ_PROVIDERS,
            Permission.READ_RATES,
            Permission.READ_RULES,
            Permission.READ_STATEMENTS,
            Permission.READ_STATEMENT_PARTS,
            Permission.SETTLE_PAYMENTS,
            Permission.SUBMIT_RUN,
            Permission.TAKE_BANK_MESSAGES,
        }
    ),
    Role.PROVIDER: frozenset(
        {
            Permission.CHARGE_RESIDENTS,
            Permission.DISPUTE_ENTRIES,
            Permission.MANAGE_SYSTEMS,
            Permission.READ_JOBS,
            Permission.READ_LIST,
            Permission.READ_OWN_STATEMENTS,
        }
    ),
    Role.RESIDENT: frozenset(
        {
            Permission.CHOOSE_SITE,
            Permission.EDIT_OWN_CONTACT,
            Permission.OPEN_VOUCHER,
            Permission.READ_OWN_CHOICE,
        }
    ),
    Role.STAFF: frozenset(
        {
            Permission.ANSWER_FEEDBACK,
            Permission.APPROVE_RULES,
            Permission.CHOOSE_FOR_RESIDENT,
            Permission.CLOSE_PILOT,
            Permission.DECIDE_EARLY_CHANGES,
            Permission.DRAFT_RULES,
            Permission.EDIT_BANK_ACCOUNTS,
            Permission.EDIT_LETTERS,
            Permission.EDIT_RESIDENTS,
            Permission.EDIT_SITES,
            Permission.IMPORT_RESIDENTS,
            Permission.INVITE_RESIDENTS,
            Permission.ISSUE_VOUCHERS,
            Permission.MANAGE_SYSTEMS,
            Permission.MOVE_RESIDENTS,
            Permission.OPEN_VOUCHER,
            Permission.READ_JOBS,
            Permission.READ_LETTERS,
            Permission.READ_PROVIDERS,
            Permission.READ_RESIDENTS,
            Permission.READ_RULES,
            Permission.READ_VOUCHERS,
            Permission.SEND_LETTERS,
        }
    ),
}


def roles_allowed(permission: Permission) -> frozenset[Role]:
    """Return the roles that hold the permission."""
    return frozenset(role for role, permissions in ALLOWED.items() if permission in permissions)
