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
