"""One unit of work in which every statement sees the same moment, with memory for a set as large as a month."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg import IsolationLevel
from psycopg.sql import SQL, Literal


@contextmanager
def one_snapshot(*, of: str | None = None) -> Iterator[None]:
    """Open a unit of work at REPEATABLE READ; inside somebody else's it is a part of that one.

    `of` names the exported snapshot of another connection's unit of work, to see what that one sees.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            _prepare()
            yield
        return
    connection.ensure_connection()
    connection.connection.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        with transaction.atomic():
            if of is not None:
                _see_what(of)
            _prepare()
            yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            connection.connection.isolation_level = None


def _see_what(snapshot: str) -> None:
    # A name cannot be a parameter here; PostgreSQL's own names are digits and dashes.
    with connection.cursor() as cursor:
        cursor.execute(SQL("SET TRANSACTION SNAPSHOT {}").format(Literal(snapshot)))


def _prepare() -> None:
    # Compiling costs more than it saves here, and no page waits for a month.
    with connection.cursor() as cursor:
        for setting, value in (
            ("work_mem", "256MB"),
            ("maintenance_work_mem", "256MB"),
            ("jit", "off"),
            ("statement_timeout", "0"),
            ("lock_timeout", "30s"),
        ):
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
