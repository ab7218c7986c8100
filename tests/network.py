"""Keeps tests on this computer: connecting anywhere else fails, whatever library tries."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@contextmanager
def only_this_computer() -> Iterator[None]:
    """Refuse every connection but Unix sockets and the loopback address."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise RuntimeError(f"A test tried to reach {address[0]}; tests stay on this computer.")
        return connect(self, address)

    return guarded
