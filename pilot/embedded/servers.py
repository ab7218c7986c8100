"""Both servers under one directory: the first program that needs them starts them, the last one stops them."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from pilot.embedded.broker import Broker
from pilot.embedded.owners import private_directory
from pilot.embedded.postgres import Postgres
from pilot.embedded.where import Addresses, addresses


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
            Broker(self.directory, self.addresses).stop()
            Postgres(self.directory, self.addresses, durable=self.durable).stop()
        finally:
            os.close(self._hold)
            self._hold = None

    def _start_both(self) -> None:
        postgres = Postgres(self.directory, self.addresses, durable=self.durable)
        private_directory(self.addresses.sockets, owner=postgres.system_user)
        postgres.start()
        Broker(self.directory, self.addresses).start()


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
