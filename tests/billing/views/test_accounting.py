"""The books' pages: what is booked beside what is owed, each sum with its way back, files the same every time."""

from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from billing.models import AccountingRules, Booking
from pilot.models import AccessLogEntry
from tests.billing.books import ACCOUNTS, accounts, book, file
from tests.billing.stage import FEBRUARY, IN_MARCH, die, freeze
from tests.billing.views.pages import address
from tests.people import a_member, an_organiser, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(stage):
    accounts(stage)
    return file(stage, freeze(stage))


@pytest.fixture
def finance(stage) -> Client:
    client = Client()
    log_in(client, stage.preparer)
    client.cookies["language"] = "en"
    return client


def test_a_run_is_booked_by_its_button_and_once(finance, run):
    page = finance.get(address("accounting-run", [run.pk])).content.decode()
    assert "Not booked yet" in page

    for expected in ("2 bookings were written", "Everything is booked already"):
        answer = finance.post(address("booking", [run.pk]), follow=True)
        assert expected in answer.content.decode()

    assert Booking.objects.count() == 2
    assert "The expense is the sum of the entries" in answer.content.decode()
    assert (answer.context["agrees"], answer.context["on_their_way"]) == (True, 3156)


def test_a_run_without_accounts_says_so_and_leads_to_them(finance, stage):
    run = file(stage, freeze(stage))

    page = finance.get(address("accounting-run", [run.pk])).content.decode()
    answer = finance.post(address("booking", [run.pk]), follow=True).content.decode()

    assert "Set the accounts first" in page
    assert "No accounts hold on 31.1.2017. Nothing was booked." in answer


def test_the_list_tells_what_is_booked(finance, stage, run):
    state = {"unbooked": "Not booked yet", "booked": "Booked"}

    assert state["unbooked"] in finance.get(address("accounting-list", [])).content.decode()
    book(stage, run)
    row = finance.get(address("accounting-list", [])).context["listing"].rows.get()

    assert (row.payable_cents, row.expense_cents, row.booked, row.to_book) == (3156, 3156, 2, 2)


def test_entries_by_cost_place_lead_to_their_entries(finance, stage, run):
    answer = finance.get(address("accounting-run", [run.pk]))

    rows = [(row.cost_place, row.area, row.entries, row.days, row.cents) for row in answer.context["listing"].rows]
    assert rows == [("4110", "Keskusta", 1, 31, 2104), ("4120", "Kuokkala", 1, 31, 1052)]
    href = f"?kind=ORIGINAL&amp;month=2017-01&amp;area={stage.areas[0].pk}&amp;site={stage.site.pk}"
    assert href in answer.content.decode()
    entries = finance.get(address("run-entries", [run.pk]) + href.replace("&amp;", "&")).context["lines"]
    assert [line["line"].cents for line in entries] == [2104]


def test_the_journal_leads_back_to_what_it_is_made_of(finance, stage, run):
    book(stage, run)

    page = finance.get(address("journal", [run.pk])).content.decode()

    statement = run.statements.get(site=stage.site)
    assert address("statement-page", [statement.pk]) in page
    assert f"{address('statement-entries', [statement.pk])}?kind=ORIGINAL&amp;month=2017-01&amp;area=" in page
    assert f"{address('run-page', [run.pk])}#payments" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_are_the_same_a_second_time_and_each_is_logged(finance, stage, run, kind):
    book(stage, run)

    for name in ("journal-file", "accounting-entries-file"):
        files = {finance.get(address(name, [run.pk, kind])).content for _ in range(2)}
        assert len(files) == 1, name

    log = AccessLogEntry.objects.values_list("what", flat=True)
    assert sorted(log) == ["cost_places_file"] * 2 + ["journal_file"] * 2


def test_the_journals_file_balances(finance, stage, run):
    freeze_with_correction(stage, run)
    later = file(stage, freeze(stage, FEBRUARY, IN_MARCH), IN_MARCH)
    book(stage, later, IN_MARCH)

    content = finance.get(address("journal-file", [later.pk, "xlsx"])).content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()

    debit, credit = rows[0].index("Debit"), rows[0].index("Credit")
    assert sum(row[debit] or 0 for row in rows[1:-1]) == pytest.approx(21.04)
    # 10.52 + 6.79 + 3.73 carried = 21.04 taken back.
    assert (rows[-1][0], rows[-1][debit], rows[-1][credit]) == ("Total", 21.04, 21.04)


def freeze_with_correction(stage, run):
    book(stage, run)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)


def test_a_file_of_another_kind_does_not_exist(finance, run):
    assert finance.get(address("journal-file", [run.pk, "pdf"])).status_code == 404


def typed(stage, **changes) -> dict[str, str]:
    given = {"first": "1.1.2017", "holds_for": "strand", "cost_places_by": "area", "cost_place": "4100"}
    for use, (number, name) in ACCOUNTS.items():
        given |= {f"account_{use}": number, f"name_{use}": name}
    return given | {f"area_{stage.areas[0].pk}": "4110"} | changes


def test_accounts_are_set_on_the_page_which_then_opens_with_them(finance, stage):
    url = address("accounts-draft", [stage.strand.pk])

    answer = finance.post(url, typed(stage))

    assert answer["Location"] == address("accounts-list", [])
    rules = AccountingRules.objects.get()
    assert (rules.strand, rules.cost_places.get().code, rules.is_demonstration) == (stage.strand, "4110", False)
    assert 'value="4340"' in finance.get(url).content.decode()
    assert "4340" in finance.get(address("accounts-list", [])).content.decode()


@pytest.mark.parametrize(("change", "said"), [
    ({"account_bank": ""}, "Bank"),
    ({"first": "soon"}, "soon is not a date"),
])  # fmt: skip
def test_what_is_missing_is_told_and_nothing_is_saved(finance, stage, change, said):
    answer = finance.post(address("accounts-draft", [stage.strand.pk]), typed(stage, **change))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not AccountingRules.objects.exists()


def test_a_refused_day_is_told_beside_it_and_what_was_typed_is_kept(finance, stage, run):
    answer = finance.post(address("accounts-draft", [stage.strand.pk]), typed(stage, holds_for="all", cost_place="77"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Other accounts begin on this day or later." in page
    assert 'value="77"' in page


def test_only_the_payers_own_people_set_its_accounts(client, stage):
    partner = an_organiser()
    stage.strand.pilot.organisers.add(partner)
    log_in(client, a_member("finance", partner))

    assert client.get(address("accounting-list", [])).status_code == 200
    assert client.get(address("accounts-draft", [stage.strand.pk])).status_code == 404
