"""Filling a run's own tables, shard by shard.

Every shard closes its table to writing before it commits, and the freeze attaches them all at its end. What a killed
freeze leaves is a table of no run, which the next freeze drops.
"""

from typing import Any

from django.db import connection

from billing.models import PaymentRun
from billing.month import computing as months
from billing.month.beside import for_each_shard
from billing.month.computing import Piece
from billing.month.shards import Shard
from pilot.calendar import Month
from pilot.models import Strand


def fill(
    *, strand: Strand, month: Month, previous: PaymentRun | None, run_id: int, most_shards: int
) -> tuple[list[Shard], list[Piece]]:
    """Compute every shard into a table of its own, closed and ready to be attached; gaps are left in `found_gaps`."""

    def work(shard: Shard) -> tuple[list[Piece], list[bytes]]:
        part = call("SELECT billing_open_entries(%s, %s, %s, %s)", run_id, shard.number, shard.first, shard.until)
        months.compute(strand=strand, month=month, previous=previous, run_id=run_id, part=part, shard=shard)
        call("SELECT billing_close_entries(%s, %s)", run_id, shard.number)
        return months.pieces(part), _gaps() if shard.number else []

    filled = for_each_shard(strand, work, most=most_shards, keep=True)
    _take_over([part for _pieces, gaps in filled.values() for part in gaps])
    return list(filled), [piece for pieces, _gaps in filled.values() for piece in pieces]


def call(statement: str, *params: object) -> Any:
    """Return the one value that the statement answers with."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0]


def _gaps() -> list[bytes]:
    """Return the gaps that this connection has found, as COPY writes them."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {months.GAPS} TO STDOUT") as stream:
        return [bytes(part) for part in stream]


def _take_over(gaps: list[bytes]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {months.GAPS} FROM STDIN") as stream:
        for part in gaps:
            stream.write(part)
