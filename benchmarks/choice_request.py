"""Choosing online: the whole request that confirms a choice, against a bare view that asks for one row.

Seconds are the p95 of server time in one process, request to response, middleware, session and templates included. One
client asks for everybody, as one server answers everybody: a client of its own for each would load the middleware anew.
"""

from functools import partial
from http import HTTPStatus

from django.test import Client, override_settings

from benchmarks import population
from benchmarks.choosers import HOST, choice_of, choosers
from benchmarks.measuring import Result, benchmark, p95, served

REQUESTS = 200
WARM_UP = 10


@benchmark("choice_request", n=20_000)
def choice_request(n: int) -> Result:
    """Let two hundred of n residents choose, one after the other."""
    stage = population.make(n)
    strand, slug = stage.strand, stage.sites["private-0"].slug
    client, bare = (Client(SERVER_NAME=HOST, headers={"accept-language": "fi"}) for _client in range(2))
    seconds, floors = [], []
    # Set once: each change of it makes Django forget every address, and work all of them out with the next page.
    with override_settings(ROOT_URLCONF="benchmarks.bare"):
        for chooser in choosers(strand, REQUESTS + WARM_UP):
            client.cookies.load(chooser.cookies)
            seconds.append(served(partial(_choose, client, choice_of(strand, slug))))
            bare.cookies.load(chooser.cookies)
            floors.append(served(partial(bare.get, f"/bare/{chooser.resident.pk}/")))
    return Result(n, p95(seconds[WARM_UP:]), p95(floors[WARM_UP:]))


def _choose(client: Client, form: dict[str, object]) -> None:
    answer = client.post("/my/choice/", form)
    if answer.status_code != HTTPStatus.FOUND:
        raise RuntimeError(f"choosing answered {answer.status_code}")
