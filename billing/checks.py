"""Whether a strand's frozen months still say what the ledger says: recomputed from the rows, apart from the freeze.

Everything that stands is held against everything that is due as known now, and the last run's digest is computed anew.
A difference in somebody of whom something was learned since the last freeze is the next run's; any other is wrong.
"""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from billing import month as months
from billing import sql
from billing.models import PaymentRun, RunCheck
from billing.month import SiteFigures
from billing.snapshot import one_snapshot
from pilot.calendar import Month
from pilot.models import Strand

# Beyond this many entries a page does not wait for the check: a job makes it.
MOST_ENTRIES_LIVE = 300_000


def identity(strand: Strand, *, at: datetime) -> RunCheck:
    """Hold what stands against what is due as known now; nothing is left behind: keeping it is an action's."""
    with one_snapshot():
        runs = list(PaymentRun.objects.filter(strand=strand).order_by("month"))
        last = runs[-1]
        params = {"strand": strand.pk, "pilot": strand.pilot_id, "previous": last.pk}
        with connection.cursor() as cursor:
            _find_touched(cursor, params)
            found = _compare(cursor, params | months.span([Month.of(run.month) for run in runs]))
        agrees = _digest_agrees(last)
        transaction.set_rollback(True)
    residents, resident_months, standing, due, learned_since, unexplained = found
    return RunCheck(
        run=last,
        first_month=runs[0].month,
        residents=residents,
        resident_months=resident_months,
        standing_cents=standing,
        due_cents=due,
        learned_since=learned_since,
        unexplained=unexplained,
        digest_agrees=agrees,
        checked_at=at,
    )


def is_small(strand: Strand) -> bool:
    """Tell whether the check is a matter of a second."""
    entries = PaymentRun.objects.filter(strand=strand).aggregate(sum=Sum("entry_count"))["sum"]
    return bool(entries is not None and entries <= MOST_ENTRIES_LIVE)


def _find_touched(cursor: Any, params: dict[str, Any]) -> None:
    cursor.execute("CREATE TEMP TABLE touched (resident_id bigint PRIMARY KEY, cause text) ON COMMIT DROP")
    cursor.execute(sql.text("touched").format(missed=sql.text("missed")), params)


def _compare(cursor: Any, params: dict[str, date | Any]) -> tuple[int, ...]:
    # Everybody at once: never one by one, whatever the planner last heard of the tables' sizes.
    cursor.execute("SET LOCAL enable_nestloop = off")
    due = sql.text("due").format(resident="TRUE")
    cursor.execute(sql.text("standing_is_due").format(due=due), params)
    return tuple(cursor.fetchone())


def _digest_agrees(run: PaymentRun) -> bool:
    """Compute the run's digest from its entries and figures anew, and hold it against the one that was frozen."""
    part = f"(SELECT * FROM billing_entry WHERE run_id = {run.pk:d})"  # noqa: S608 - a number of our own
    sites = months.site_figures(previous=run.previous, part=part)
    previous = run.previous.digest if run.previous else ""
    lines = [f"{run.strand_id};{Month.of(run.month)};{previous}", *(_statement_digest(site) for site in sites)]
    frozen = list(run.statements.order_by("site_id").values_list("digest", flat=True))
    return lines[1:] == frozen and _sha256("\n".join(lines)) == run.digest


def _statement_digest(site: SiteFigures) -> str:
    figures = (site.site_id, site.cents, site.carried_in, site.to_pay, site.carried_out, site.entries_digest)
    return _sha256(";".join(map(str, figures)))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
