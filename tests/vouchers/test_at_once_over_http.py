"""Hundreds choosing in the same minute over HTTP, on the web server that `up` runs."""

import http.client
import os
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from pilot.periods import between
from registry.models import ResidentAccount
from tests.people import a_person, a_pilot, session_of
from tests.vouchers.cast import a_resident, a_site, a_strand, an_area
from vouchers.models import Choice, Enrolment

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.timeout(300)]

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PATIENCE = 60
LAST_PLACES = 10


@pytest.fixture
def strand(committed_db):
    return a_strand(pilot=a_pilot(period=between(date(2017, 1, 1), date(2100, 1, 1))))


def test_two_hundred_for_the_last_ten_places_let_exactly_ten_in_and_show_nobody_an_error(strand):
    site = a_site(strand, places=LAST_PLACES)

    with serving("pilot.wsgi") as port:
        answered = choosing_at_once(port, strand, site, people=200)

    assert answered == {HTTPStatus.FOUND: LAST_PLACES, HTTPStatus.CONFLICT: 200 - LAST_PLACES}
    assert Choice.objects.filter(site=site).count() == LAST_PLACES
    assert on_list(site) == LAST_PLACES


def test_without_the_lock_more_than_ten_would_come_in(strand):
    site = a_site(strand, places=LAST_PLACES)

    with serving("tests.vouchers.unguarded") as port:
        choosing_at_once(port, strand, site, people=60)

    assert on_list(site) > LAST_PLACES


def choosing_at_once(port: int, strand, site, *, people: int) -> Counter:
    area = an_area(strand)
    sessions = [a_session(strand, area) for _number in range(people)]
    with ThreadPoolExecutor(people) as pool:
        return Counter(pool.map(lambda session: choose(port, session, strand, site), sessions))


def a_session(strand, area) -> str:
    user = a_person()
    ResidentAccount.objects.create(user=user, resident=a_resident(strand, area), created_at=timezone.now())
    return session_of(user).session_key


def choose(port: int, session: str, strand, site) -> int:
    token = _get_new_csrf_string()
    form = {"strand": strand.pk, "site": site.slug, "key": uuid.uuid4().hex}
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": token,
    }
    with closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE)) as connection:
        connection.request("POST", "/my/choice/", urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def on_list(site) -> int:
    return Enrolment.objects.filter(site=site).values("resident").distinct().count()


@contextmanager
def serving(module: str) -> Iterator[int]:
    """Run the web server with this test's database."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", module, "--worker-class", "gthread", "--threads", "8"]
    command += ["--bind", f"{HOST}:{port}", "--no-control-socket", "--log-level", "error"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE)) as connection:
                connection.request("GET", "/healthz")
                if connection.getresponse().status == HTTPStatus.OK:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the web server did not start")
