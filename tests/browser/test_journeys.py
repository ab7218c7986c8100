"""One whole task per person in a real browser, with what an accountant would check at the end."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from billing.models import PaymentRun
from pilot.models import Pilot
from pilot.periods import since
from registry.models import ResidentAccount
from tests.billing import bank_files
from tests.billing.stage import JANUARY, NEW_YEAR, a_provider_member, a_resident, a_stage, freeze
from tests.people import a_person
from vouchers.models import Choice


@pytest.fixture
def stage(committed_db):
    return a_stage()


def test_resident_chooses_and_gets_a_receipt(page, stage, enter_as):
    Pilot.objects.filter(pk=stage.strand.pilot_id).update(period=since(NEW_YEAR))
    resident = a_resident(stage, date(1980, 1, 31), stage.areas[0], None)
    user = a_person(name="Aino Virtanen")
    ResidentAccount.objects.create(user=user, resident=resident, created_at=datetime.now(UTC))
    enter_as(page, user)

    page.goto(f"/my/choice/?site={stage.site.slug}")
    page.locator('main form[method="post"] button[type="submit"]').first.click()

    expect(page).to_have_url(re.compile(r"/my/choices/\d+/"))
    choice = Choice.objects.get(resident=resident)
    shown = choice.receipt_number
    expect(page.locator("main")).to_contain_text(f"{shown[:4]} {shown[4:8]} {shown[8:]}")
    assert choice.site == stage.site


def test_two_finance_people_take_a_month_to_the_bank_and_read_its_answer(page, stage, enter_as):
    run = freeze(stage, JANUARY)
    enter_as(page, stage.preparer)
    page.goto(f"/finance/months/runs/{run.pk}/")
    page.locator(f'form[action$="/{run.pk}/submission/"] button').click()
    expect(page.locator("main")).to_contain_text("31,56")

    page.context.clear_cookies()
    enter_as(page, stage.approver)
    page.goto(f"/finance/months/runs/{run.pk}/")
    page.locator(f'form[action$="/{run.pk}/approval/"] button').click()
    page.locator(f'form[action$="/{run.pk}/payment-file/"] button').click()
    file = PaymentRun.objects.get(pk=run.pk).payment_files.get()
    expect(page.locator(f'a[href$="/finance/months/files/{file.pk}/"]')).to_be_visible()
    assert file.total_cents == 3156

    page.locator(f'form[action$="/files/{file.pk}/sending/"] button').click()
    page.goto("/finance/bank/")
    booking = bank_files.camt054(bank_files.booked_together(file, 1, "31.56"))
    page.set_input_files('input[name="file"]', {"name": "bank.xml", "mimeType": "application/xml", "buffer": booking})
    page.locator('form[action$="/finance/bank/new/"] button').click()
    expect(page.locator("main")).to_contain_text(stage.provider.name)
    page.goto(f"/finance/months/runs/{run.pk}/")
    page.locator(f'form[action$="/{run.pk}/closing/"] button').click()
    expect(page.locator(f'form[action$="/{run.pk}/closing/"]')).to_have_count(0)
    assert PaymentRun.objects.get(pk=run.pk).state == "closed"


def test_provider_reads_the_list_and_the_statement(page, stage, enter_as):
    run = freeze(stage, JANUARY)
    enter_as(page, a_provider_member(stage.provider))

    page.goto("/provider/")
    expect(page.locator("main tbody tr")).to_have_count(2)
    page.goto("/provider/statements/")
    page.locator(f'a[href*="/provider/statements/{run.statements.get(site=stage.site).pk}/"]').first.click()

    expect(page.locator("main")).to_contain_text("31,56")
