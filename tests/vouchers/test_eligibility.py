from datetime import date, timedelta

import pytest

from pilot.periods import between, since
from registry import actions as registry_actions
from registry.models import Exclusion, Residence
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, TODAY, UNTIL, a_resident, a_strand, an_area, noon
from vouchers.eligibility import eligibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(strand):
    return an_area(strand, name_fi="Kuokkala")


def against(resident, strand, on=TODAY):
    return [reason.code for reason in eligibility(resident=resident, strand=strand, on=on).against]


def test_who_lives_in_an_area_may_choose_and_is_told_why(strand, area):
    found = eligibility(resident=a_resident(strand, area, since=date(2008, 9, 1)), strand=strand, on=TODAY)

    assert found.is_eligible
    assert [reason.code for reason in found.reasons] == ["alive", "pilot", "home", "exclusion"]
    home = found.reasons[2].text
    assert "Kuokkala" in home
    assert "1.9.2008" in home


@pytest.mark.parametrize(("day", "is_alive"), [(date(2017, 2, 11), True), (date(2017, 2, 12), False)])
def test_the_last_day_alive_still_counts(strand, area, day, is_alive):
    resident = a_resident(strand, area, died_on=date(2017, 2, 11), died_precision="day")

    assert against(resident, strand, day) == ([] if is_alive else ["alive"])


def test_nobody_chooses_before_birth(strand, area):
    assert against(a_resident(strand, area, born_on=TODAY, since=FIRST), strand, TODAY - timedelta(days=1)) == ["alive"]


@pytest.mark.parametrize(("day", "because"), [(FIRST - timedelta(days=1), "pilot"), (FIRST, None), (UNTIL, "pilot")])
def test_the_pilot_has_to_run(strand, area, day, because):
    assert against(a_resident(strand, area), strand, day) == ([because] if because else [])


def test_rules_have_to_be_in_force(strand, area):
    write_rules(strand, period=since(date(2018, 1, 1)))

    assert against(a_resident(strand, area), strand) == ["pilot"]


def test_who_lives_elsewhere_may_choose_from_the_day_of_the_move(strand, area):
    resident = a_resident(strand, None)
    moved_on = TODAY + timedelta(days=20)
    registry_actions.record_move(resident=resident, moved_on=moved_on, area=area, by=None, at=noon(), channel="desk")

    found = eligibility(resident=resident, strand=strand, on=TODAY)

    assert [reason.code for reason in found.against] == ["home"]
    assert found.from_on == moved_on


def test_a_home_that_the_register_does_not_tell_is_not_guessed(strand, area):
    resident = a_resident(strand, area)
    Residence.objects.filter(resident=resident).update(
        period=since(TODAY + timedelta(days=1)), moved_on=TODAY + timedelta(days=1)
    )

    assert against(resident, strand) == ["home"]


def test_an_exclusion_holds_in_its_own_strand_only(strand, area):
    resident = a_resident(strand, area)
    other = a_strand(pilot=strand.pilot)
    Exclusion.objects.create(
        resident=resident, strand=strand, reason="other", period=between(FIRST, TODAY + timedelta(days=9))
    )

    assert against(resident, strand) == ["exclusion"]
    assert against(resident, other) == []
    assert eligibility(resident=resident, strand=strand, on=TODAY).from_on == TODAY + timedelta(days=9)
