"""Edge cases of the choice that no one page or deed owns, their dates worked out by hand (domain.md 6.6)."""

from datetime import date

import pytest

from pilot.log_in.refusals import NotLetIn
from pilot.periods import between, since
from registry.actions.accounts import recognise_resident
from tests.vouchers.cast import LONG_AGO, TODAY, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, queries
from vouchers.models import Enrolment

pytestmark = pytest.mark.django_db
OLD, NEW = "010170-900J", "010170-998P"


def test_a_code_that_changes_mid_lock_in_leaves_the_person_bound_and_on_the_list():
    """In effect on 5.4.2017 and bound until 5.10.; the register gives a new code on 1.6."""
    strand = a_strand()
    resident, site = a_resident(strand, an_area(strand)), a_site(strand)
    resident.identity_codes.create(pilot=strand.pilot, code=OLD, period=since(LONG_AGO))
    first = recognise_resident(identity_code=OLD, at=noon(date(2017, 5, 31)))
    chosen(resident, strand, site, by=first)
    resident.identity_codes.update(active=False, period=between(LONG_AGO, date(2017, 6, 1)))
    resident.identity_codes.create(pilot=strand.pilot, code=NEW, period=since(date(2017, 6, 1)))

    user = recognise_resident(identity_code=NEW, at=noon(date(2017, 6, 1)))

    assert user == first
    with pytest.raises(NotLetIn, match="code-not-in-use"):
        recognise_resident(identity_code=OLD, at=noon(date(2017, 6, 1)))
    assert Enrolment.objects.on_day(date(2017, 6, 1)).get(resident=resident).site == site
    with pytest.raises(errors.LockInHolds):
        chosen(resident, strand, a_site(strand), date(2017, 10, 4), by=user)
    assert chosen(resident, strand, a_site(strand), date(2017, 10, 5), by=user).effective_on == date(2017, 10, 26)


@pytest.mark.parametrize(
    ("moved_out", "came_back", "chosen_days"),
    [
        # Chosen 15.3., in effect 5.4. Out and back before that day: the choice never takes effect.
        (date(2017, 3, 20), date(2017, 3, 30), None),
        (date(2017, 4, 5), date(2017, 6, 1), None),
        # In effect already: the list ends on the day of leaving; back inside three months gives no old place back.
        (date(2017, 4, 6), date(2017, 6, 1), (date(2017, 4, 5), date(2017, 4, 6))),
        (date(2017, 5, 1), date(2017, 6, 15), (date(2017, 4, 5), date(2017, 5, 1))),
    ],
)
def test_who_moves_out_and_back_is_at_home_and_free_to_choose(moved_out, came_back, chosen_days):
    strand = a_strand(lock_in_months=3)
    area, site = an_area(strand), a_site(strand)
    resident = a_resident(strand, area)
    chosen(resident, strand, site, TODAY)
    for day, where in ((moved_out, None), (came_back, area)):
        actions.record_move(resident=resident, moved_on=day, area=where, by=None, at=noon(day), channel="desk")

    held = [(row.period.lower, row.period.upper) for row in Enrolment.objects.filter(resident=resident, site=site)]
    assert held == ([chosen_days] if chosen_days else [])
    assert not Enrolment.objects.on_day(moved_out).filter(resident=resident).exists()
    assert Enrolment.objects.on_day(came_back).get(resident=resident).site == area.home_site
    assert not queries.standing(resident=resident, strand=strand, on=came_back).is_bound
    assert chosen(resident, strand, site, came_back).site == site


def test_a_move_out_that_becomes_known_late_ends_the_list_on_its_own_day():
    """In effect on 5.4.; the move of 10.5. is told on 10.8., and then turns out never to have happened."""
    strand = a_strand()
    area, site = an_area(strand), a_site(strand)
    resident = a_resident(strand, area)
    choice = chosen(resident, strand, site, TODAY)
    told = noon(date(2017, 8, 10))
    move = actions.record_move(
        resident=resident, moved_on=date(2017, 5, 10), area=None, by=None, at=told, channel="desk"
    )
    assert Enrolment.objects.get(choice=choice).period.upper == date(2017, 5, 10)

    actions.cancel_move(residence=move, by=None, at=told, channel="desk")

    assert Enrolment.objects.get(choice=choice).period.upper is None
    with pytest.raises(errors.LockInHolds):
        chosen(resident, strand, a_site(strand), date(2017, 10, 4))
