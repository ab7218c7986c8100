"""Running numbers of documents: one after the other, without a hole, from a counter row under its own lock."""

from django.db import connection, transaction


@transaction.atomic
def next_number(series: str) -> int:
    """Return the next number of the series, from 1; a rolled-back number is given again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pilot_numberseries (code, last) VALUES (%s, 1)"
            " ON CONFLICT (code) DO UPDATE SET last = pilot_numberseries.last + 1 RETURNING last",
            [series],
        )
        return cursor.fetchone()[0]
