"""The open catalogue: what the page shows, in its neutral order, for programs."""

from datetime import date

import pytest
from django.urls import reverse

from providers.models import Measure, OpeningHours
from tests.people import a_pilot
from tests.vouchers.cast import TODAY, a_provider, a_resident, a_site, a_strand, an_area, chosen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def strand():
    return a_strand()


def sites(client, strand, **wishes):
    return client.get(f"/api/v1/strands/{strand.pilot.code}/{strand.code}/sites/", wishes)


def test_strands_are_listed_with_where_their_sites_are(client, strand):
    found = next(row for row in client.get("/api/v1/strands/").json() if row["strand"] == strand.code)

    assert (found["pilot"], found["first_on"], found["last_on"]) == (strand.pilot.code, "2017-01-01", "2018-12-31")
    assert client.get(found["sites"]).status_code == 200


def test_a_site_is_told_as_the_page_tells_it(client, strand):
    site = a_site(strand, places=2, street="Rantatie 1", postal_code="40100", town="Jyväskylä", languages=["fi", "sv"])
    OpeningHours.objects.create(site=site, weekday=1, opens="08:00", closes="16:15")
    Measure.objects.create(site=site, indicator="t3_doctor", on=date(2017, 3, 1), value=6)
    Measure.objects.create(site=site, indicator="t3_nurse", on=date(2017, 3, 1), not_bookable=True)
    Measure.objects.create(site=site, indicator="feedback", on=date(2017, 3, 1), value=91, respondents=29)
    chosen(a_resident(strand, an_area(strand)), strand, site)

    found = sites(client, strand, q=site.name_fi).json()["sites"][0]

    assert found["room"] == {"state": "free", "places": 2, "free": 1, "waiting": 0}
    assert found["hours"] == [{"weekday": 1, "opens": "08:00", "closes": "16:15"}]
    assert found["doctor"] == {"on": "2017-03-01", "days": 6, "not_bookable": False}
    assert found["nurse"] == {"on": "2017-03-01", "days": None, "not_bookable": True}
    # 29 answers could tell of those who answered.
    assert found["feedback"] == {"on": "2017-03-01", "per_cent": None, "answers": None}
    assert found["page"].endswith(reverse("vouchers:site-detail", args=[site.slug]))


def test_a_share_of_thirty_answers_is_told(client, strand):
    site = a_site(strand)
    Measure.objects.create(site=site, indicator="feedback", on=date(2017, 3, 1), value=91, respondents=30)

    assert sites(client, strand).json()["sites"][0]["feedback"] == {"on": "2017-03-01", "per_cent": 91, "answers": 30}


def test_pages_lead_through_every_site_once_in_the_order_of_the_page(client, strand):
    for _ in range(43):
        a_site(strand)
    address, seen = f"/api/v1/strands/{strand.pilot.code}/{strand.code}/sites/?sector=private", []
    while address:
        page = client.get(address).json()
        seen += [row["site"] for row in page["sites"]]
        address = page["next"]

    html = client.get(reverse("vouchers:site-list"), {"strand": strand.pk, "sector": "private"}).content.decode()
    shown = sorted((html.find(f"/sites/{slug}/"), slug) for slug in seen if f"/sites/{slug}/" in html)
    assert len(seen) == len(set(seen)) == page["count"] == 43
    assert [slug for _, slug in shown] == seen[:20]


@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "\x00"])
def test_a_page_that_is_not_there_is_answered_by_the_nearest(client, strand, page):
    a_site(strand)

    assert len(sites(client, strand, page=page).json()["sites"]) == 1


@pytest.mark.parametrize("wish", ["sector", "lang", "access"])
def test_a_wish_that_the_database_cannot_read_is_left_out(client, strand, wish):
    a_site(strand)

    assert sites(client, strand, **{wish: "\x00"}).json()["count"] == 1


def test_closed_sites_and_other_strands_are_left_out(client, strand):
    a_site(strand, opens=date(2017, 3, 16))
    a_site(a_strand(pilot=a_pilot()))
    here = a_site(strand, opens=TODAY)

    assert [row["site"] for row in sites(client, strand).json()["sites"]] == [here.slug]


def test_more_sites_cost_no_more_queries(client, strand, django_assert_max_num_queries):
    a_site(strand)
    with django_assert_max_num_queries(30) as few:
        sites(client, strand)
    provider = a_provider(strand)
    for _ in range(12):
        a_site(strand, provider=provider, places=3)

    with django_assert_max_num_queries(len(few.captured_queries) + 1):
        assert sites(client, strand).json()["count"] == 13
