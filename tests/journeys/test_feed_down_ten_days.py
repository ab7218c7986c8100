"""The register's change feed is down from 20 February to 2 March 2017, and then tells all at once.

Two pilots are the same but for that. One resident died on the 21st, one left the areas on the 24th, and one who had
left on the 20th chose the private site on the 27th. February is frozen on 2 March, before the feed is back in the
second pilot. In the end lists and what stands for February are the same; what was frozen is corrected, never altered.
"""

from datetime import UTC, date, datetime

import pytest

from billing.models import Entry, Statement
from pilot.models import AreaRule
from pilot.periods import since
from registry.models import IdentityCode
from tests.billing.stage import CHANNEL, FEBRUARY, IN_MARCH, MARCH, Stage, a_stage, freeze
from tests.registry.feed.made import address, answer, change, died
from vouchers import actions, errors
from vouchers.models import Enrolment

pytestmark = pytest.mark.django_db
CODES = ("010350-9996", "150680-999C", "310110A999L")
TOLD = (
    (date(2017, 2, 21), 2, address(date(2017, 2, 20), "00100")),
    (date(2017, 2, 22), 0, died(date(2017, 2, 21))),
    (date(2017, 2, 25), 1, address(date(2017, 2, 24), "00100")),
)
BACK = datetime(2017, 3, 3, 9, tzinfo=UTC)
IN_APRIL = datetime(2017, 4, 3, 9, tzinfo=UTC)
CHOSEN = datetime(2017, 2, 27, 9, tzinfo=UTC)


def a_known_stage() -> Stage:
    stage = a_stage()
    AreaRule.objects.create(pilot=stage.strand.pilot, area=stage.areas[0], kind="postal_code", value="40100")
    for resident, code in zip(stage.residents, CODES, strict=True):
        IdentityCode.objects.create(
            pilot=stage.strand.pilot, resident=resident, code=code, period=since(resident.born_on)
        )
    return stage


def tell(stage: Stage, content: bytes, at: datetime) -> None:
    answered, _is_new = actions.receive_feed_answer(
        pilot=stage.strand.pilot, filename="answer.json", content=content, by=None, at=at
    )
    assert actions.carry_out_answer(answer=answered, by=None, at=at) == {"applied": answered.changes}


def choose(stage: Stage) -> None:
    actions.choose(
        resident=stage.residents[2], strand=stage.strand, site=stage.site, by=None, at=CHOSEN, channel=CHANNEL
    )


def paid(run, site) -> list[tuple]:
    rows = Entry.objects.filter(run=run, site_id=site.pk, month=FEBRUARY.first).order_by("resident_id", "kind")
    return [(row.kind, row.days, row.cents) for row in rows]


def lists(stage: Stage) -> list[tuple]:
    rows = Enrolment.objects.filter(strand=stage.strand).exclude(period__isempty=True).order_by("resident", "period")
    return [(stage.residents.index(row.resident), row.site_id == stage.site.pk, row.period) for row in rows]


def test_after_ten_days_of_silence_lists_and_february_are_as_if_there_had_been_none():
    daily, silent = a_known_stage(), a_known_stage()
    for mark, (day, who, told) in enumerate(TOLD):
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        tell(daily, answer(mark, mark + 1, change(CODES[who], day, told)), moment)
    with pytest.raises(errors.ChoiceRefused):
        choose(daily)
    choose(silent)

    known, unknown = freeze(daily, FEBRUARY, at=IN_MARCH), freeze(silent, FEBRUARY, at=IN_MARCH)
    frozen = list(Statement.objects.filter(run=unknown).order_by("pk").values())
    tell(silent, answer(0, 9, *(change(CODES[who], day, told) for day, who, told in TOLD)), BACK)

    assert lists(silent) == lists(daily)
    # 21 and 23 of 28 days. The choice that nobody could know to be void began on the 27th: 2 days.
    assert paid(known, daily.site) == [("ORIGINAL", 21, 1578), ("ORIGINAL", 23, 864)]
    assert paid(unknown, silent.site) == [("ORIGINAL", 28, 2104), ("ORIGINAL", 28, 1052), ("ORIGINAL", 2, 75)]
    later, corrected = freeze(daily, MARCH, at=IN_APRIL), freeze(silent, MARCH, at=IN_APRIL)
    assert paid(later, daily.site) == []
    assert paid(corrected, silent.site) == [
        ("CORRECTION", 21, 1578),
        ("REFUND", 28, -2104),
        ("CORRECTION", 23, 864),
        ("REFUND", 28, -1052),
        ("REFUND", 2, -75),
    ]
    assert list(Statement.objects.filter(run=unknown).order_by("pk").values()) == frozen
