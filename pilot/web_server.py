"""The web server: the one command that runs it, and a running one for whoever measures or tests over HTTP."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http import HTTPStatus

from django.conf import settings

HOST = "127.0.0.1"
SITE = "pilot.wsgi"
PATIENCE = 60


def command(port: int, *, application: str = SITE) -> list[str]:
    """Return what runs the application on the port of this computer alone."""
    threads = ["--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", application, *threads, "--bind", f"{HOST}:{port}", "--timeout", "60"]


@contextmanager
def running(application: str = SITE, *, environment: Mapping[str, str] | None = None) -> Iterator[int]:
    """Run the application on a free port, and give the port once it answers."""
    port = _free_port()
    with subprocess.Popen(
        [*command(port, application=application), "--log-level", "error"],
        cwd=settings.BASE_DIR,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def ask(port: int, method: str, path: str, *, body: str = "", headers: Mapping[str, str] | None = None) -> int:
    """Ask the running server and return the status of its answer, read to its end."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body, dict(headers or {}))
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if ask(port, "GET", "/healthz") == HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the web server did not start")
