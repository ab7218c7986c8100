"""Every page, as each role, in three languages and both widths: axe finds nothing, nothing is wider than the window."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from playwright.sync_api import Error

from billing import actions
from billing.models import ReturnedPayment
from pilot.models import Role
from registry.models import ResidentAccount
from tests.billing import bank_files
from tests.billing.books import accounts, book
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    JANUARY,
    Stage,
    a_provider_member,
    a_purchase,
    a_rate_draft,
    a_resident,
    a_stage,
    enter,
    file_of,
    freeze,
    give_incentive,
    read_file,
    take_off,
    type_figure,
)
from tests.people import a_member, a_person
from tests.vouchers.fees import fees
from vouchers import actions as voucher_actions
from vouchers.models import CoPayment

# What says that something is not to be had is a page like any other, but no answer that is remembered as good.
REFUSING = {"/my/acting/mandate/refused/no-right/"}
LANGUAGES = ("fi", "sv", "en")
NOBODY = (
    "/",
    "/sites/",
    "/sites/{site.slug}/",
    "/sites/compare/?site={site.slug}&q=40520",
    "/account/login/",
    "/accessibility/",
    "/feedback/",
    "/plain/",
    "/plain/choice/",
)
RESIDENT = (
    "/my/",
    "/my/choice/?site={site.slug}",
    "/my/choice/?home=1",
    "/my/early-change/",
    "/my/looks/",
    "/my/history/",
    "/my/charges/",
    "/my/contact/",
    "/my/contact/email/x/",
    "/my/acting/",
    "/my/acting/mandate/refused/cancelled/",
    "/my/acting/mandate/refused/no-right/",
)
STAFF = (
    "/staff/",
    "/staff/residents/",
    "/staff/residents/{resident.pk}/",
    "/staff/residents/{resident.pk}/choice/",
    "/staff/residents/{charge.resident_id}/charges/",
    "/staff/residents/{resident.pk}/early-change/",
    "/staff/residents/{resident.pk}/paper-form/",
    "/staff/residents/{resident.pk}/death/",
    "/staff/residents/{resident.pk}/move/",
    "/staff/early-changes/",
    "/staff/objections/",
    "/staff/paper-forms/",
    "/staff/closing/strands/{strand.pk}/",
    "/staff/vouchers/",
    "/staff/sites/",
    "/staff/sites/{site.slug}/",
    "/staff/sites/providers/{site.provider_id}/bank-accounts/",
    "/staff/jobs/",
    "/staff/feedback/",
)
FINANCE = (
    "/finance/rates/",
    "/finance/rates/{table.pk}/",
    "/finance/rates/{draft.pk}/",
    "/finance/rates/{draft.pk}/comparison/",
    "/finance/rates/{draft.pk}/simulation/",
    "/finance/rates/new/{strand.pk}/?from={draft.pk}",
    "/finance/months/",
    "/finance/months/{strand.pk}/2017-02/preview/",
    "/finance/months/runs/{run.pk}/",
    "/finance/months/runs/{run.pk}/entries/",
    "/finance/accounting/",
    "/finance/accounting/runs/{run.pk}/",
    "/finance/accounting/runs/{run.pk}/journal/",
    "/finance/accounting/accounts/",
    "/finance/accounting/accounts/new/{strand.pk}/",
    "/finance/accounting/settlement/",
    "/finance/accounting/settlement/areas/{strand.pilot_id}/",
    "/finance/accounting/settlement/runs/{run.pk}/",
    "/finance/accounting/grants/{strand.pilot_id}/",
    "/finance/deductions/",
    "/finance/deductions/new/{strand.pk}/",
    "/finance/deductions/{deduction.pk}/",
    "/finance/deductions/{waiting.pk}/",
    "/finance/incentives/",
    "/finance/incentives/{strand.pk}/2017-02/",
    "/finance/bank/",
    "/finance/bank/{message.pk}/",
    "/finance/returns/",
    "/finance/returns/{returned.pk}/",
    "/finance/returns/repayments/{repayment.pk}/",
    "/finance/months/statements/{statement.pk}/",
)
PROVIDER = (
    "/provider/",
    "/provider/lists/{site.slug}/{strand.pk}/residents/{charge.resident_id}/charges/",
    "/provider/charges/{charge.pk}/voiding/",
    "/provider/statements/",
    "/provider/statements/{statement.pk}/",
)


def a_charge(stage: Stage) -> CoPayment:
    """Let the private site have charged somebody on its list for a doctor's appointment."""
    fees(stage.strand, date(2017, 1, 1))
    return voucher_actions.charge_co_payment(
        resident=stage.residents[0], strand=stage.strand, site=stage.site, service="doctor", key="a charge",
        charged_on=date(2017, 1, 20), by=a_provider_member(stage.provider), at=datetime.now(UTC), channel=CHANNEL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def cast(kept_db) -> SimpleNamespace:
    stage = a_stage()
    _doctor, survey = give_incentive(stage)
    (deduction,) = take_off(stage)
    run = freeze(stage, JANUARY)
    (waiting,) = enter(stage, a_purchase(stage, item="Viljelyt"))
    type_figure(stage, survey, 25, month=FEBRUARY, confirmed=False)
    accounts(stage)
    message = read_file(stage, bank_files.pain002(file_of(stage, run), status="RJCT"))
    returned = ReturnedPayment.objects.get()
    book(stage, run)
    repayment = actions.order_repayment(
        run=run, returned=[returned], by=stage.preparer, at=datetime.now(UTC), channel=CHANNEL
    )
    resident = a_resident(stage, date(1980, 1, 31), stage.areas[0], None)
    chooser = a_person(name="Aino Virtanen")
    ResidentAccount.objects.create(user=chooser, resident=resident, created_at=datetime.now(UTC))
    return SimpleNamespace(
        site=stage.site,
        strand=stage.strand,
        table=stage.table,
        draft=a_rate_draft(stage.strand, stage.areas[:1], stage.preparer),
        run=run,
        message=message,
        returned=returned,
        repayment=repayment,
        deduction=deduction,
        waiting=waiting,
        statement=run.statements.get(site=stage.site),
        resident=resident,
        charge=a_charge(stage),
        chooser=chooser,
        staff=a_member(Role.STAFF, stage.organiser, name="Vilma Virkailija"),
        finance=stage.approver,
        provider=a_provider_member(stage.provider),
    )


@pytest.mark.parametrize(
    ("who", "addresses"),
    [
        (None, NOBODY),
        ("chooser", RESIDENT),
        ("staff", STAFF),
        ("finance", FINANCE[:10]),
        ("finance", FINANCE[10:20]),
        ("finance", FINANCE[20:]),
        ("provider", PROVIDER),
    ],
    ids=["nobody", "resident", "staff", "finance-rates-and-months", "finance-accounting", "finance-bank", "provider"],
)
@pytest.mark.timeout(400)
def test_pages_are_accessible(page, cast, enter_as, accessibility_faults, who, addresses):
    if who:
        enter_as(page, getattr(cast, who))
    faults = {}

    for language in LANGUAGES:
        page.goto(f"/language/?to={language}&next=/accessibility/")
        for address in addresses:
            path = address.format(**vars(cast))
            answer = page.goto(path)
            found = accessibility_faults(page)
            refuses = path in REFUSING
            if answer.ok == refuses or found or page.locator("html").get_attribute("lang") != language:
                faults[language, path] = (answer.status, found)

    assert faults == {}


SEEN = "[...document.querySelectorAll('{}')].filter(part => part.checkVisibility()).length"


def test_a_list_is_a_table_on_paper_without_what_one_presses(page, cast, enter_as):
    enter_as(page, cast.finance)
    page.goto(f"/finance/months/runs/{cast.run.pk}/entries/")
    # A4 within its margins: on a screen as narrow rows are cards.
    page.set_viewport_size({"width": 639, "height": 900})
    cell = "getComputedStyle(document.querySelector('.table td')).display"
    pressed = SEEN.format(".side-nav, .deskbar__menu, .languages, .filter-bar, .menu, .button, .desk__foot")
    on_screen = page.evaluate(cell), page.evaluate(pressed)

    page.emulate_media(media="print")

    assert on_screen[0] == "block"
    assert on_screen[1] >= 5
    assert (page.evaluate(cell), page.evaluate(pressed)) == ("table-cell", 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 639


def test_the_browser_reaches_nothing_but_this_computer(page):
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://192.0.2.1/")


def test_what_is_broken_or_too_wide_is_noticed(page, accessibility_faults):
    broken, wide = '<img src="data:,">', '<p style="width: 600px">x</p>'
    page.set_content(
        f'<html lang="fi"><title>x</title><body style="margin: 0"><main><h1>x</h1>{broken}{wide}</main></body></html>'
    )

    assert set(accessibility_faults(page)) == {
        "420 pixels too wide with large text",
        "image-alt at 1280",
        "image-alt at 360",
        "240 pixels too wide at 360",
    }


def test_other_words_in_the_same_markup_are_looked_at_for_what_words_can_break(page, accessibility_faults):
    def shown(language: str, text: str, part: str = "p") -> set[str]:
        grey = f'<{part} style="color: #999; background: #fff">{text}</{part}>'
        main = f'<main><h1>x</h1>{grey}<a href="/">{text}</a></main>'
        page.set_content(f'<html lang="{language}"><title>x</title><body>{main}')
        return {fault.split(" at ")[0].lstrip("0123456789 ") for fault in accessibility_faults(page)}

    assert shown("fi", "Kotisivu") == {"color-contrast"}
    assert shown("sv", "Hemsida") == set()
    assert shown("sv", "x" * 400) == {"pixels too wide"}
    assert shown("sv", "") == {"link-name"}
    assert shown("en", "Home", part="b") == {"color-contrast"}
