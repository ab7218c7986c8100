import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from pilot.models import AccessLogEntry
from pilot.periods import since
from registry.models import Protection, Residence
from registry.rules import RegisterDay
from tests.people import a_member, a_person, log_in
from tests.rules import write_rules
from tests.vouchers.cast import (
    TODAY,
    a_list_keeper,
    a_login,
    a_provider,
    a_resident,
    a_site,
    a_strand,
    chosen,
    noon,
)
from vouchers import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
LIST = reverse("vouchers:provider-list")


@pytest.fixture
def strand():
    return a_strand(lock_in_months=0)


@pytest.fixture
def site(strand):
    return a_site(strand, places=9)


@pytest.fixture
def keeper(client, site):
    user = a_list_keeper(site.provider)
    log_in(client, user)
    return user


def on_list(strand, area, site, on, **fields):
    """Put somebody on the list by a choice that takes effect three weeks after the day."""
    resident = a_resident(strand, area, **fields)
    Residence.objects.filter(resident=resident).update(street="Nevakatu 3", postal_code="40340")
    chosen(resident, strand, site, on=on)
    return resident


def states(client, **query):
    rows = client.get(LIST, query).context["listing"].sorted_rows
    return {row.resident.family_name: row.state for row in rows}


def test_the_list_of_a_day_is_a_question_for_any_day(client, keeper, strand, area, site):
    on_list(strand, area, site, date(2017, 1, 10), family_name="Tammi")
    on_list(strand, area, site, date(2017, 2, 10), family_name="Helmi")
    on_list(strand, area, site, TODAY, family_name="Maalis")

    assert states(client) == {"Tammi": "on", "Helmi": "on", "Maalis": "coming"}
    assert states(client, on="1.2.2017") == {"Tammi": "on", "Helmi": "coming", "Maalis": "coming"}
    assert states(client, on="2017-12-31") == {"Tammi": "on", "Helmi": "on", "Maalis": "on"}


def test_who_came_and_who_left_since_a_day(client, keeper, strand, area, site):
    left = on_list(strand, area, site, date(2017, 1, 10), family_name="Lähtenyt")
    on_list(strand, area, site, date(2017, 1, 10), family_name="Pysynyt")
    on_list(strand, area, site, date(2017, 2, 10), family_name="Tullut")
    died = RegisterDay(date(2017, 3, 10), "day")
    actions.record_death(resident=left, died=died, by=None, at=noon(), channel="desk")

    assert states(client, since="2017-02-20") == {"Lähtenyt": "left", "Pysynyt": "on", "Tullut": "new"}
    assert states(client, since="2017-02-20", state="arrived") == {"Tullut": "new"}
    assert states(client, since="2017-02-20", state="left") == {"Lähtenyt": "left"}
    assert states(client, state="on") == {"Pysynyt": "on", "Tullut": "on"}
    assert "Nevakatu" not in [
        row.address for row in client.get(LIST, {"since": "2017-02-20"}).context["listing"].rows if row.state == "left"
    ]


def test_choosing_ones_own_home_site_is_neither_coming_nor_leaving(client, strand, area):
    home = area.home_site
    log_in(client, a_list_keeper(home.provider))
    resident = a_resident(strand, area, family_name="Pysyvä")
    chosen(resident, strand, home, on=date(2017, 2, 10))

    assert resident.enrolments.count() == 2
    assert states(client, since="2017-02-20") == {"Pysyvä": "on"}


@pytest.mark.parametrize("kind", ["page", "csv", "xlsx"])
def test_who_is_protected_stands_there_by_list_code_alone(client, keeper, strand, area, site, kind):
    hidden = on_list(
        strand, area, site, date(2017, 1, 10), family_name="Salainen", given_names="Saara", born_on=date(1951, 7, 9)
    )
    on_list(strand, area, site, date(2017, 1, 10), family_name="Avoin")
    Protection.objects.create(resident=hidden, period=since(TODAY))
    Residence.objects.filter(resident=hidden).update(street="Salakatu 13")

    for query in ({}, {"on": "2017-02-10"}, {"sort": "-name"}):
        content = shown(client.get(LIST, query | ({} if kind == "page" else {"format": kind})), kind)
        assert hidden.list_code in content
        assert "Avoin" in content
        for canary in ("Salainen", "Saara", "1951", "Salakatu"):
            assert canary not in content


def shown(response, kind):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if kind != "xlsx":
        return content.decode()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return str(sheet.to_python())


def test_looks_and_downloads_are_logged_with_the_day_and_how_many(client, keeper, strand, area, site):
    on_list(strand, area, site, date(2017, 1, 10))

    client.get(LIST, {"on": "2017-03-01"})
    client.get(LIST, {"format": "csv"})

    look, download = AccessLogEntry.objects.order_by("pk")
    assert (look.what, look.role, look.group) == (
        "list",
        "provider",
        {"site": site.pk, "on": "2017-03-01", "residents": 1},
    )
    assert (download.what, download.by_id) == ("list_file", keeper.pk)


@pytest.mark.parametrize(
    "query",
    [
        {"on": "31.2.2017"},
        {"since": "x"},
        {"state": "zz"},
        {"site": "gone"},
        {"sort": "-zz"},
        {"page": "9"},
        {"strand": "x"},
    ],
)
def test_bent_addresses_still_answer(client, keeper, strand, area, site, query):
    on_list(strand, area, site, date(2017, 1, 10))

    assert client.get(LIST, query).status_code == 200


def test_changes_since_a_later_day_are_refused_and_the_day_holds(client, keeper, strand, area, site):
    on_list(strand, area, site, date(2017, 1, 10))
    query = {"on": "2017-03-01", "since": "2017-04-01"}

    page = client.get(LIST, query)

    assert page.context["on"] == date(2017, 3, 1)
    assert list(page.context["filters"].errors) == ["since"]
    assert client.get(LIST, query | {"format": "csv"}).status_code == 422


def test_each_figure_leads_to_its_rows_on_the_same_day(client, keeper, strand, area, site):
    on_list(strand, area, site, date(2017, 1, 10))

    content = client.get(LIST, {"on": "2017-03-01", "page": "1"}).content.decode()

    assert 'href="?on=2017-03-01&amp;state=on"' in content
    # The whole page follows a narrowing: its heading and its downloads too.
    assert "hx-get" not in content.split('class="filter-bar"')[1].split("</form>")[0]


def test_somebody_with_one_name_alone_stands_there_without_a_comma(client, keeper, strand, area, site):
    on_list(strand, area, site, date(2017, 1, 10), family_name="", given_names="Aino")

    assert [row.shown_name for row in client.get(LIST).context["listing"].rows] == ["Aino"]


def test_the_cap_counts_those_on_the_list_and_those_coming(client, keeper, strand, area, site):
    on_list(strand, area, site, date(2017, 1, 10))
    on_list(strand, area, site, TODAY)

    meter = client.get(LIST).context["meter"]

    assert (meter.on, meter.coming, meter.free) == (1, 1, 7)


def test_a_provider_with_two_sites_reads_either_and_never_anothers(client, keeper, strand, area, site):
    other = a_site(strand, provider=site.provider)
    foreign = a_site(strand)
    on_list(strand, area, other, date(2017, 1, 10), family_name="Toinen")
    on_list(strand, area, foreign, date(2017, 1, 10), family_name="Vieras")

    assert states(client, site=other.slug) == {"Toinen": "on"}
    assert states(client, site=foreign.slug) == {}


def test_ten_more_residents_cost_no_more_queries(client, keeper, strand, area, site, django_assert_num_queries):
    write_rules(effect_kind="same_day", effect_days=None)
    on_list(strand, area, site, TODAY)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _number in range(8):
        on_list(strand, area, site, TODAY)

    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_the_list_is_for_the_providers_own_people(client, strand, area, site):
    assert "/account/" in client.get(LIST)["Location"]
    for stranger in (a_member("staff", strand.pilot.lead), a_login(a_resident(strand, area)), a_person()):
        log_in(client, stranger)
        assert client.get(LIST).status_code == 403
    keeper = a_list_keeper(site.provider)
    log_in(client, keeper, strongly=False)
    assert client.get(LIST).status_code in (302, 403)
    log_in(client, keeper)
    assert client.post(LIST).status_code == 405


def test_a_provider_without_an_approved_site_is_told_so(client, strand):
    log_in(client, a_list_keeper(a_provider(strand)))

    response = client.get(LIST)

    assert [template.name for template in response.templates][:1] == ["provider/no_list.html"]
