"""Many people, or one impatient one, choosing at the same moment: real commits on connections of their own."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import OperationalError, connection, transaction

from tests.vouchers.cast import TODAY, a_resident, a_site, a_strand, chosen, noon
from vouchers import actions, errors, queries
from vouchers.actions import choices
from vouchers.models import Choice, Enrolment

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.timeout(300)]

AT_ONCE = 20
EFFECT = TODAY + timedelta(days=21)


@pytest.fixture
def strand(committed_db):
    return a_strand()


def at_once(deeds: list[Callable[[], object]]) -> Counter:
    """Let the deeds be done, so many at the same moment, and count how they ended."""
    start = threading.Barrier(AT_ONCE)

    def run(deed):
        try:
            start.wait(60)
            return deed()
        except errors.ChoiceRefused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(run, deeds))


def choosers(strand, area, site, number: int) -> list[Callable[[], str]]:
    def choose(resident):
        return lambda: "in" if chosen(resident, strand, site) else ""

    return [choose(a_resident(strand, area)) for _number in range(number)]


def on_list(site) -> int:
    return Enrolment.objects.filter(site=site).values("resident").distinct().count()


def test_two_hundred_for_the_last_ten_places_let_exactly_ten_in(strand, area):
    site = a_site(strand, places=10)

    ended = at_once(choosers(strand, area, site, 200))

    assert ended == {"in": 10, "list_full": 190}
    assert on_list(site) == 10
    assert queries.rooms(strand=strand, sites=[site.pk], on=EFFECT)[site.pk].free == 0


def test_without_the_lock_more_than_ten_would_come_in(strand, area, monkeypatch):
    monkeypatch.setattr(choices, "lock", lambda *keys, **how: None)
    site = a_site(strand, places=10)

    ended = at_once(choosers(strand, area, site, 100))

    assert ended["in"] > 10


def test_a_cap_that_comes_while_many_choose_is_kept(strand, area, monkeypatch):
    """Each had been told that the list has none, and sees it once the list is held together."""
    monkeypatch.setattr(choices, "_has_cap", lambda *_asked: False)
    site = a_site(strand, places=10)

    ended = at_once(choosers(strand, area, site, 40))

    assert ended == {"in": 10, "list_full": 30}
    assert on_list(site) == 10


@pytest.mark.parametrize(("places", "waits"), [(None, False), (10, True)])
def test_only_at_a_list_with_a_cap_does_one_wait_for_another(strand, area, monkeypatch, places, waits):
    monkeypatch.setattr(choices, "PATIENCE", 1)
    site = a_site(strand, places=places)
    one, other = (a_resident(strand, area) for _person in range(2))

    def beside() -> bool:
        try:
            chosen(other, strand, site)
        except OperationalError:
            return True
        finally:
            connection.close()
        return False

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        chosen(one, strand, site)
        waited = pool.submit(beside).result(60)

    assert waited is waits


def test_one_resident_choosing_fifty_times_at_once_is_on_one_list_on_any_day(strand, area):
    resident = a_resident(strand, area)
    sites = [a_site(strand) for _number in range(10)]

    ended = at_once(
        [lambda site=sites[place % 10]: "in" if chosen(resident, strand, site) else "" for place in range(60)]
    )

    assert ended == {"in": 60}
    assert Choice.objects.standing().filter(resident=resident).count() == 1
    periods = sorted((row.period.lower, row.period.upper or date.max) for row in resident.enrolments.all())
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(periods))
    assert len(periods) == 2


def test_the_same_form_sent_many_times_at_once_chooses_once(strand, area):
    resident, site = a_resident(strand, area), a_site(strand)

    ended = at_once([lambda: chosen(resident, strand, site, key="the same").pk for _time in range(40)])

    assert len(ended) == Choice.objects.count() == 1


def test_choosing_and_taking_back_at_once_leave_one_story(strand, area):
    resident, site = a_resident(strand, area), a_site(strand, places=3)

    def take_back():
        made = actions.regret(resident=resident, strand=strand, by=None, at=noon(), channel="online")
        return "back" if made else ""

    deeds = [(lambda: "in" if chosen(resident, strand, site) else "") if turn % 2 else take_back for turn in range(40)]
    ended = at_once(deeds)

    standing = Choice.objects.standing().filter(resident=resident)
    assert ended["in"] == 20
    assert standing.count() <= 1
    assert resident.enrolments.filter(site=site).count() == standing.count()
