import pytest
from django.db import connection
from django.utils import timezone

from pilot.models import Feedback, OutboxMessage
from pilot.planner import MANY, count_anew

pytestmark = pytest.mark.django_db


def known(*models) -> list[int]:
    """Return how many rows the planner takes the tables to have; -1 where nobody has ever counted."""
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::int FROM unnest(%s::text[]) WITH ORDINALITY AS asked (name, place)"
            " JOIN pg_class ON pg_class.oid = asked.name::regclass ORDER BY place",
            [tables],
        )
        return [rows for (rows,) in cursor.fetchall()]


def test_after_many_rows_the_planner_knows_the_tables_and_after_few_it_is_not_asked_to():
    due = timezone.now()
    OutboxMessage.objects.bulk_create(OutboxMessage(kind="email", payload={}, due_at=due) for _row in range(MANY))
    before = known(OutboxMessage, Feedback)

    count_anew(OutboxMessage, Feedback, rows=MANY - 1)
    assert known(OutboxMessage, Feedback) == before

    count_anew(OutboxMessage, Feedback, rows=MANY)
    assert known(OutboxMessage, Feedback) == [MANY, 0]
