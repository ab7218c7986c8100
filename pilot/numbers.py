"""Running numbers of documents: one after the other, without a hole, from a counter row under its own lock."""

from django.db import connection, transaction


def next_number(series: str) -> int:
    """Return the next number of the series, from 1; a rolled-back number is given again."""
    return next_numbers(series, 1).start


@transaction.atomic
def next_numbers(series: str, count: int) -> range:
    """Return the next numbers of the series, as many as asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pilot_numberseries (code, last) VALUES (%s, %s)"
            " ON CONFLICT (code) DO UPDATE SET last = pilot_numberseries.last + excluded.last RETURNING last",
            [series, count],
        )
        last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
