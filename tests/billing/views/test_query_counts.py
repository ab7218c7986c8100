"""Ten more rows cost no page more queries."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from billing.models import Gap, Statement
from pilot.calendar import Month
from pilot.models import Area
from tests.billing.books import accounts, book, file
from tests.billing.stage import (
    FEBRUARY,
    IN_MARCH,
    JANUARY,
    a_provider_member,
    a_rate_draft,
    a_rate_table,
    a_resident,
    a_site,
    a_stage,
    die,
    freeze,
    give_account,
)
from tests.billing.views.pages import address
from tests.people import log_in

pytestmark = pytest.mark.django_db


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        b"".join(response)
    assert response.status_code == 200
    return len(captured)


def a_run(size: int):
    """Freeze January and then February with corrections; so many residents more are at two providers' sites."""
    stage = a_stage()
    other = a_site(stage.strand, "private", stage.approver)
    give_account(other.provider, stage.preparer, stage.approver)
    for number in range(size):
        a_resident(stage, date(1940 + number, 5, 5), stage.areas[number % 2], (stage.site, other)[number % 2])
    freeze(stage)
    for resident in stage.residents[: size // 4]:
        die(stage, resident, "2017-01-10", IN_MARCH)
    return stage, freeze(stage, FEBRUARY, IN_MARCH)


def test_pages_of_a_run_cost_the_same_with_more_rows():
    small, large = {}, {}
    for size, found in ((4, small), (16, large)):
        stage, run = a_run(size)
        statement = Statement.objects.get(run=run, site=stage.site)
        client, member = Client(), Client()
        log_in(client, stage.preparer)
        log_in(member, a_provider_member(stage.provider))
        for name, pk in (
            ("run-page", run.pk), ("run-entries", run.pk), ("statement-page", statement.pk),
            ("statement-entries", statement.pk),
        ):  # fmt: skip
            found[name] = queries(client, address(name, [pk]))
        found["file"] = queries(client, address("run-file", [run.pk, "csv"]))
        asked = "?from=2017-01&months=3&counting=snapshot"
        found["simulation"] = queries(client, address("rate-simulation", [stage.table.pk]) + asked)
        found["preview"] = queries(client, address("month-preview", [stage.strand.pk, "2017-03"]))
        found["own"] = queries(member, address("own-statement-page", [statement.pk]))

    assert large == small
    assert max(small.values()) < 60


def test_pages_of_rates_cost_the_same_with_more_rates():
    small, large = {}, {}
    for areas, found in ((2, small), (12, large)):
        stage = a_stage()
        more = [Area.objects.create(pilot=stage.strand.pilot, code=str(n), name_fi=str(n)) for n in range(areas)]
        draft = a_rate_draft(stage.strand, more, stage.preparer)
        client = Client()
        log_in(client, stage.preparer)
        for name, pk in (
            ("rate-page", draft.pk), ("rate-change", draft.pk), ("rate-comparison", draft.pk),
            ("rate-draft", stage.strand.pk),
        ):  # fmt: skip
            found[name] = queries(client, address(name, [pk]))
        found["file"] = queries(client, address("rate-file", [draft.pk, "csv"]))

    assert large == small
    assert max(small.values()) < 30


def test_lists_cost_the_same_with_more_rows():
    stage = a_stage()
    freeze(stage)
    client, member = Client(), Client()
    log_in(client, stage.preparer)
    log_in(member, a_provider_member(stage.provider))
    lists = [(client, "month-list"), (client, "rate-list"), (client, "accounting-list"), (member, "own-statement-list")]
    before = [queries(who, address(name, [])) for who, name in lists]

    month = JANUARY
    for _ in range(10):
        month = Month.of(month.until)
        freeze(stage, month, datetime(month.next.year, month.next.number, 2, 9, tzinfo=UTC))
        a_rate_table(stage.strand, stage.areas, stage.preparer, stage.approver)

    assert [queries(who, address(name, [])) for who, name in lists] == before


def test_the_gaps_of_a_run_cost_the_same_with_more_of_them():
    found = []
    for size in (1, 11):
        stage = a_stage()
        unpriced = Area.objects.create(pilot=stage.strand.pilot, code="Ranta", name_fi="Ranta")
        for _ in range(size):
            a_resident(stage, date(1980, 1, 31), unpriced, stage.site)
        run = freeze(stage)
        client = Client()
        log_in(client, stage.preparer)
        assert Gap.objects.filter(run=run).count() == size
        found.append(queries(client, address("run-gaps", [run.pk])))

    assert found[0] == found[1]


def test_the_books_of_a_run_cost_the_same_with_more_lines_and_the_accounts_with_more_sets():
    found = []
    for size in (1, 11):
        stage = a_stage()
        areas = [Area.objects.create(pilot=stage.strand.pilot, code=f"A{n}", name_fi=f"A{n}") for n in range(size)]
        table = [*stage.areas, *areas]
        a_rate_table(stage.strand, table, stage.preparer, stage.approver, valid_from=date(2016, 1, 2))
        for number, area in enumerate(areas):
            accounts(stage, first=date(2016, 12, 1 + number), places={area.pk: "1"})
            a_resident(stage, date(1980, 1, 31), area, stage.site)
        run = file(stage, freeze(stage))
        book(stage, run)
        client = Client()
        log_in(client, stage.preparer)
        pages = [("accounting-run", [run.pk]), ("journal", [run.pk]), ("accounts-list", [])]
        found.append([queries(client, address(name, parts)) for name, parts in pages])

    assert found[0] == found[1]
