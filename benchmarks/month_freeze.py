"""Freezing and previewing a month with a year of frozen months behind it, against COPY of the same entries.

Between two freezes something is learned of two residents in a hundred: half have died, half have moved, some of them
months ago, so that earlier months are corrected too.
"""

import os
import statistics
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from django.db import connection, transaction

from benchmarks import population
from benchmarks.measuring import Result, benchmark, timed
from billing import actions as billing_actions
from billing.models import PaymentRun
from billing.month.preview import preview
from pilot.calendar import Month, months_between
from pilot.embedded import OWNER_ROLE, addresses
from pilot.models import Strand
from vouchers import actions as voucher_actions

BEHIND = list(months_between(Month(2017, 2), Month(2018, 1)))
MEASURED = list(months_between(Month(2018, 2), Month(2018, 4)))
ONE_IN = 50
PIECE = 1 << 20

DEATHS = "UPDATE registry_resident SET died_on = %(on)s, died_precision = 'day' WHERE id = ANY(%(residents)s)"
# Half a year ago at the most: what was frozen since then is taken back and paid right.
MOVES = """
    WITH ended AS (
        UPDATE registry_residence SET period = daterange(lower(period), %(on)s)
        WHERE resident_id = ANY(%(residents)s) AND upper_inf(period)
        RETURNING resident_id, area_id
    )
    INSERT INTO registry_residence (resident_id, moved_on, area_id, municipality_code, postal_code, town, street,
        period, registered_at)
    SELECT resident_id, %(on)s, (SELECT min(id) FROM pilot_area WHERE pilot_id = %(pilot)s AND id <> ended.area_id),
        '179', '40100', 'Jyväskylä', 'Koekuja 2', daterange(%(on)s, NULL), now()
    FROM ended
"""


@benchmark("month_freeze", n=100_000)
def month_freeze(n: int) -> Result:
    """Freeze three months of n residents, each after something was learned of two in a hundred."""
    strand, plain = _a_year_of(n)
    last = PaymentRun.objects.get(strand=strand, month=BEHIND[-1].first)
    bare = _floor(last, keyed=False)
    print(f"# month_freeze, nothing learned: seconds={plain:.4f} bare_floor={bare:.4f} ratio={plain / bare:.2f}")
    seconds, floors = [], []
    for month in _learning(strand, n):
        seconds.append(timed(lambda month=month: _freeze(strand, month)))
        floors.append(_floor(PaymentRun.objects.get(strand=strand, month=month.first)))
    return Result(n, statistics.median(seconds), statistics.median(floors))


@benchmark("month_preview", n=100_000)
def month_preview(n: int) -> Result:
    """Preview the month after a year of n residents, three times; the floor is that of freezing it."""
    strand, _plain = _a_year_of(n)
    month = next(_learning(strand, n))
    seconds = statistics.median(timed(lambda: preview(strand=strand, month=month)) for _ in range(3))
    _freeze(strand, month)
    return Result(n, seconds, _floor(PaymentRun.objects.get(strand=strand, month=month.first)))


def _a_year_of(n: int) -> tuple[Strand, float]:
    """Return the strand with its year frozen, and the median seconds of those months, of whom nothing was corrected."""
    strand = population.make(n).strand
    return strand, statistics.median(timed(lambda month=month: _freeze(strand, month)) for month in BEHIND)


def _freeze(strand: Strand, month: Month) -> None:
    billing_actions.freeze(strand=strand, month=month, by=None, at=datetime.now(UTC), channel="benchmark")


def _learning(strand: Strand, n: int) -> Iterator[Month]:
    """Yield each month to be measured once something new is known."""
    for number, month in enumerate(MEASURED):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(
                "SELECT array_agg(id) FROM registry_resident WHERE pilot_id = %s AND id %% %s = %s AND died_on IS NULL",
                [strand.pilot_id, ONE_IN, number],
            )
            (touched,) = cursor.fetchone()
            half = len(touched) // 2
            known = {"pilot": strand.pilot_id, "on": date(2017, 9 + number, 15)}
            cursor.execute(DEATHS, known | {"residents": touched[:half]})
            cursor.execute(MOVES, known | {"residents": touched[half:]})
            voucher_actions.lay_out(strand=strand, residents=touched)
        yield month


def _floor(run: PaymentRun, *, keyed: bool = True) -> float:
    """Copy the run's entries into a table of the same shape, its row's constraints included, with the key or bare."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY (SELECT * FROM billing_entry WHERE run_id = {run.pk:d}) TO STDOUT") as copy,
    ):
        rows = b"".join(bytes(piece) for piece in copy)
    owner = addresses(Path(os.environ["DATA_DIR"])).database(OWNER_ROLE)
    with psycopg.connect(owner) as session:
        session.execute("CREATE TABLE same (LIKE billing_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)")
        if keyed:
            session.execute("ALTER TABLE same ADD PRIMARY KEY (resident_id, month, starts_on, kind, run_id)")

        def copy_in() -> None:
            with session.cursor().copy("COPY same FROM STDIN") as copy:
                for start in range(0, len(rows), PIECE):
                    copy.write(rows[start : start + PIECE])

        seconds = timed(copy_in)
        session.rollback()
    return seconds
