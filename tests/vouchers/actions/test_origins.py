"""What others decided for a resident: it binds nobody, cannot be taken back, and gives way to an earlier wish alone."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from pilot.calendar import helsinki_today
from pilot.identifiers import random_code
from tests.vouchers.cast import TODAY, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, queries
from vouchers.models import Choice
from vouchers.queries.choices import waiting_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def strand():
    return a_strand(lock_in_months=6)


@pytest.fixture
def resident(strand):
    return a_resident(strand, an_area(strand))


def moved(resident, strand, site, *, on=TODAY, effective_on=date(2017, 6, 1), origin="forced"):
    choice = Choice.objects.create(
        resident=resident, strand=strand, site=site, made_at=noon(on), made_on=on, effective_on=effective_on,
        channel="desk", origin=origin, receipt_number=random_code(),
    )  # fmt: skip
    actions.lay_out(strand=strand, residents=[resident.pk])
    return choice


def lists(resident):
    rows = resident.enrolments.filter(choice__isnull=False).order_by("period")
    return [(row.site, row.origin, row.period.lower, row.period.upper) for row in rows]


@pytest.mark.parametrize("origin", ["queue", "forced", "closing"])
def test_only_an_own_choice_binds(resident, strand, site, origin):
    moved(resident, strand, site, effective_on=TODAY, origin=origin)

    facts = queries.choice_facts(resident=resident, strand=strand, site=a_site(strand), on=TODAY)
    assert (facts.chosen_since, facts.chosen_site_id) == (None, site.pk)
    assert [row[:2] for row in lists(resident)] == [(site, origin)]
    assert not queries.standing(resident=resident, strand=strand, on=TODAY).is_bound
    assert not queries.terms_of(Choice.objects.get()).is_binding


def test_third_change_of_a_year_of_which_one_was_forced(resident, strand, site):
    # Own choice 10.1., in effect 31.1. and binding until 31.7.; told 15.3. that a lot moves them 1.4.: free from 15.3.
    chosen(resident, strand, a_site(strand), on=date(2017, 1, 10))
    with pytest.raises(errors.LockInHolds):
        chosen(resident, strand, a_site(strand), on=TODAY)
    moved(resident, strand, site, on=TODAY, effective_on=date(2017, 4, 1))

    again = chosen(resident, strand, a_site(strand), on=date(2017, 4, 2))

    assert again.effective_on == date(2017, 4, 23)
    with pytest.raises(errors.LockInHolds):
        chosen(resident, strand, a_site(strand), on=date(2017, 10, 22))
    chosen(resident, strand, a_site(strand), on=date(2017, 10, 23))


def test_whoever_is_being_moved_is_bound_no_more(resident, strand, site):
    chosen(resident, strand, a_site(strand), on=date(2017, 1, 10))
    moved(resident, strand, site, on=TODAY, effective_on=date(2017, 6, 1))

    assert not queries.standing(resident=resident, strand=strand, on=TODAY).is_bound
    assert chosen(resident, strand, a_site(strand), on=TODAY).effective_on == date(2017, 4, 5)


def test_a_move_is_not_taken_back(resident, strand, site):
    moved(resident, strand, site)

    with pytest.raises(errors.NothingToRegret):
        actions.regret(resident=resident, strand=strand, by=None, at=noon(), channel="online")


def test_an_own_choice_that_comes_first_replaces_the_move_until_it_is_taken_back(resident, strand, site):
    move = moved(resident, strand, site)
    own = chosen(resident, strand, a_site(strand))

    move.refresh_from_db()
    assert move.replaced_by == own
    actions.regret(resident=resident, strand=strand, by=None, at=noon(), channel="online")

    move.refresh_from_db()
    assert move.replaced_by is None
    assert lists(resident) == [(site, "forced", date(2017, 6, 1), None)]


def test_an_own_choice_that_comes_later_leaves_the_move_until_then(resident, strand, site):
    move = moved(resident, strand, site, effective_on=TODAY + timedelta(days=10))
    there = a_site(strand)

    own = chosen(resident, strand, there)

    assert lists(resident) == [
        (site, "forced", move.effective_on, own.effective_on),
        (there, "choice", own.effective_on, None),
    ]
    assert waiting_of(resident=resident, strand=strand, on=TODAY) == [move, own]
    assert queries.regrettable_choice(resident=resident, strand=strand, on=TODAY) == own


BROKEN = {
    "choice_is_own_or_somebody_says_why": {"origin": "whim"},
    "only_own_choice_has_form_or_weighty_reason": {"reason": "weighty"},
    "queue_leads_to_a_site": {"origin": "queue", "site": None},
    "only_what_resident_wished_or_a_draw_brought_is_taken_back": {"origin": "closing", "regretted_at": noon()},
}


@pytest.mark.parametrize("rule", BROKEN)
def test_the_database_holds_what_an_origin_means(resident, strand, site, rule):
    move = moved(resident, strand, site)

    with pytest.raises(IntegrityError, match=rule):
        Choice.objects.filter(pk=move.pk).update(**BROKEN[rule])


def test_a_move_is_told_as_what_it_is(resident, strand, site):
    move = moved(resident, strand, site)
    standing = queries.standing(resident=resident, strand=strand, on=TODAY)

    story = queries.story(resident=resident, standings=[standing], on=TODAY)

    assert move.effective_on > helsinki_today(noon())
    assert [event.more for event in story.coming if event.on == move.effective_on] == [
        "siirretty sinne; ei oma valinta"
    ]
    assert any(event.what == f"Siirto päätetty: {site.name}" for event in story.past)
