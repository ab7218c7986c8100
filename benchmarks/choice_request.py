"""Choosing online: the whole request that confirms a choice, against a bare view that asks for one row.

Seconds are the p95 of server time in one process, request to response, middleware, session and templates included.
"""

from datetime import UTC, datetime
from http import HTTPStatus

from django.db import transaction
from django.test import Client, override_settings

from benchmarks import population
from benchmarks.measuring import Result, benchmark, p95, timed
from pilot import access
from pilot.models import User
from registry.models import Resident, ResidentAccount
from vouchers.forms import new_key

REQUESTS = 100
WARM_UP = 5


@benchmark("choice_request", n=20_000)
def choice_request(n: int) -> Result:
    """Let a hundred of n residents choose, one after the other."""
    stage = population.make(n)
    strand, site = stage.strand, stage.sites["private-0"]
    own = Resident.objects.filter(pilot=strand.pilot_id, choices__isnull=True).order_by("pk")[: REQUESTS + WARM_UP]
    clients = [(_logged_in(resident), resident) for resident in own]
    seconds, floors = [], []
    for client, resident in clients:
        data = {"strand": strand.pk, "site": site.slug, "key": new_key()}
        seconds.append(timed(lambda client=client, data=data: _choose(client, data)))
        with override_settings(ROOT_URLCONF="benchmarks.bare"):
            floors.append(timed(lambda client=client, pk=resident.pk: client.get(f"/bare/{pk}/")))
    return Result(n, p95(seconds[WARM_UP:]), p95(floors[WARM_UP:]))


def _choose(client: Client, data: dict[str, object]) -> None:
    answer = client.post("/my/choice/", data)
    if answer.status_code != HTTPStatus.FOUND:
        raise RuntimeError(f"choosing answered {answer.status_code}")


def _logged_in(resident: Resident) -> Client:
    with transaction.atomic():
        user = User.objects.create_user(name=resident.full_name, is_demonstration=True)
        ResidentAccount.objects.create(user=user, resident=resident, created_at=datetime.now(UTC))
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "fi"})
    client.force_login(user)
    session = client.session
    session[access.IDENTIFICATION] = {"provider": "residents", "strong": True}
    session.save()
    return client
