"""From the sites to the receipt and back: on a telephone, by keyboard alone, without scripts, in each language."""

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from pilot.models import Pilot
from pilot.periods import since
from registry.models import ResidentAccount
from tests.billing.stage import NEW_YEAR, a_resident, a_stage
from tests.people import a_person
from tests.rules import write_rules
from vouchers.models import Choice


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.usefixtures("committed_db")
@pytest.mark.timeout(200)
def test_a_site_is_compared_chosen_and_taken_back(committed_db, telephone, tab_to, enter_as, language):
    page, stage = telephone, a_stage()
    Pilot.objects.filter(pk=stage.strand.pilot_id).update(period=since(NEW_YEAR))
    write_rules(stage.strand, effect_kind="days", effect_days=21)
    resident = a_resident(stage, date(1980, 1, 31), stage.areas[0], None)
    user = a_person(name="Aino Virtanen")
    ResidentAccount.objects.create(user=user, resident=resident, created_at=datetime.now(UTC))
    enter_as(page, user)
    page.goto(f"/language/?to={language}&next=/sites/")
    with translation.override(language):
        compare, choose, back = gettext("Compare side by side"), gettext("Choose this"), gettext("Take the choice back")

    tab_to(page, page.locator(f'input[name="site"][value="{stage.site.slug}"]'))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name=compare))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sites/compare/"))
    expect(page.get_by_role("table")).to_be_visible()
    tab_to(page, page.get_by_role("link", name=re.compile(f"^{choose}")))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/my/choice/"))
    tab_to(page, page.locator('main form[method="post"] button[type="submit"]').first)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/my/choices/\d+/"))
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()
    tab_to(page, page.get_by_role("button", name=back))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/my/$"))
    expect(page.get_by_role("status")).to_be_focused()
    assert Choice.objects.get(resident=resident).regretted_at is not None

    tab_to(page, page.locator(".masthead__menu"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator('#main-menu a[href="/my/history/"]'))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/my/history/$"))
    expect(page.locator("#main-menu")).to_be_hidden()
