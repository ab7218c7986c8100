from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from pilot.models import AreaRule
from pilot.periods import between, since
from providers.models import Measure, OpeningHours, Site
from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_provider, a_resident, a_site, an_area, chosen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
LIST = "/sites/"


def content(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def slugs(client, address=LIST):
    page = client.get(address)
    return [facts.site.slug for facts in page.context["catalogue"].facts]


@pytest.mark.parametrize("name", ["front", "site-list", "site-compare"])
def test_pages_work_before_there_is_any_pilot(client, name):
    assert client.get(reverse(f"vouchers:{name}")).status_code == 200


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_front_page_tells_the_dates_of_a_choice_made_today(client, strand, language):
    an_area(strand, name_fi="Kuokkala")
    client.cookies["language"] = language

    page = content(client, "/")

    for words in ("Kuokkala", "15.3.2017", "5.4.2017", "5.10.2017"):
        assert words in page


@pytest.mark.parametrize(
    "period", [between(date(2016, 1, 1), date(2017, 1, 1)), between(date(2018, 1, 1), date(2019, 1, 1))]
)
def test_a_pilot_out_of_its_time_is_shown_and_says_so(client, strand, period):
    strand.pilot.period = period
    strand.pilot.save()
    a_site(strand)

    assert "notice" in content(client, "/")
    assert "notice" in content(client, LIST)


@pytest.mark.parametrize(("kind", "from_on"), [("first_of_next_month", "1.4.2017"), ("same_day", "15.3.2017")])
def test_other_effect_rules_have_their_pages_too(client, strand, kind, from_on):
    write_rules(effect_kind=kind, effect_days=None, lock_in_months=0)

    page = content(client, "/")

    assert from_on in page
    assert "5.4.2017" not in page


@pytest.mark.parametrize("address", ["/", "/plain/", LIST])
def test_a_strand_without_rules_today_is_shown_without_dates_and_promises_nothing(client, strand, address):
    write_rules(period=since(date(2018, 6, 1)), lock_in_months=0)

    page = content(client, address)

    assert "5.4.2017" not in page
    for promise in ("Voit vaihtaa uudelleen milloin tahansa", "Saat vaihtaa, milloin haluat"):
        assert promise not in page


def test_the_list_shows_room_as_words_and_missing_figures_never_as_zero(client, strand):
    a_site(strand, slug="full", places=0)
    a_site(strand, slug="some", places=4)
    a_site(strand, slug="open")

    page = content(client, LIST)

    assert page.count("status--attention") == 1
    assert 'number">4<' in page
    assert "0 d" not in page
    assert page.count("is-minor") == 3


def test_a_reported_figure_has_its_day_and_not_bookable_its_own_words(client, strand):
    site = a_site(strand)
    Measure.objects.create(site=site, indicator="t3_doctor", on=date(2017, 3, 13), value=12)
    Measure.objects.create(site=a_site(strand), indicator="t3_doctor", on=date(2017, 3, 14), not_bookable=True)

    page = content(client, LIST)

    assert "13.3.2017" in page
    assert "14.3.2017" in page
    assert "is-minor" not in page


def test_filters_stand_in_the_address(client, strand):
    area = an_area(strand)
    AreaRule.objects.create(pilot=strand.pilot, area=area, kind="postal_code", value="40520")
    other = an_area(strand)
    a_site(strand, slug="sv", languages=["fi", "sv"], accessibility=["step_free"], postal_code="40520")
    a_site(strand, slug="third", sector="third", places=0, accessibility=["step_free", "lift"])

    assert slugs(client, LIST + "?lang=sv") == ["sv"]
    assert slugs(client, LIST + "?sector=third") == ["third"]
    assert slugs(client, LIST + "?access=lift&access=step_free") == ["third"]
    assert "third" not in slugs(client, LIST + "?room=1")
    assert set(slugs(client, LIST + f"?area={area.code}")) == {"sv", area.home_site.slug}
    assert slugs(client, LIST + f"?area={other.code}&lang=sv") == []


@pytest.mark.parametrize(
    "query", ["?page=999", "?page=x", "?strand=x", "?q=%00", "?q=" + "a" * 500, "?lang=%27&sector=zz&area=--", "?room"]
)
def test_bent_addresses_still_answer(client, strand, query):
    a_site(strand)

    assert client.get(LIST + query).status_code == 200


def test_a_place_puts_the_nearest_first_and_says_from_where(client, strand):
    a_site(strand, slug="far", latitude=62.4, longitude=25.7)
    a_site(strand, slug="near", latitude=62.21, longitude=25.7, postal_code="40520")

    response = client.get(LIST + "?q=40520")

    assert [facts.site.slug for facts in response.context["catalogue"].facts] == ["near", "far"]
    assert "40520" in response.content.decode()


def test_ten_more_sites_cost_no_more_queries(client, strand, django_assert_num_queries, django_assert_max_num_queries):
    for _number in range(2):
        a_rich_site(strand)
    with django_assert_max_num_queries(30) as few:
        client.get(LIST)
    for _number in range(10):
        a_rich_site(strand)

    with django_assert_num_queries(len(few.captured_queries)):
        client.get(LIST)


@pytest.mark.parametrize(("query", "statements"), [("", 12), ("?q=kuja", 13), ("?q=40520&lang=fi&room=1", 14)])
def test_a_search_asks_the_database_no_more_than_it_must(
    client, strand, django_assert_max_num_queries, query, statements
):
    for _number in range(3):
        a_rich_site(strand)

    with django_assert_max_num_queries(statements):
        assert client.get(LIST + query).status_code == 200


def a_rich_site(strand):
    site = a_site(strand, places=5, languages=["fi"], latitude=62.2, longitude=25.7)
    OpeningHours.objects.create(site=site, weekday=3, opens=time(8), closes=time(16))
    Measure.objects.create(site=site, indicator="t3_nurse", on=TODAY, value=2)
    return site


def test_the_room_shown_is_the_room_the_action_counts(client, strand):
    area = an_area(strand)
    site = a_site(strand, places=3)
    chosen(a_resident(strand, area), strand, site)

    page = client.get(reverse("vouchers:site-detail", args=[site.slug]))

    assert page.context["facts"].room.free == 2


def test_a_sites_page_names_everything_and_a_closed_site_is_not_found(client, strand):
    site = a_rich_site(strand)
    closed = a_site(strand, opens=date(2018, 1, 1))

    assert site.name_fi in content(client, reverse("vouchers:site-detail", args=[site.slug]))
    assert client.get(reverse("vouchers:site-detail", args=[closed.slug])).status_code == 404
    assert client.get(reverse("vouchers:site-detail", args=["nowhere"])).status_code == 404


def test_up_to_four_sites_are_compared_in_the_order_picked(client, strand):
    provider = a_provider(strand)
    for slug in "abcde":
        a_site(strand, slug=slug, name_fi=f"Site {slug}", provider=provider)

    page = client.get("/sites/compare/?site=c&site=a&site=c&site=gone&site=b&site=d&site=e")

    assert [facts.site.slug for facts in page.context["facts"]] == ["c", "a", "b", "d"]
    assert page.context["left_out_names"] == ["Site e"]
    assert "<li>Site e</li>" in page.content.decode()


def rows_of(page):
    groups = page.context["comparison"].groups
    return {row.label: [cell.value for cell in row.cells] for group in groups for row in group.rows}


def test_side_by_side_the_distance_from_a_postal_code_is_measured_and_its_start_named(client, strand):
    area = an_area(strand)
    Site.objects.filter(pk=area.home_site.pk).update(latitude=62.24, longitude=25.75)
    AreaRule.objects.create(pilot=strand.pilot, area=area, kind="postal_code", value="40520")
    # A tenth of a degree to the north is 11.1 km.
    a_site(strand, slug="north", latitude=62.34, longitude=25.75)
    a_site(strand, slug="off-the-map")

    page = client.get("/sites/compare/?site=north&site=off-the-map&q=40520", headers={"accept-language": "en"})

    assert rows_of(page)["Distance"] == [Decimal("11.1"), None]
    assert area.home_site.name_fi in page.content.decode()


def test_side_by_side_an_unknown_place_says_so_and_measures_nothing(client, strand):
    a_site(strand, slug="a", latitude=62.34, longitude=25.75)

    page = client.get("/sites/compare/?site=a&q=99999", headers={"accept-language": "en"})

    assert "Distance" not in rows_of(page)
    assert "99999" in page.content.decode()


def test_side_by_side_only_what_differs_can_be_shown(client, strand):
    for slug, days in (("a", 5), ("b", None)):
        site = a_site(strand, slug=slug, languages=["fi"])
        Measure.objects.create(site=site, indicator="t3_doctor", on=TODAY, value=days, not_bookable=days is None)

    page = client.get("/sites/compare/?site=a&site=b&diff=1", headers={"accept-language": "en"})

    assert set(rows_of(page)) == {"Waiting time for a doctor"}
    assert "No times to book" in page.content.decode()


def test_sites_are_narrowed_by_hours_and_by_waiting_time_where_not_bookable_is_no_number(client, strand):
    evening, saturday = a_site(strand, slug="evening"), a_site(strand, slug="saturday")
    OpeningHours.objects.create(site=evening, weekday=3, opens=time(8), closes=time(19))
    OpeningHours.objects.create(site=saturday, weekday=6, opens=time(10), closes=time(18))
    Measure.objects.create(site=evening, indicator="t3_doctor", on=date(2017, 3, 1), value=3)
    Measure.objects.create(site=evening, indicator="t3_doctor", on=TODAY, value=10)
    Measure.objects.create(site=saturday, indicator="t3_doctor", on=TODAY, not_bookable=True)

    assert slugs(client, LIST + "?hours=late") == ["evening"]
    assert slugs(client, LIST + "?hours=saturday") == ["saturday"]
    assert slugs(client, LIST + "?wait=14") == ["evening"]
    assert slugs(client, LIST + "?wait=7") == []


def test_pages_of_the_public_take_no_other_method(client, strand):
    for address in ("/", LIST, "/sites/compare/"):
        assert client.post(address).status_code == 405


def test_a_description_in_another_language_says_so(client, strand):
    site = a_site(strand, description_fi="Kahden lääkärin vastaanotto.")
    client.cookies["language"] = "sv"

    assert '<p lang="fi">Kahden lääkärin vastaanotto.</p>' in content(client, f"{LIST}{site.slug}/")

    site.description_sv = "Två läkares mottagning."
    site.save()
    assert '<p lang="sv">Två läkares mottagning.</p>' in content(client, f"{LIST}{site.slug}/")
