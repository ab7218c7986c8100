"""Whom a full list takes all the same: who moved away and comes back, if the rules say so; and home, always."""

from datetime import date

import pytest

from tests.rules import write_rules
from tests.vouchers.cast import TODAY, a_cap, a_resident, a_site, a_strand, chosen, noon
from vouchers import actions, errors
from vouchers.models import Enrolment

pytestmark = pytest.mark.django_db
# Chosen on 1.2.2017 by a rule of 21 days: on the list from 22.2. until the move of 1.3.
CHOSEN, LEFT, BACK = date(2017, 2, 1), date(2017, 3, 1), date(2017, 4, 3)


@pytest.fixture
def strand():
    return a_strand(lock_in_months=0)


@pytest.fixture
def full(strand):
    return a_site(strand)


def moved(resident, area, on):
    actions.record_move(resident=resident, moved_on=on, area=area, by=None, at=noon(on), channel="desk")


@pytest.fixture
def returned(strand, area, full):
    """Return somebody who was on the list, moved out of the areas, and back; the list is full by then."""
    resident = a_resident(strand, area)
    chosen(resident, strand, full, CHOSEN)
    moved(resident, None, LEFT)
    moved(resident, area, BACK)
    a_cap(full, strand, 0)
    assert Enrolment.objects.get(resident=resident, site=full).period.upper == LEFT
    return resident


def test_who_moved_away_comes_back_onto_a_full_list_in_time(strand, full, returned):
    write_rules(returns_within_months=6)

    choice = chosen(returned, strand, full, date(2017, 8, 31))

    assert Enrolment.objects.on_day(choice.effective_on).get(resident=returned).site == full


@pytest.mark.parametrize(("months", "on"), [(6, date(2017, 9, 1)), (None, date(2017, 4, 10))])
def test_later_or_without_the_rule_the_list_is_full(strand, full, returned, months, on):
    write_rules(returns_within_months=months)

    with pytest.raises(errors.ListFull):
        chosen(returned, strand, full, on)


@pytest.mark.parametrize("how", ["never there", "chose to leave"])
def test_who_did_not_leave_by_moving_does_not_come_back(strand, area, full, how):
    write_rules(returns_within_months=6)
    resident = a_resident(strand, area)
    if how == "chose to leave":
        chosen(resident, strand, full, CHOSEN)
        chosen(resident, strand, None, LEFT)
    a_cap(full, strand, 0)

    with pytest.raises(errors.ListFull):
        chosen(resident, strand, full, date(2017, 4, 10))


def test_home_takes_whoever_returns_although_its_list_is_full(strand, area, full):
    resident, home = a_resident(strand, area), area.home_site
    chosen(resident, strand, full, CHOSEN)
    a_cap(home, strand, 0)

    choice = chosen(resident, strand, None, TODAY)

    assert Enrolment.objects.on_day(choice.effective_on).get(resident=resident).site == home
