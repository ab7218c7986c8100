"""From any cent of a run, at most three clicks to days, rate, choice and decision; from a choice to every payment."""

import re
from copy import deepcopy
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

import pytest
from django.urls import reverse

from billing.models import Entry, Statement
from billing.queries.entries import Key
from tests.billing.stage import (
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    MARCH,
    Stage,
    a_provider_member,
    a_rate_table,
    a_resident,
    die,
    freeze,
)  # fmt: skip
from tests.people import a_person, log_in

pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="([^"]+)"')
# A formula's figures as the page prints them: euros a year, need, days / days in the month, months, and the cents.
VALUE = re.compile(r'formula__value">\s*(?:<[^>]*>)?([^<]+?)(?:</[^>]*>)?\s*</span>', re.S)


@pytest.fixture(scope="module")
def _three_months(_made_once: Stage, django_db_blocker) -> Stage:
    """Three months with a death, a choice known late and new rates; March corrects all months before it."""
    stage = _made_once
    with django_db_blocker.unblock():
        for year in (1940, 1971):
            a_resident(stage, date(year, 1, 1), stage.areas[0], stage.site)
        freeze(stage)
        die(stage, stage.residents[0], "2017-01-10", IN_FEBRUARY)
        freeze(stage, FEBRUARY, IN_MARCH)
        a_rate_table(
            stage.strand, stage.areas, stage.preparer, stage.approver, valid_from=date(2017, 1, 1), cents=29_991
        )
        freeze(stage, MARCH, IN_MARCH)
    return stage


@pytest.fixture
def stage(_three_months: Stage, db) -> Stage:
    return deepcopy(_three_months)


def links(client, address: str) -> set[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return {unescape(href) for href in HREF.findall(answer.content.decode())}


def entry_address(entry: Entry, prefix: str = "") -> str:
    key = Key(entry.run_id, entry.resident_id, entry.month, entry.starts_on, entry.kind)
    return reverse(f"billing:{prefix}entry-page", args=[str(key)])


def figure(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d,.-]", "", text.replace("\u2212", "-")).replace(",", "."))


def recomputed(page: str) -> int:
    """Compute the cents again from nothing but what the page prints."""
    printed = [unescape(text).strip() for text in VALUE.findall(page)]
    annual, need, days = printed[0], printed[1], printed[2]
    on_list, in_month = (int(part) for part in days.split("/"))
    exact = figure(annual) * 100 * figure(need) * on_list / (12 * in_month)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def test_every_line_of_every_run_is_recomputed_from_what_its_page_prints(client, stage):
    log_in(client, stage.preparer)
    entries = list(Entry.objects.all())
    assert {entry.kind for entry in entries} == {"ORIGINAL", "REFUND", "CORRECTION"}

    for entry in entries:
        page = client.get(entry_address(entry)).content.decode()

        assert recomputed(page) == abs(entry.cents), entry_address(entry)


def test_three_clicks_lead_from_a_statements_sum_to_days_rate_choice_and_decision(client, stage):
    """Statement, its entries, the entry: there days and rate stand, and the rate table and the choice are links."""
    log_in(client, stage.preparer)
    for statement in Statement.objects.all():
        of_statement = reverse("billing:statement-page", args=[statement.pk])
        listed = reverse("billing:statement-entries", args=[statement.pk])
        assert any(href.startswith(listed) for href in links(client, of_statement))
        found = links(client, listed)
        for entry in Entry.objects.filter(run=statement.run, site=statement.site).select_related("cell"):
            assert entry_address(entry) in found
            onward = links(client, entry_address(entry))
            rates = reverse("billing:rate-page", args=[entry.cell.table_id])
            assert rates in onward
            assert entry.choice_id is None or reverse("billing:choice-page", args=[entry.choice_id]) in onward
        assert "14 §" in client.get(rates).content.decode()


def test_a_choice_leads_to_every_payment_made_for_it(client, stage):
    log_in(client, stage.preparer)
    choice = stage.residents[1].choices.get()

    answer = client.get(reverse("billing:choice-page", args=[choice.pk]))

    entries = Entry.objects.filter(choice=choice)
    found = links(client, reverse("billing:choice-page", args=[choice.pk]))
    assert {entry_address(entry) for entry in entries} <= found
    assert {
        reverse("billing:statement-page", args=[row.pk]) for row in Statement.objects.filter(site=stage.site)
    } <= found
    assert answer.context["it"].cents == sum(entry.cents for entry in entries)
    # January, February and March: of 126.24 a year 10.52, then twice taken back and 299.91 / 2 / 12 = 12.50 due.
    assert [row.line.cents for row in answer.context["it"].rows] == [1052, 1052, 1250, -1052, 1250, -1052, 1250]


def test_a_provider_sees_its_own_payments_for_a_choice_and_nobody_elses(client, stage):
    choice = stage.residents[1].choices.get()
    address = reverse("billing:own-choice-page", args=[choice.pk])
    log_in(client, a_provider_member(stage.provider))
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405

    log_in(client, a_provider_member(stage.home.provider))
    assert client.get(address).status_code == 404
    log_in(client, a_person())
    assert client.get(address).status_code == 403


def test_a_provider_reads_no_names_of_those_who_recorded_the_change(client, stage):
    log_in(client, a_provider_member(stage.provider))
    refund = Entry.objects.get(kind="REFUND", resident=stage.residents[0], month=date(2017, 1, 1), cause="death")

    told = client.get(entry_address(refund, "own-")).content.decode()

    assert "10.1.2017" in told
    assert stage.preparer.email not in told
