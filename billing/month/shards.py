"""Cutting a population by resident, so that a month's shards are computed beside each other and add up to the same.

Shards are whole pieces: 65,536 ids that differ in their last bits only. Digests are made by piece (computing.py beside
this), so they do not depend on how many shards there are. A small population is one piece, and one shard.
"""

from dataclasses import dataclass

from django.db import connection

from pilot.models import Strand

PIECE_BITS = 16


@dataclass(frozen=True)
class Shard:
    """The residents with ids from `first` until `until`, half-open; None is no end."""

    number: int = 0
    first: int | None = None
    until: int | None = None

    def condition(self, column: str) -> str:
        """Return the SQL that holds for the shard's residents; the numbers are our own."""
        conditions = [f"{column} >= {self.first:d}"] if self.first is not None else []
        conditions += [f"{column} < {self.until:d}"] if self.until is not None else []
        return f"({' AND '.join(conditions)})" if conditions else "TRUE"

    def of_due(self) -> dict[str, str]:
        """Return whom `placed.sql` is asked about: everybody in the shard, said of each table that it reads whole."""
        return {
            "lists": "vouchers_enrolment",
            "enrolments": self.condition("enrolment.resident_id"),
            "residents": self.condition("resident.id"),
            "homes": "registry_residence",
            "residences": self.condition("residence.resident_id"),
            "rulings": self.condition("ruling.resident_id"),
        }


# Whom `placed.sql` is asked about where only those in `touched` count: their lists are in `listed`, homes in `housed`.
TOUCHED = {
    "lists": "listed",
    "enrolments": "TRUE",
    "residents": "resident.id IN (SELECT resident_id FROM touched)",
    "homes": "housed",
    "residences": "TRUE",
    "rulings": "ruling.resident_id IN (SELECT resident_id FROM touched)",
}
WHOLE = Shard()


def cut(strand: Strand, *, most: int) -> list[Shard]:
    """Cut the strand's residents into at most so many shards of about as many ids each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM registry_resident WHERE pilot_id = %s", [strand.pilot_id])
        low, high = cursor.fetchone()
    if low is None:
        return [WHOLE]
    first, count = low >> PIECE_BITS, (high >> PIECE_BITS) - (low >> PIECE_BITS) + 1
    shards = min(most, count)
    bounds = [(first + count * number // shards) << PIECE_BITS for number in range(1, shards)]
    return [
        Shard(number, start, end)
        for number, (start, end) in enumerate(zip([None, *bounds], [*bounds, None], strict=True))
    ]
