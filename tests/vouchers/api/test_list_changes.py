"""Who joined and left since a cursor: no change is lost that commits late, none told twice, undone ones told so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core import signing
from django.db import connection, transaction
from django.test import Client

from pilot.models import AccessLogEntry, ApiScope
from registry.rules import RegisterDay
from tests.keys import a_key, a_providers_system
from tests.vouchers.cast import TODAY, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, sql
from vouchers.api import list_views

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.usefixtures("on_that_day")]
FEBRUARY = date(2017, 2, 10)


class System:
    """A provider's program that keeps its cursor."""

    def __init__(self, site, strand, name="Hoitotieto") -> None:
        self.address = f"/api/v1/lists/{site.slug}/{strand.code}/changes/"
        self.key = a_key(Client(), a_providers_system(site.provider, ApiScope.LISTS, name=name))
        self.ask(self.address)

    def ask(self, address):
        self.answer = Client().get(address, **self.key).json()
        return self.answer["changes"]

    def ask_on(self) -> list[tuple]:
        told = self.ask(self.answer["next"])
        return [(row["list_code"], row["change"], row["from_on"], row["last_on"], row["is_undone"]) for row in told]


@pytest.fixture
def strand(committed_db):
    return a_strand(lock_in_months=0)


@pytest.fixture
def site(strand):
    return a_site(strand)


@pytest.fixture
def system(site, strand):
    return System(site, strand)


def elsewhere(deed):
    """Do it on a connection of its own while this one's unit of work is still being written."""

    def act():
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result(timeout=60)


def test_a_story_is_told_change_by_change_and_nothing_twice(system, strand, site):
    """Chosen 10 February for 3 March, left by a death of 10 March that was another's, which the register took back."""
    area = an_area(strand)
    one, waverer = a_resident(strand, area), a_resident(strand, area)

    chosen(one, strand, site, on=FEBRUARY)
    chosen(waverer, strand, site, on=FEBRUARY)
    joined = [(code, "joined", "2017-03-03", None) for code in (one.list_code, waverer.list_code)]
    assert system.ask_on() == [(*row, False) for row in joined]
    assert [row["origin"] for row in system.answer["changes"]] == ["choice", "choice"]
    assert system.ask_on() == []

    actions.regret(resident=waverer, strand=strand, by=None, at=noon(FEBRUARY), channel="online")
    died = RegisterDay(date(2017, 3, 10), "day")
    actions.record_death(resident=one, died=died, by=None, at=noon(), channel="desk")
    left = (one.list_code, "left", "2017-03-03", "2017-03-10")
    assert system.ask_on() == [(*left, False), (*joined[1], True)]

    actions.record_death(resident=one, died=None, by=None, at=noon(), channel="desk")
    assert system.ask_on() == [(*left, True)]
    # Chosen and regretted between two looks: nothing was ever told of it.
    chosen(waverer, strand, site, on=FEBRUARY)
    actions.regret(resident=waverer, strand=strand, by=None, at=noon(FEBRUARY), channel="online")
    assert system.ask_on() == []
    looks = AccessLogEntry.objects.filter(what="list_changes").order_by("pk")
    assert [look.group["residents"] for look in looks] == [0, 2, 0, 2, 1, 0]


@pytest.mark.parametrize("by_snapshot", [True, False])
def test_a_change_that_commits_after_a_look_is_told_by_the_next(system, strand, site, monkeypatch, by_snapshot):
    """The negative control asks for what is numbered after the last look, which loses the change that commits late."""
    if not by_snapshot:
        text = sql.text("list_changes")
        numbered = text.replace(
            "NOT pg_visible_in_snapshot(event.pgh_xid, looked.since)",
            "event.pgh_xid >= pg_snapshot_xmax(looked.since)",
            1,
        )
        monkeypatch.setattr(sql, "text", lambda _name: numbered)
    area = an_area(strand)
    late, early = a_resident(strand, area), a_resident(strand, area)

    with transaction.atomic():
        chosen(late, strand, site, on=FEBRUARY)
        elsewhere(lambda: chosen(early, strand, site, on=FEBRUARY))
        first = elsewhere(system.ask_on)
    second = system.ask_on()

    assert [row[0] for row in first] == [early.list_code]
    assert [row[0] for row in second] == ([late.list_code] if by_snapshot else [])
    assert system.ask_on() == []


def test_pages_tell_each_change_once_and_what_comes_meanwhile_after_them(system, strand, site, monkeypatch):
    monkeypatch.setattr(list_views, "PAGE", 2)
    area = an_area(strand)
    everybody = [a_resident(strand, area) for _ in range(6)]
    for one in everybody[1:]:
        chosen(one, strand, site, on=FEBRUARY)

    told = [row[0] for row in system.ask_on()]
    chosen(everybody[0], strand, site, on=FEBRUARY)
    while system.answer["has_more"]:
        told += [row[0] for row in system.ask_on()]

    assert told == [one.list_code for one in everybody[1:]]
    assert [row[0] for row in system.ask_on()] == [everybody[0].list_code]


def test_choosing_ones_own_home_site_is_neither_joining_nor_leaving(strand):
    area = an_area(strand)
    resident = a_resident(strand, area)
    system = System(area.home_site, strand)

    chosen(resident, strand, area.home_site, on=FEBRUARY)

    assert resident.enrolments.count() == 2
    assert system.ask_on() == []
    chosen(resident, strand, a_site(strand), on=TODAY)
    assert [row[1:] for row in system.ask_on()] == [("left", "2000-01-01", "2017-04-04", False)]


def test_no_other_text_passes_for_a_cursor(system, strand, site):
    other = System(a_site(strand, provider=site.provider), strand, name="Varasto")
    ahead = signing.dumps(["9999999:9999999:", None, 0, "0001-01-01", ""], salt=f"list-changes-{site.pk}-{strand.pk}")

    for cursor, code in (
        (other.answer["cursor"], "invalid"),
        (system.answer["cursor"][:-1], "invalid"),
        ("\x00", "null_characters_not_allowed"),
        (ahead, "ahead"),
    ):
        answer = Client().get(system.address, {"since": cursor}, **system.key)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "since")
        assert answer.json()["errors"][0]["code"] == code
