"""Freezing a month, against COPY of the same entries into the same bare table."""

import statistics
from datetime import UTC, datetime

from django.db import connection, transaction

from benchmarks import population
from benchmarks.measuring import Result, benchmark, timed
from billing import actions as billing_actions
from billing.models import PaymentRun
from pilot.calendar import Month

MONTHS = ["2017-02", "2017-03", "2017-04"]
PIECE = 1 << 20


@benchmark("month_freeze", n=100_000)
def month_freeze(n: int) -> Result:
    """Freeze three months of n residents, one after the other."""
    strand = population.make(n).strand
    at = datetime.now(UTC)
    seconds, floors = [], []
    for month in MONTHS:
        seconds.append(
            timed(
                lambda month=month: billing_actions.freeze(
                    strand=strand, month=Month.parse(month), by=None, at=at, channel="benchmark"
                )
            )
        )
        floors.append(_floor(PaymentRun.objects.get(strand=strand, month=Month.parse(month).first)))
    return Result(n, statistics.median(seconds), statistics.median(floors))


def _floor(run: PaymentRun) -> float:
    """Copy the run's entries into a table of the same shape, constraints of one row included and nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        spare = run.pk + 1_000_000
        cursor.execute(
            "CREATE TEMP TABLE same ON COMMIT DROP AS SELECT * FROM billing_entry WHERE run_id = %s", [run.pk]
        )
        cursor.execute("UPDATE same SET run_id = %s", [spare])
        with cursor.copy("COPY same TO STDOUT") as copy:
            rows = b"".join(bytes(piece) for piece in copy)
        cursor.execute("SELECT billing_open_entries(%s, 0, NULL, NULL)", [spare])
        (part,) = cursor.fetchone()

        def copy_in() -> None:
            with cursor.copy(f"COPY {part} FROM STDIN") as copy:
                for start in range(0, len(rows), PIECE):
                    copy.write(rows[start : start + PIECE])

        seconds = timed(copy_in)
        transaction.set_rollback(True)
    return seconds
