"""A provider's systems read its lists: the page's rows under the page's protection, its own lists and no other's."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot.models import AccessLogEntry, ApiScope
from pilot.periods import since
from registry.models import Protection, Residence
from tests.keys import a_key, a_providers_system, a_system
from tests.people import log_in
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_list_keeper, a_resident, a_site, chosen
from vouchers import queries
from vouchers.api import list_views

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def key(client, site):
    return a_key(client, a_providers_system(site.provider, ApiScope.LISTS))


def address(site, strand) -> str:
    return f"/api/v1/lists/{site.slug}/{strand.code}/"


def on_list(strand, area, site, on, **fields):
    """Put somebody on the list by a choice that takes effect three weeks after the day."""
    resident = a_resident(strand, area, **fields)
    Residence.objects.filter(resident=resident).update(street="Nevakatu 3", postal_code="40340", town="Jyväskylä")
    chosen(resident, strand, site, on=on)
    return resident


def names(answer) -> list[str]:
    return [row["name"].partition(",")[0] for row in answer.json()["residents"]]


def test_the_providers_lists_and_no_others_are_told_with_where_they_are(client, key, strand, site):
    other, foreign = a_site(strand, provider=site.provider), a_site(strand)

    found = client.get("/api/v1/lists/", **key).json()

    assert [(row["site"], row["strand"]) for row in found] == [(one.slug, strand.code) for one in (site, other)]
    assert [client.get(found[0][part], **key).status_code for part in ("residents", "changes")] == [200, 200]
    for part in ("", "changes/"):
        assert client.get(address(foreign, strand) + part, **key).status_code == 404
        assert client.get(address(site, strand).replace(strand.code, "x") + part, **key).status_code == 404


def test_a_row_is_the_pages_row_and_who_is_protected_stands_there_by_list_code_alone(client, key, strand, area, site):
    shown = on_list(strand, area, site, date(2017, 1, 10), family_name="Avoin", born_on=date(1951, 7, 9))
    hidden = on_list(strand, area, site, date(2017, 1, 10), family_name="Salainen", born_on=date(1960, 2, 3))
    Protection.objects.create(resident=hidden, period=since(TODAY))

    answer = client.get(address(site, strand), {"on": "2017-02-10"}, **key)

    both = {"language": "fi", "from_on": "2017-01-31", "last_on": None, "origin": "choice"}
    assert answer.json()["residents"] == [
        {
            "list_code": shown.list_code,
            "is_protected": False,
            "name": f"Avoin, {shown.given_names}",
            "born_on": "1951-07-09",
            "address": "Nevakatu 3, 40340 Jyväskylä",
        }
        | both,
        {"list_code": hidden.list_code, "is_protected": True, "name": "", "born_on": None, "address": ""} | both,
    ]
    log_in(client, a_list_keeper(site.provider))
    page = client.get(reverse("vouchers:provider-list"), {"on": "2017-02-10"}).context["listing"].sorted_rows
    assert {(row.shown_name, row.address) for row in page} == {
        (row["name"], row["address"]) for row in answer.json()["residents"]
    }


def test_who_is_on_the_list_on_a_day_and_who_is_still_to_come(client, key, strand, area, site):
    on_list(strand, area, site, date(2017, 1, 10), family_name="Tammi")
    on_list(strand, area, site, TODAY, family_name="Maalis")

    assert names(client.get(address(site, strand), **key)) == ["Tammi"]
    assert names(client.get(address(site, strand), {"state": "coming"}, **key)) == ["Maalis"]
    assert names(client.get(address(site, strand), {"on": "2017-12-31"}, **key)) == ["Tammi", "Maalis"]


def test_pages_lead_through_everybody_once_and_each_is_logged_for_the_resident(
    client, key, strand, area, site, monkeypatch
):
    monkeypatch.setattr(list_views, "PAGE", 2)
    everybody = [on_list(strand, area, site, date(2017, 1, 10)) for _ in range(5)]
    page, seen = {"next": address(site, strand) + "?on=2017-03-01"}, []
    while page["next"]:
        page = client.get(page["next"], **key).json()
        seen += [row["list_code"] for row in page["residents"]]

    assert seen == [one.list_code for one in everybody]
    looks = AccessLogEntry.objects.filter(what="list_system").order_by("pk")
    assert [(look.role, look.group) for look in looks] == [
        ("provider", {"site": site.pk, "on": "2017-03-01", "residents": number}) for number in (2, 2, 1)
    ]
    assert {(look.what, look.site) for look in queries.looks_at(everybody[0])} == {("list_system", site.name)}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"on": "2017-02-30"}, "on"),
        ({"on": "0001-01-01"}, "on"),
        ({"state": "left"}, "state"),
        ({"after": "-1"}, "after"),
        ({"after": str(2**63)}, "after"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(client, key, strand, site, query, field):
    answer = client.get(address(site, strand), query, **key)

    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (422, [field])


def test_no_other_scope_reads_a_list(client, strand, site):
    for given in (
        a_providers_system(site.provider, ApiScope.STATEMENTS),
        a_system(strand.pilot.lead, ApiScope.ELIGIBILITY),
    ):
        assert client.get(address(site, strand), **a_key(client, given)).status_code == 403


def test_ten_more_residents_and_lists_cost_no_more_queries(client, key, strand, area, site, django_assert_num_queries):
    write_rules(effect_kind="same_day", effect_days=None)
    for where in ("/api/v1/lists/", address(site, strand)):
        on_list(strand, area, site, TODAY)
        client.get(where, **key)
        with CaptureQueriesContext(connection) as few:
            client.get(where, **key)
        for _number in range(5):
            on_list(strand, area, site, TODAY)
            a_site(strand, provider=site.provider)

        with django_assert_num_queries(len(few)):
            client.get(where, **key)
