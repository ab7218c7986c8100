"""What the application's role may do, tried out against the database."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from pilot.grants import append_only_tables

PRIVILEGES = "SELECT has_table_privilege(current_user, %s, %s)"


def may(table: str, privilege: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(PRIVILEGES, [table, privilege])
        return cursor.fetchone()[0]


def test_application_owns_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relowner = current_user::regrole AND relpersistence <> 't'")
        assert cursor.fetchall() == []


def test_append_only_tables_hold_the_audit_trail_and_every_history():
    tables = append_only_tables()

    assert {"pilot_auditevent", "pilot_accesslogentry"} <= tables
    assert {model._meta.db_table for model in apps.get_models() if model.__name__.endswith("Event")} <= tables


@pytest.mark.parametrize("privilege", ["UPDATE", "DELETE", "TRUNCATE", "MAINTAIN"])
def test_append_only_tables_are_only_added_to(db, privilege):
    assert [table for table in sorted(append_only_tables()) if may(table, privilege)] == []


def test_no_table_may_be_emptied(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
            "AND has_table_privilege(oid, 'TRUNCATE')"
        )

        assert cursor.fetchall() == []


def test_ordinary_table_may_be_written(db):
    assert all(may("pilot_job", privilege) for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE"))


def test_deleting_an_audit_event_is_refused_by_the_database(db):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM pilot_auditevent")


def test_record_of_migrations_is_only_read(db):
    assert may("django_migrations", "SELECT")
    assert not may("django_migrations", "INSERT")
