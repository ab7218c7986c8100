"""The pages of the books: what a run's accounts say beside what its entries say."""

from typing import Any

from billing.models import PaymentRun
from billing.pages.life import may
from billing.queries import accounting as queries
from pilot.calendar import Month
from pilot.models import User
from pilot.permissions import Permission


def run_parts(run: PaymentRun, entries_cents: int, user: User) -> dict[str, Any]:
    """Return what the page of a run's books shows around its list."""
    sums = queries.account_sums(run)
    left = queries.left_to_book(run)
    expense = sum(row.balance for row in sums if row.use == "expense")
    month = Month.of(run.month)
    return {
        "run": run,
        "month": month,
        "sums": sums,
        "debit": sum(row.debit for row in sums),
        "credit": sum(row.credit for row in sums),
        "entries_cents": entries_cents,
        "expense": expense,
        "is_unapproved": run.state in queries.UNAPPROVED,
        "left": left,
        "agrees": bool(sums) and not left.statements and expense == entries_cents,
        "on_their_way": -sum(row.balance for row in sums if row.use == "clearing"),
        "may_book": may(user, Permission.BOOK_RUNS),
        "may_export": may(user, Permission.EXPORT_ENTRIES),
        "has_accounts": queries.accounts_in_force(run.strand.pilot.lead, run.strand, month.last) is not None,
    }
