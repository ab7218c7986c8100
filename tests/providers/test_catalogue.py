from datetime import date, timedelta

import pytest
from django.db import connection

from pilot.models import AreaRule
from providers import queries
from providers.models import Measure, Site
from tests.vouchers.cast import TODAY, a_provider, a_site, a_strand, an_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def strand():
    return a_strand()


def sites(strand, on=TODAY):
    return queries.open_sites(strand, on)


def names(rows):
    return {row.name_fi for row in rows}


def test_a_site_is_listed_while_it_is_approved_for_the_strand(strand):
    site = a_site(strand, opens=TODAY)
    a_site(a_strand(pilot=strand.pilot), opens=TODAY)

    assert list(sites(strand)) == [site]
    assert not sites(strand, TODAY - timedelta(days=1)).exists()


@pytest.mark.parametrize(
    "text", ["Lehti", "lehtivihrea", "LEHTIVIHREÄ kuok", "Kuokala", "syöttäjänkatu", "40520", "405", "Lehtivihraa oy"]
)
def test_the_beginning_of_a_word_or_a_slip_of_the_finger_finds_the_site(strand, text):
    provider = a_provider(strand, name="Lehtivihreä Oy")
    site = a_site(
        strand, provider=provider, name_fi="Lehtivihreä Kuokkala", street="Syöttäjänkatu 7", postal_code="40520"
    )
    a_site(strand, name_fi="Hoitokulma", street="Nevakatu 3", postal_code="40340")

    assert list(queries.searched(sites(strand), text)) == [site]


@pytest.mark.parametrize("text", ["Vihreä Harju", "Keskusta", "%", "_", "'; DROP"])
def test_other_words_find_nothing(strand, text):
    a_site(strand, name_fi="Lehtivihreä Kuokkala")

    assert not queries.searched(sites(strand), text).exists()


def test_what_is_asked_first_of_a_slip_loses_no_site(strand):
    names = ["Aaaaa", "Abab", "Kuokkala", "Keskusta", "Säynätsalo", "Huhtasuo 12", "Itä-Palokka", "Terveystalo"]
    text_of = {}
    for name in names:
        provider = a_provider(strand, name="Oy")
        site = a_site(strand, provider=provider, name_fi=name, street="Kuja 3", postal_code="40100", town="Kylä")
        text_of[site.pk] = f" {name}   Oy Kuja 3 40100 Kylä ".lower().translate(str.maketrans("äåö", "aao"))
    words = [f"{word[:place]}{letter}{word[place + 1 :]}" for word in names for place in (0, 1, 3) for letter in "ax-"]

    for word in {word.lower().replace("ä", "a") for word in words if " " not in word}:
        found = set(queries.searched(sites(strand), word).values_list("pk", flat=True))
        assert found == {pk for pk, text in text_of.items() if f" {word}" in text or _alike(word, text)}, word


def _alike(word, text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT word_similarity(%s, %s) >= 0.55", [word, text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("change", [{"name_sv": "Granhälsan"}, {"street": "Granhälsan 1"}, {"town": "Granhälsan"}])
def test_a_site_is_found_by_what_it_is_called_now(strand, change):
    site = a_site(strand, name_fi="Kuusela")
    Site.objects.filter(pk=site.pk).update(**change)

    assert list(queries.searched(sites(strand), "granhalsan")) == [site]


def test_a_providers_new_name_finds_its_sites_and_the_old_one_does_not(strand):
    provider = a_provider(strand, name="Vanhanimi Oy")
    site = a_site(strand, provider=provider)
    provider.name = "Granhälsan Ab"
    provider.save()

    assert list(queries.searched(sites(strand), "Granhälsan")) == [site]
    assert not queries.searched(sites(strand), "Vanhanimi").exists()


def test_nearest_come_first_and_those_off_the_map_last(strand):
    a_site(strand, name_fi="Far", latitude=62.3, longitude=25.8)
    a_site(strand, name_fi="Off the map")
    a_site(strand, name_fi="Near", latitude=62.24, longitude=25.75)
    place = queries.Place("40100", 62.2426, 25.7473, "")

    found = list(queries.nearest_first(sites(strand), place, TODAY))

    assert [row.name_fi for row in found] == ["Near", "Far", "Off the map"]
    assert found[0].km == pytest.approx(0.32, abs=0.02)
    assert found[2].km is None


def test_a_postal_code_stands_for_the_home_site_of_its_area(strand):
    area = an_area(strand, name_fi="Kuokkala")
    AreaRule.objects.create(pilot=strand.pilot, area=area, kind="postal_code", value="40520")
    Site.objects.filter(home_area=area).update(latitude=62.2, longitude=25.7, name_fi="Kuokkalan asema")

    for text in ("40520", "40520 Jyväskylä", "kuokkala"):
        place = queries.place_of(strand.pilot, text, sites(strand))
        assert (place.latitude, place.measured_from) == (62.2, "Kuokkalan asema")


def test_a_postal_code_outside_the_areas_is_the_middle_of_its_sites(strand):
    a_site(strand, postal_code="40270", latitude=62.0, longitude=25.0)
    a_site(strand, postal_code="40270", latitude=62.2, longitude=25.2)

    place = queries.place_of(strand.pilot, "40270", sites(strand))

    assert (place.latitude, place.longitude) == (pytest.approx(62.1), pytest.approx(25.1))
    assert queries.place_of(strand.pilot, "99999", sites(strand)) is None


def test_the_lot_is_the_same_for_everybody_and_new_each_day(strand):
    for _number in range(12):
        a_site(strand)

    def order(on):
        return list(queries.in_daily_order(sites(strand), on).values_list("pk", flat=True))

    assert order(TODAY) == order(TODAY) != sorted(order(TODAY))
    assert len({tuple(order(TODAY + timedelta(days=days))) for days in range(5)}) == 5


def test_a_site_lies_in_the_area_of_its_address(strand):
    area, other = an_area(strand), an_area(strand)
    AreaRule.objects.create(pilot=strand.pilot, area=area, kind="postal_code", value="40520")
    AreaRule.objects.create(pilot=strand.pilot, area=other, kind="municipality", value="179")
    a_site(strand, name_fi="In", postal_code="40520")
    a_site(strand, name_fi="Town", municipality_code="179")

    assert "In" in names(queries.in_areas(sites(strand), [area]))
    assert "Town" not in names(queries.in_areas(sites(strand), [area]))
    assert "Town" in names(queries.in_areas(sites(strand), [other]))


def test_facets_count_each_site_once(strand):
    a_site(strand, languages=["fi", "sv", "fi"], accessibility=["step_free"])
    a_site(strand, languages=["fi"], sector="third")

    found = queries.facets(sites(strand))

    assert found.languages == {"fi": 2, "sv": 1}
    assert found.sectors == {"private": 1, "third": 1}
    assert found.accessibility == {"step_free": 1}


def test_the_latest_figure_until_the_day_counts(strand):
    site = a_site(strand)
    for day, value in ((date(2017, 2, 1), 5), (date(2017, 3, 1), 9), (date(2017, 4, 1), 1)):
        Measure.objects.create(site=site, indicator="t3_doctor", on=day, value=value)

    assert queries.latest_measures([site.pk], TODAY)[site.pk]["t3_doctor"].value == 9
    assert queries.latest_measures([site.pk], date(2017, 1, 1)) == {}
