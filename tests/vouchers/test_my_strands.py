"""A pilot with two strands: each is chosen, bound and taken back on its own."""

from datetime import date

import pytest

from tests.people import log_in
from tests.vouchers.cast import a_login, a_resident, a_site, a_strand, an_area, chosen
from vouchers import actions
from vouchers.forms import new_key
from vouchers.models import Choice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def strands():
    reception = a_strand(lock_in_months=6)
    return reception, a_strand(pilot=reception.pilot, lock_in_months=12)


@pytest.fixture
def resident(client, strands):
    resident = a_resident(strands[0], an_area(strands[0]))
    actions.lay_out(strand=strands[1], residents=[resident.pk])
    log_in(client, a_login(resident))
    return resident


def standings(client):
    return client.get("/my/").context["standings"]


def test_a_choice_in_one_strand_binds_only_that_one(client, strands, resident):
    reception, oral = strands
    chosen(resident, reception, a_site(reception), date(2017, 1, 10))

    first, second = standings(client)

    assert (first.strand, first.next_change_on, first.is_bound) == (reception, date(2017, 7, 31), True)
    assert (second.strand, second.next_change_on, second.is_bound) == (oral, None, False)
    assert second.refusal is None


def test_both_strands_are_chosen_on_the_page_and_taken_back_apart(client, strands, resident):
    sites = [a_site(strand) for strand in strands]
    for strand, site in zip(strands, sites, strict=True):
        client.post("/my/choice/", {"strand": strand.pk, "site": site.slug, "key": new_key()})
    kept, regretted = (Choice.objects.get(site=site) for site in sites)

    client.post(f"/my/choices/{regretted.pk}/regret/")

    assert [standing.pending for standing in standings(client)] == [kept, None]


def test_a_site_of_the_other_strand_is_refused(client, strands, resident):
    site = a_site(strands[1])

    answer = client.post("/my/choice/", {"strand": strands[0].pk, "site": site.slug, "key": new_key()})

    assert (answer.status_code, Choice.objects.count()) == (409, 0)


def test_links_from_one_strand_stay_in_it(client, strands, resident):
    reception, oral = strands
    site = a_site(oral)
    list_of_oral, page_of_oral = f'href="/sites/?strand={oral.pk}"', f'href="/sites/{site.slug}/?strand={oral.pk}"'

    home = client.get("/my/").content.decode()
    offer = client.get(f"/my/choice/?site={site.slug}&strand={oral.pk}").content.decode()
    front = client.get(f"/?strand={oral.pk}").content.decode()

    assert f'href="/sites/?strand={reception.pk}"' in home
    assert list_of_oral in home
    assert f"Mitä voit tehdä: {oral.name}" in home
    assert list_of_oral in offer
    assert page_of_oral in offer
    assert f'<input type="hidden" name="strand" value="{oral.pk}">' in front
    assert front.count(list_of_oral) == 2
    assert [page for page in (home, offer, front) if 'href="/sites/"' in page.partition("<main")[2]] == []


def test_the_end_of_the_pilot_stands_once_on_the_time_line(client, resident):
    coming = client.get("/my/").context["story"].coming

    assert [event.what for event in coming] == ["Kokeilu päättyy"]
