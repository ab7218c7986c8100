from datetime import date

import pytest
from playwright.sync_api import expect

from pilot.models import User
from pilot.periods import since
from providers.models import Provider, ProviderMember
from registry.models import IdentityCode, Resident, ResidentAccount
from tests.people import a_member, a_person, a_pilot


@pytest.fixture
def pilot(committed_db):
    return a_pilot(is_demonstration=True)


@pytest.fixture
def aino(pilot):
    resident = Resident.objects.create(
        pilot=pilot, list_code="R1", given_names="Aino", family_name="Virtanen", born_on=date(1970, 1, 1)
    )
    IdentityCode.objects.create(pilot=pilot, resident=resident, code="010170-999R", period=since(date(1970, 1, 1)))
    return resident


def test_a_resident_logs_in_and_out(page, site_url, aino, log_in_as):
    log_in_as(page, aino)

    expect(page.locator(".masthead")).to_contain_text("Aino Virtanen")
    assert ResidentAccount.objects.get().resident == aino
    page.click('form[action="/account/logout/"] button')
    page.wait_for_url(f"{site_url}/account/logged-out/")
    page.goto("/gallery/")
    expect(page.locator("body")).not_to_contain_text("Aino Virtanen")


def test_who_works_here_logs_in_with_the_second_factor_of_the_organisation(page, pilot, log_in_as):
    clerk = a_member("staff", pilot.lead, is_demonstration=True, name="Vilma Virkailija")

    log_in_as(page, clerk)
    page.goto("/gallery/")

    expect(page.locator("body")).to_contain_text("Vilma Virkailija")


def test_a_provider_logs_in(page, pilot, log_in_as):
    keeper = a_person(is_demonstration=True, name="Liisa Listanpitäjä")
    provider = Provider.objects.create(pilot=pilot, name="Koti Oy", sector="private", business_id="0174666-4")
    ProviderMember.objects.create(user=keeper, provider=provider)

    log_in_as(page, keeper)
    page.goto("/gallery/")

    expect(page.locator("body")).to_contain_text("Liisa Listanpitäjä")


def test_cancelling_comes_back_with_the_way_to_try_again(page, site_url, pilot):
    page.goto("/account/login/")
    page.click("#log-in-resident")
    page.click('button[name="cancel"]')

    page.wait_for_url(f"{site_url}/account/oidc/identification/refused/cancelled/")
    page.click('main a[href="/account/login/"]')
    expect(page.locator("#log-in-resident")).to_be_visible()


def test_a_stranger_is_told_so_and_nothing_is_kept(page, pilot, log_in_as):
    log_in_as(page, "stranger-1")

    expect(page.locator("h1")).to_be_visible()
    assert not User.objects.exists()
    assert page.title()


def test_somebody_is_found_by_name_in_another_language(page, pilot, aino, site_url):
    page.goto("/account/login/")
    page.click("#log-in-resident")
    page.click('a[hreflang="sv"]')
    page.fill("#search", "virta")
    page.press("#search", "Enter")

    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.click(f'button[value="resident-{aino.pk}"]')
    page.wait_for_url(f"{site_url}/**")


def test_log_in_works_without_javascript(chromium, site_url, aino):
    context = chromium.new_context(base_url=site_url, java_script_enabled=False)
    page = context.new_page()

    page.goto("/account/login/")
    page.click("#log-in-resident")
    page.click(f'button[value="resident-{aino.pk}"]')
    page.wait_for_url(f"{site_url}/**")

    assert ResidentAccount.objects.exists()
    context.close()


def test_a_password_leads_to_taking_a_second_factor_into_use(page, site_url, pilot):
    clerk = a_member("staff", pilot.lead, password="a long enough password")
    page.goto("/account/login/")
    page.click("summary")
    page.fill("input[name=login]", clerk.email)
    page.fill("input[name=password]", "a long enough password")
    page.click("#log-in")

    page.goto("/gallery/")

    page.wait_for_url(f"{site_url}/account/2fa/?next=*")
    page.click('a[href="/account/2fa/totp/activate/"]')
    expect(page.locator("input[name=code]")).to_be_visible()


def test_every_page_on_the_way_is_accessible(page, pilot, aino, accessibility_faults):
    for language in ("fi", "sv", "en"):
        page.goto(f"/language/?to={language}&next=/account/login/")
        page.click("summary")
        assert accessibility_faults(page) == {}

        page.click("#log-in-resident")
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert accessibility_faults(page) == {}

        page.click('button[name="cancel"]')
        page.wait_for_url("**/refused/cancelled/")
        assert accessibility_faults(page) == {}

        page.goto("/account/login/")
        page.click("#log-in-resident")
        page.click("summary")
        assert accessibility_faults(page) == {}
        page.click('button[value="server_error"]')
        page.wait_for_url("**/refused/unavailable/")
        assert accessibility_faults(page) == {}

        page.goto("/account/login/")
        page.click("#log-in-resident")
        page.click('button[value="stranger-1"]')
        page.wait_for_url("**/refused/not-in-register/")
        assert accessibility_faults(page) == {}

        page.goto("/account/logged-out/")
        assert accessibility_faults(page) == {}
