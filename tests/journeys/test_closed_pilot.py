"""A pilot closes on 1 March 2017: the last month is settled, a late death is corrected, and then nothing more.

Two residents are with the private site: one born in 1950 for 21.04 euros a month, one born in 1980 for 10.52. The
second one's area has no public station of its own. Corrections are possible until 5 April.
"""

from datetime import UTC, date, datetime, time

import pytest

from billing import errors
from billing.models import Entry, Statement
from billing.queries.closings import settlement_of
from pilot.calendar import Month
from tests.billing.stage import CHANNEL, FEBRUARY, IN_FEBRUARY, IN_MARCH, MARCH, a_stage, die, freeze
from tests.people import a_member
from vouchers import actions
from vouchers.actions import ClosingDates
from vouchers.models import Enrolment

pytestmark = pytest.mark.django_db
IN_APRIL = datetime(2017, 4, 3, 9, tzinfo=UTC)
TOO_LATE = datetime(2017, 5, 2, 9, tzinfo=UTC)
DATES = ClosingDates(
    join_until_on=date(2017, 1, 31),
    join_until_time=time(14),
    letters_on=date(2017, 2, 1),
    choose_until=date(2017, 2, 15),
    closes_on=date(2017, 3, 1),
    settle_until=date(2017, 4, 5),
)


def paid(run, site) -> list[tuple]:
    rows = Entry.objects.filter(run=run, site_id=site.pk).order_by("month", "kind", "resident_id")
    return [(f"{row.month:%Y-%m}", row.kind, row.days, row.cents) for row in rows]


def test_the_last_month_is_final_and_corrections_end():
    stage = a_stage()
    one, other = a_member("staff", stage.organiser), a_member("staff", stage.organiser)
    moment = datetime(2017, 1, 10, 9, tzinfo=UTC)
    plan = actions.propose_closing(strand=stage.strand, dates=DATES, by=one, at=moment, channel=CHANNEL)
    actions.approve_closing(plan=plan, by=other, at=moment, channel=CHANNEL)
    january, february = freeze(stage, at=IN_FEBRUARY), freeze(stage, FEBRUARY, at=IN_MARCH)
    # Reported late: the first resident died on 14 February, and so was on the list for 14 of its 28 days.
    die(stage, stage.residents[0], "2017-02-14", datetime(2017, 3, 20, 9, tzinfo=UTC))

    march = freeze(stage, MARCH, at=IN_APRIL)

    assert paid(january, stage.site) == [("2017-01", "ORIGINAL", 31, 2104), ("2017-01", "ORIGINAL", 31, 1052)]
    assert paid(february, stage.site) == [("2017-02", "ORIGINAL", 28, 2104), ("2017-02", "ORIGINAL", 28, 1052)]
    assert paid(march, stage.site) == [("2017-02", "CORRECTION", 14, 1052), ("2017-02", "REFUND", 28, -2104)]
    statement = Statement.objects.get(run=march, site=stage.site)
    assert (statement.cents, statement.to_pay, statement.carried_out) == (-1052, 0, -1052)
    assert settlement_of(january) is None
    assert (settlement_of(february).is_last, settlement_of(march).is_last) == (True, False)
    # Nobody's list: the second resident has no public station. The dry run tells it beforehand.
    assert not Enrolment.objects.on_day(DATES.closes_on).filter(resident=stage.residents[1]).exists()
    with pytest.raises(errors.SettlementOver):
        freeze(stage, Month(2017, 4), at=TOO_LATE)
