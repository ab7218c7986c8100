"""Whether a strand's frozen months still say what the ledger says: recomputed from the rows, apart from the freeze.

Everything that stands is held against everything that is due as known now, and the last run's digest is computed anew.
A difference in somebody of whom something was learned since the last freeze is the next run's; any other is wrong.
"""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from billing.models import PaymentRun, RunCheck
from billing.month import computing as months
from billing.month.other_parts import frozen_parts
from billing.month.shards import WHOLE
from billing.month.snapshot import one_snapshot
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
            months.find_touched(cursor, params)
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


def _compare(cursor: Any, params: dict[str, date | Any]) -> tuple[int, ...]:
    # Everybody at once: never one by one, whatever the planner last heard of the tables' sizes.
    cursor.execute("SET LOCAL enable_nestloop = off")
    cursor.execute(months.with_due("standing_is_due", WHOLE.of_due()), params)
    return tuple(cursor.fetchone())


def _digest_agrees(run: PaymentRun) -> bool:
    """Compute the run's digest from its entries and other rows anew, and hold it against the one that was frozen.

    What each target brings is figured again from the frozen figures, so that a wrong sum would show as well.
    """
    part = f"(SELECT * FROM billing_entry WHERE run_id = {run.pk:d})"  # noqa: S608 - a number of our own
    sites = months.site_figures(previous=run.previous, found=months.pieces(part), others=frozen_parts(run))
    frozen = list(run.statements.order_by("site_id").values_list("digest", flat=True))
    digest = months.run_digest(strand=run.strand, month=Month.of(run.month), sites=sites, previous=run.previous)
    return [site.digest for site in sites] == frozen and digest == run.digest
