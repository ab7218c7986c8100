"""Tampere's script of closing comes with its template; its days and moments are worked out by hand."""

from datetime import UTC, date, datetime

import pytest

from pilot.models import Area, Strand
from scenarios import actions as scenario_actions
from scenarios import templates
from scenarios.demo.dates import moved_to
from tests.people import AT, a_person
from tests.vouchers.cast import a_resident, a_site, noon
from vouchers import actions, errors
from vouchers.models import ClosingPlan, Enrolment

pytestmark = pytest.mark.django_db
# 14.00 in Finland is 11.00 in the world's time in May.
LAST_MOMENT, TOO_LATE = datetime(2019, 5, 31, 11, 0, tzinfo=UTC), datetime(2019, 5, 31, 11, 1, tzinfo=UTC)


@pytest.fixture
def strand() -> Strand:
    template = templates.load("tampere-2017")
    who = {"drafted_by": a_person(), "by": a_person(), "at": AT, "channel": "command"}
    return scenario_actions.set_up_pilot(template=template, **who).strands.get()


@pytest.fixture
def private(strand):
    return a_site(strand, opens=date(2017, 4, 1))


@pytest.fixture
def station(strand):
    return a_site(strand, sector="public", opens=date(2017, 4, 1))


def living(strand):
    area = Area.objects.get(pilot=strand.pilot, code="33710")
    return area, a_resident(strand, area, since=date(2017, 1, 1))


def approve(strand) -> ClosingPlan:
    plan = ClosingPlan.objects.get(strand=strand)
    return actions.approve_closing(plan=plan, by=a_person(), at=noon(date(2019, 4, 1)), channel="online")


def choose(resident, strand, site, at: datetime):
    return actions.choose(resident=resident, strand=strand, site=site, by=None, at=at, channel="online")


def test_the_template_proposes_the_citys_days_and_nothing_closes_before_another_approves(strand):
    plan = ClosingPlan.objects.get(strand=strand)

    assert (plan.join_until, plan.choose_until, plan.closes_on) == (LAST_MOMENT, date(2019, 9, 15), date(2019, 10, 1))
    assert (plan.letters_on, plan.last_day) == (date(2019, 6, 3), date(2019, 9, 30))
    assert plan.approved_at is None


def test_nobody_new_comes_after_two_oclock_on_the_last_of_may(strand, private):
    approve(strand)
    (_area, early), (_area, late) = living(strand), living(strand)

    choose(early, strand, private, LAST_MOMENT)

    # The template's choices take effect after 21 days.
    assert Enrolment.objects.on_day(date(2019, 6, 21)).get(resident=early).site == private
    with pytest.raises(errors.JoiningIsOver):
        choose(late, strand, private, TOO_LATE)


def test_own_choice_lasts_until_the_fifteenth_of_september_and_the_rest_go_home(strand, private, station):
    area, chooser = living(strand)
    home = a_site(strand, sector="public", home_area=area, opens=date(2017, 4, 1))
    _area, silent = living(strand)
    for resident in (chooser, silent):
        choose(resident, strand, private, noon(date(2019, 5, 2)))
    approve(strand)

    choose(chooser, strand, station, noon(date(2019, 9, 15)))
    with pytest.raises(errors.OwnChoiceIsOver):
        choose(silent, strand, station, noon(date(2019, 9, 16)))

    last, after = date(2019, 9, 30), date(2019, 10, 1)
    assert Enrolment.objects.on_day(last).get(resident=silent).site == private
    assert Enrolment.objects.on_day(after).get(resident=silent).site == home
    assert Enrolment.objects.on_day(after).get(resident=chooser).site == station


def test_a_demonstration_with_moved_dates_moves_its_closing_as_far():
    template = templates.load("tampere-2017")

    # Twelve full months before March 2026 begin in March 2025: 95 months after April 2017.
    moved = moved_to(template, today=date(2026, 3, 15), frozen=12).strands[0].closing

    assert (moved["join_until_on"], moved["choose_until"]) == (date(2027, 4, 30), date(2027, 8, 15))
    assert (moved["closes_on"], moved["settle_until"]) == (date(2027, 9, 1), date(2028, 2, 29))


def test_no_other_template_knows_how_it_closed():
    closing = {name for name in templates.names() for strand in templates.load(name).strands if strand.closing}

    assert closing == {"tampere-2017"}
