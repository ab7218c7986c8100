"""Where the keyboard's focus is, on a telephone without scripts: never out of sight, and at what has just been said."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from pilot.models import Pilot
from pilot.periods import since
from registry.models import ResidentAccount
from tests.billing.stage import NEW_YEAR, a_resident, a_stage
from tests.people import a_person

# The element with the focus as it is seen: its words, and whether anything of it stands in the window uncovered.
SEEN = """() => {
    const one = document.activeElement, box = one.getClientRects()[0];
    if (one === document.body) return null;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    const ring = getComputedStyle(one);
    return {
        words: one.outerHTML.slice(0, 200),
        isSeen: one.contains(top),
        hasRing: parseFloat(ring.outlineWidth) >= 2 && ring.outlineStyle !== "none",
    };
}"""
MOST_STOPS = 120


@pytest.fixture
def stage(committed_db):
    stage = a_stage()
    Pilot.objects.filter(pk=stage.strand.pilot_id).update(period=since(NEW_YEAR))
    return stage


@pytest.fixture
def resident_page(telephone, stage, enter_as) -> Page:
    resident = a_resident(stage, date(1980, 1, 31), stage.areas[0], None)
    user = a_person(name="Aino Virtanen")
    ResidentAccount.objects.create(user=user, resident=resident, created_at=datetime.now(UTC))
    enter_as(telephone, user)
    return telephone


def test_what_has_the_focus_is_in_sight(resident_page, stage):
    site = stage.site.slug
    hidden = {}

    for address in ("/sites/", f"/sites/compare/?site={site}", f"/my/choice/?site={site}"):
        resident_page.goto(address)
        hidden[address] = [stop["words"] for stop in _stops(resident_page) if not (stop["isSeen"] and stop["hasRing"])]

    assert {address: stops for address, stops in hidden.items() if stops} == {}


def test_focus_out_of_sight_is_noticed(telephone):
    telephone.set_content('<a href="/" style="position: absolute; clip-path: inset(50%)">out of sight</a>')

    assert [stop["isSeen"] for stop in _stops(telephone)] == [False]


def test_focus_goes_to_what_was_refused_each_time_and_then_to_what_was_saved(resident_page, tab_to):
    page = resident_page
    page.goto("/language/?to=sv&next=/my/contact/")
    with translation.override("sv"):
        for _time in range(2):
            tab_to(page, page.locator("#id_phone"))
            page.keyboard.press("Control+A")
            page.keyboard.type("abc")
            page.keyboard.press("Enter")
            expect(page.locator(".error-summary")).to_be_focused()
            tab_to(page, page.locator(".error-summary a"))
            page.keyboard.press("Enter")
            expect(page.locator("#id_phone")).to_be_focused()
            page.keyboard.press("Shift+Tab")

    tab_to(page, page.locator("#id_phone"))
    page.keyboard.press("Control+A")
    page.keyboard.type("040 123 4567")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_focused()


def _stops(page: Page) -> list[dict]:
    stops = []
    for _press in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(SEEN)
        if stop is None or stop in stops:
            break
        stops.append(stop)
    return stops
