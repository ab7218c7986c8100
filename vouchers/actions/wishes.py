"""What a resident wishes for, against what waits: for one resident or for all who are served at once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from pilot.models import Strand
from vouchers import sql


def replace_waiting(*, choices: Iterable[int], strand: Strand, residents: Iterable[int], on: date) -> None:
    """Replace for good what the residents of the new choices had wished for before and what still waited."""
    with connection.cursor() as cursor:
        cursor.execute(sql.text("replace_waiting"), {"choices": list(choices)})
    settle_moves(strand=strand, residents=residents, on=on)


def settle_moves(*, strand: Strand, residents: Iterable[int], on: date) -> None:
    """Say of every waiting move by others whether a wish replaces it."""
    params: dict[str, Any] = {"residents": list(residents), "strand": strand.pk, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(sql.text("settle_moves"), params)
