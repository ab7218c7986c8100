"""Filling a run's own tables: every shard on a connection of its own, all in the freeze's snapshot.

The first shard is computed on the freeze's connection, the others beside it; each closes its table to writing before
it commits, and the freeze attaches them all at its end. What a killed freeze leaves is a table of no run, which the
next freeze drops.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from billing import month as months
from billing.models import PaymentRun
from billing.month import Piece
from billing.shards import Shard
from billing.snapshot import one_snapshot
from pilot.calendar import Month
from pilot.models import Strand


@dataclass(frozen=True)
class Filled:
    """What a shard's table holds, and the gaps that it met, as COPY writes them."""

    pieces: list[Piece]
    gaps: list[bytes] = field(default_factory=list)


def fill(*, strand: Strand, month: Month, previous: PaymentRun | None, run_id: int, shards: list[Shard]) -> list[Piece]:
    """Compute every shard into a table of its own, closed and ready to be attached; gaps are left in `found_gaps`."""
    month_of_run = {"strand": strand, "month": month, "previous": previous, "run_id": run_id}
    if len(shards) == 1:
        return _fill(shard=shards[0], **month_of_run).pieces
    snapshot = call("SELECT pg_export_snapshot()")
    with ThreadPoolExecutor(len(shards) - 1, thread_name_prefix="shard") as beside:
        others = [beside.submit(_fill_beside, snapshot, shard=shard, **month_of_run) for shard in shards[1:]]
        filled = [_fill(shard=shards[0], **month_of_run), *(other.result() for other in others)]
    _take_over([part for shard in filled for part in shard.gaps])
    return [piece for shard in filled for piece in shard.pieces]


def call(statement: str, *params: object) -> Any:
    """Return the one value that the statement answers with."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0]


def _fill(*, shard: Shard, run_id: int, **month_of_run: Any) -> Filled:
    part = call("SELECT billing_open_entries(%s, %s, %s, %s)", run_id, shard.number, shard.first, shard.until)
    months.compute(run_id=run_id, part=part, shard=shard, **month_of_run)
    call("SELECT billing_close_entries(%s, %s)", run_id, shard.number)
    return Filled(months.pieces(part))


def _fill_beside(snapshot: str, **work: Any) -> Filled:
    """Do the same on this thread's own connection, which sees exactly what the freeze sees."""
    with _own_connection(), one_snapshot(of=snapshot):
        filled = _fill(**work)
        with connection.cursor() as cursor, cursor.copy(f"COPY {months.GAPS} TO STDOUT") as stream:
            return Filled(filled.pieces, [bytes(part) for part in stream])


@contextmanager
def _own_connection() -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


def _take_over(gaps: list[bytes]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {months.GAPS} FROM STDIN") as stream:
        for part in gaps:
            stream.write(part)
