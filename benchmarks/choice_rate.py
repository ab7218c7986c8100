"""How many residents a second can choose, over HTTP on a real server, as a share of bare inserts on the same one.

Seconds are those of one bare insert and the floor those of one choice, so that the ratio is the share.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from benchmarks import population
from benchmarks.bare import TABLE
from benchmarks.choosers import Chooser, choice_of, choosers, headers_of
from benchmarks.measuring import Result, benchmark, timed
from pilot import web_server
from pilot.embedded import APP_ROLE, OWNER_ROLE, addresses

REQUESTS = 400
WARM_UP = 40
AT_ONCE = 8


@benchmark("choice_rate", n=20_000)
def choice_rate(n: int) -> Result:
    """Let four hundred of n residents choose, eight at a time, and as many rows be inserted."""
    stage = population.make(n)
    slug = stage.sites["private-0"].slug
    _make_table()
    people = choosers(stage.strand, REQUESTS + WARM_UP)
    with web_server.running("benchmarks.serving") as port:

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


def _post(port: int, chooser: Chooser, path: str, form: dict[str, object], wanted: int) -> None:
    status = web_server.ask(port, "POST", path, body=urlencode(form), headers=headers_of(chooser.session_key))
    if status != wanted:
        raise RuntimeError(f"{path} answered {status}")
