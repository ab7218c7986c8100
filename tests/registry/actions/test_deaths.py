"""Recording a death by hand: a slip of the year is refused, a month or year that still runs is not."""

from datetime import date

import pytest

from pilot.models import AuditEvent
from registry import actions, errors
from registry.rules import register_day
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_resident, a_strand, an_area, noon

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident():
    strand = a_strand()
    return a_resident(strand, an_area(strand))


def record(resident, died, by):
    day = register_day(died, "last_day")
    return actions.record_death(resident=resident, died=day, by=by, at=noon(TODAY), channel="desk")


@pytest.mark.parametrize("died", ["2017-03-16", "2018-01-01", "2017-04", "2018"])
def test_a_death_to_come_is_refused_where_somebody_typed_it(resident, died):
    with pytest.raises(errors.DeathToCome):
        record(resident, died, a_person())

    resident.refresh_from_db()
    assert resident.died_on is None
    assert not AuditEvent.objects.filter(kind="death_recorded").exists()


@pytest.mark.parametrize(
    ("died", "day"),
    [("2017-03-15", TODAY), ("2017-03", date(2017, 3, 31)), ("2017", date(2017, 12, 31))],
)
def test_a_death_of_today_or_of_a_month_or_year_that_runs_is_recorded(resident, died, day):
    assert record(resident, died, a_person()).died_on == day


def test_the_registers_own_day_stands(resident):
    assert record(resident, "2017-03-16", None).died_on == date(2017, 3, 16)
