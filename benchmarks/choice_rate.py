"""How many residents a second can choose, over HTTP on a real server, as a share of bare inserts on the same one.

Seconds are those of one bare insert and the floor those of one choice, so that the ratio is the share.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string

from benchmarks import population
from benchmarks.bare import TABLE
from benchmarks.choosers import HOST, Chooser, choice_of, choosers
from benchmarks.measuring import Result, benchmark, timed
from pilot.embedded import APP_ROLE, OWNER_ROLE, addresses

REQUESTS = 400
WARM_UP = 40
AT_ONCE = 8
PATIENCE = 30


@benchmark("choice_rate", n=20_000)
def choice_rate(n: int) -> Result:
    """Let four hundred of n residents choose, eight at a time, and as many rows be inserted."""
    stage = population.make(n)
    slug = stage.sites["private-0"].slug
    _make_table()
    people = choosers(stage.strand, REQUESTS + WARM_UP)
    with _server() as port:

        def choose(chooser: Chooser) -> None:
            _post(port, chooser, "/my/choice/", choice_of(stage.strand, slug), 302)

        def insert(chooser: Chooser) -> None:
            _post(port, chooser, "/bare/insert/", {}, 204)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for work in (choose, insert):
                list(pool.map(work, people[:WARM_UP]))
            rest = people[WARM_UP:]
            choosing = timed(lambda: list(pool.map(choose, rest)))
            inserting = timed(lambda: list(pool.map(insert, rest)))
    return Result(n, inserting / REQUESTS, choosing / REQUESTS)


def _make_table() -> None:
    owner = addresses(Path(os.environ["DATA_DIR"])).database(OWNER_ROLE)
    with psycopg.connect(owner) as session:
        session.execute(f"CREATE TABLE {TABLE} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, by_id bigint)")
        session.execute(f"GRANT INSERT ON {TABLE} TO {APP_ROLE}")


@contextmanager
def _server():
    """Run the web server that `up` runs, with the bare pages beside the site's."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "benchmarks.serving", "--worker-class", "gthread", "--threads", "8"]
    command += ["--bind", f"{HOST}:{port}", "--no-control-socket", "--log-level", "error"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _post(port: int, chooser: Chooser, path: str, form: dict[str, object], wanted: int) -> None:
    token = _get_new_csrf_string()
    cookies = chooser.cookies | {settings.CSRF_COOKIE_NAME: token}
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": token,
        "Accept-Language": "fi",
    }
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    connection.request("POST", path, urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != wanted:
        raise RuntimeError(f"{path} answered {answer.status}")
