"""What the database's planner knows of tables: after many rows at once it would still take them for small."""

from django.db import connection
from django.db.models import Model

# Fewer change no plan, and counting a large table anew takes half a second.
MANY = 1000


def count_anew(*models: type[Model], rows: int) -> None:
    """Let the planner know the tables as they are, if so many rows came that it matters.

    The server does the same by itself within minutes; but on the day a pilot begins people choose within seconds.
    """
    if rows >= MANY:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in models)}")
