"""Staff take a population file in, in a real browser: the bar moves by itself, and what was left out is listed."""

import os

import pytest
from playwright.sync_api import expect

from pilot import outbox
from pilot.models import AreaRule, Pilot, Role
from registry.models import RegisterBatch
from tests.people import a_member
from tests.registry.population.made import CHILD, ELDER, PARENT, csv_file
from tests.vouchers.cast import a_strand, an_area, noon
from vouchers import actions

ROWS = (PARENT, ELDER, CHILD | {"born_on": "2016-07-32"}, PARENT, CHILD | {"postal_code": "99998"})


@pytest.fixture
def pilot(committed_db) -> Pilot:
    strand = a_strand()
    for postal_code in ("40100", "40340"):
        AreaRule.objects.create(pilot=strand.pilot, area=an_area(strand), kind="postal_code", value=postal_code)
    return strand.pilot


def look(page, name: str) -> None:
    """Keep a picture of the page where somebody asks for it."""
    if folder := os.environ.get("PICTURES"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def test_a_file_is_given_taken_in_and_looked_through(page, pilot, enter_as):
    enter_as(page, a_member(Role.STAFF, pilot.lead, is_demonstration=True, name="Vilma Virkailija"))
    page.goto("/staff/population/")
    look(page, "population-empty")

    page.set_input_files("#id_file", {"name": "asukkaat.csv", "mimeType": "text/csv", "buffer": csv_file(ROWS).read()})
    page.click("main form[enctype] button")
    expect(page.locator("progress")).to_be_visible()
    look(page, "population-waiting")
    outbox.sweep(here=True)

    expect(page.locator("progress")).to_have_count(0)
    expect(page.locator("#list-left-out tbody tr")).to_have_count(3)
    expect(page.locator("#list-left-out")).to_contain_text("99998")
    look(page, "population-loaded")
    page.goto("/staff/population/")
    expect(page.locator("main")).to_contain_text("asukkaat.csv")
    look(page, "population-list")


def test_a_wrong_file_is_told_at_the_field(page, pilot, enter_as):
    enter_as(page, a_member(Role.STAFF, pilot.lead, is_demonstration=True, language="en"))
    page.goto("/staff/population/")

    page.set_input_files("#id_file", {"name": "people.csv", "mimeType": "text/csv", "buffer": b"name;born\nA;B\n"})
    page.click("main form[enctype] button")

    expect(page.locator("#id_file_error")).to_contain_text("identity_code")
    assert not RegisterBatch.objects.exists()
    look(page, "population-refused")


def test_the_pages_are_accessible(page, pilot, enter_as, accessibility_faults):
    batch = actions.import_population(
        pilot=pilot, filename="people.csv", source=csv_file(ROWS), by=None, at=noon(), channel="command"
    )
    enter_as(page, a_member(Role.STAFF, pilot.lead))

    for language in ("fi", "sv", "en"):
        for address in ("/staff/population/", f"/staff/population/{batch.pk}/"):
            page.goto(f"/language/?to={language}&next={address}")
            expect(page.locator("html")).to_have_attribute("lang", language)
            assert accessibility_faults(page) == {}
