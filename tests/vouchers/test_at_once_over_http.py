"""Hundreds choosing in the same minute over HTTP, on the web server that `up` runs."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from benchmarks.choosers import choice_of, headers_of
from pilot import web_server
from pilot.periods import between
from registry.models import ResidentAccount
from tests.people import a_person, a_pilot, session_of
from tests.vouchers.cast import a_resident, a_site, a_strand, an_area
from vouchers.models import Choice, Enrolment

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow, pytest.mark.timeout(300)]

TESTED = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
LAST_PLACES = 10


@pytest.fixture
def strand(committed_db):
    return a_strand(pilot=a_pilot(period=between(date(2017, 1, 1), date(2100, 1, 1))))


def test_two_hundred_for_the_last_ten_places_let_exactly_ten_in_and_show_nobody_an_error(strand):
    site = a_site(strand, places=LAST_PLACES)

    with web_server.running(environment=TESTED) as port:
        answered = choosing_at_once(port, strand, site, people=200)

    assert answered == {HTTPStatus.FOUND: LAST_PLACES, HTTPStatus.CONFLICT: 200 - LAST_PLACES}
    assert Choice.objects.filter(site=site).count() == LAST_PLACES
    assert on_list(site) == LAST_PLACES


def test_without_the_lock_more_than_ten_would_come_in(strand):
    site = a_site(strand, places=LAST_PLACES)

    with web_server.running("tests.vouchers.unguarded", environment=TESTED) as port:
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
    form = urlencode(choice_of(strand, site.slug))
    return web_server.ask(port, "POST", "/my/choice/", body=form, headers=headers_of(session))


def on_list(site) -> int:
    return Enrolment.objects.filter(site=site).values("resident").distinct().count()
