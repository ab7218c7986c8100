"""What the application's role may do with the owner's tables; granted anew after every migration.

Ordinary tables: read, write and count anew. Append-only tables (the audit trail, the access log, every row history, and
any model that says `append_only = True`): read and add. Models that say `read_only = True`: read, the rest through the
owner's own functions. Nobody but the owner may empty a table or change its shape.
"""

from django.apps import apps
from django.conf import settings
from django.db import connections
from psycopg import sql

READ_ONLY = {"django_migrations"}
READ_AND_ADD = "SELECT, INSERT"
# MAINTAIN: to count a table anew after many rows came at once (pilot.planner).
READ_AND_WRITE = "SELECT, INSERT, UPDATE, DELETE, MAINTAIN"

# Partitions are reached through their parent, whose grants then count.
OWN_TABLES = """
    SELECT c.relname, c.relkind FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relowner = current_user::regrole
      AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT c.relispartition
    ORDER BY c.relname
"""
# Functions that run with the owner's rights; nobody but the application may call them.
OWN_FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole AND prosecdef
"""


def append_only_tables() -> set[str]:
    """Name the tables that rows are only ever added to."""
    from pghistory.models import Event

    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "append_only", False) or issubclass(model, Event)
    }


def read_only_tables() -> set[str]:
    """Name the tables that the application fills only through the owner's functions."""
    return READ_ONLY | {model._meta.db_table for model in apps.get_models() if getattr(model, "read_only", False)}


def grant(*, using: str = "default", **_signal: object) -> None:
    """Give the application's role exactly what it may have; connected as the owner."""
    append_only, read_only = append_only_tables(), read_only_tables()
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == settings.DATABASE_APP_ROLE:
            return
        cursor.execute(OWN_TABLES)
        for name, kind in cursor.fetchall():
            relation = sql.Identifier(name)
            if kind == "S":
                cursor.execute(sql.SQL("GRANT USAGE, SELECT ON SEQUENCE {} TO {}").format(relation, role))
                continue
            rights = sql.SQL(_rights(name, kind, append_only, read_only))
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(relation, role))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(rights, relation, role))
        cursor.execute(OWN_FUNCTIONS)
        for (signature,) in cursor.fetchall():
            cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(signature), role))


def _rights(name: str, kind: str, append_only: set[str], read_only: set[str]) -> str:
    if kind in "vm" or name in read_only:
        return "SELECT"
    return READ_AND_ADD if name in append_only else READ_AND_WRITE
