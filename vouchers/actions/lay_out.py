"""Lay the lists out anew from their facts, for one resident or for everybody at once."""

from collections.abc import Iterable
from functools import cache

from django.db import connection

from pilot.models import Strand
from pilot.prepared import Prepared
from vouchers import sql
from vouchers.sql import lists

ONE = "SELECT unnest(%(residents)s::bigint[])"
BATCH = "SELECT id FROM registry_resident WHERE batch_id = %(batch)s"
TOUCHING_SITES = (
    "SELECT resident_id FROM vouchers_choice WHERE site_id = ANY(%(sites)s) AND strand_id = %(strand)s"
    " AND regretted_at IS NULL AND replaced_by_id IS NULL"
)


def lay_out(*, strand: Strand, residents: Iterable[int], are_locked: bool = False) -> int:
    """Lay out the residents' lists and return how many enrolments were rewritten.

    `are_locked` says that the caller already holds the residents' rows, and has held them since before it looked.
    """
    chosen = list(residents)
    if not are_locked:
        _one_at_a_time(ONE, residents=chosen)
    if len(chosen) == 1:
        return _run_for_one(strand, chosen)
    return _run(ONE, strand=strand, residents=chosen)


def lay_out_everybody(*, strand: Strand) -> int:
    """Lay out the lists of all residents of the pilot; for when nobody else writes about them."""
    _join_as_sets()
    return _run(lists.EVERYBODY, strand=strand, pilot=strand.pilot_id)


def lay_out_batch(*, strand: Strand, batch_id: int) -> int:
    """Lay out the lists of the residents that came in one file."""
    _join_as_sets()
    return _run(BATCH, strand=strand, batch=batch_id)


def lay_out_site(*, strand: Strand, site_id: int) -> int:
    """Lay out the lists of all who have chosen the site."""
    return lay_out_sites(strand=strand, sites=[site_id])


def lay_out_sites(*, strand: Strand, sites: list[int]) -> int:
    """Lay out the lists of all who have chosen one of the sites."""
    _one_at_a_time(TOUCHING_SITES, sites=sites, strand=strand.pk)
    _join_as_sets()
    return _run(TOUCHING_SITES, strand=strand, sites=sites)


def _join_as_sets() -> None:
    # Right after a large file the planner still takes the tables for empty, and would look people up one by one.
    with connection.cursor() as cursor:
        for setting, value in (("enable_nestloop", "off"), ("work_mem", "256MB"), ("statement_timeout", "0")):
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])


def _one_at_a_time(laying: str, **params: int | list[int]) -> None:
    """Wait for whoever is writing about the residents, so that what is laid out next sees what they wrote."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT FROM registry_resident WHERE id IN ({laying}) ORDER BY id FOR NO KEY UPDATE",
            params,
        )


def _run(laying: str, *, strand: Strand, **params: int | list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_text(laying), params | {"strand": strand.pk})
        return cursor.fetchone()[0]


def _run_for_one(strand: Strand, residents: list[int]) -> int:
    with connection.cursor() as cursor:
        FOR_ONE.execute(cursor, {"residents": residents, "strand": strand.pk})
        return cursor.fetchone()[0]


@cache
def _text(laying: str) -> str:
    return sql.text("lay_out").format(lists=lists.chain(laying))


FOR_ONE = Prepared("lay_out", lambda: _text(ONE), {"residents": "bigint[]", "strand": "bigint"}, writes=True)
