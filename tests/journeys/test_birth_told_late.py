"""A child is born on 10 February 2017 and told of on 3 March, when February is frozen; another moved in and out unseen.

The feed alone tells of both. February is corrected from the birth on, to the cent, and its frozen rows stay.
"""

from datetime import UTC, date, datetime

import pytest

from billing.models import Entry
from pilot.identifiers import make_identity_code
from pilot.models import AreaRule
from registry.models import Resident
from tests.billing.stage import FEBRUARY, IN_MARCH, MARCH, Stage, a_stage, freeze
from tests.registry.feed.made import address, answer, change, named
from vouchers import actions

pytestmark = pytest.mark.django_db
BORN, TOLD = date(2017, 2, 10), datetime(2017, 3, 3, 9, tzinfo=UTC)
IN_APRIL = datetime(2017, 4, 3, 9, tzinfo=UTC)
BABY, GUEST = make_identity_code(BORN, 901), make_identity_code(date(1950, 5, 5), 902)


@pytest.fixture(autouse=True)
def made_up_people(settings):
    settings.ALLOW_ARTIFICIAL_IDENTITY_CODES = True


def tell(stage: Stage, content: bytes, at: datetime) -> None:
    answered, _is_new = actions.receive_feed_answer(
        pilot=stage.strand.pilot, filename="answer.json", content=content, by=None, at=at
    )
    assert actions.carry_out_answer(answer=answered, by=None, at=at) == {"applied": answered.changes}


def entries(run, code: str) -> list[tuple]:
    who = Resident.objects.get(identity_codes__code=code)
    rows = Entry.objects.filter(run=run, resident_id=who.pk).order_by("month")
    return [(row.month, row.kind, row.site_id, row.days, row.cents, row.cause) for row in rows]


def test_a_birth_told_late_is_paid_from_the_birth_on_by_the_next_freeze():
    stage = a_stage()
    for area, code in zip(stage.areas, ("40100", "40500"), strict=True):
        AreaRule.objects.create(pilot=stage.strand.pilot, area=area, kind="postal_code", value=code)
    frozen = freeze(stage, FEBRUARY, at=IN_MARCH)
    before = list(Entry.objects.filter(run=frozen).order_by("pk").values())

    born = change(BABY, date(2017, 3, 2), named(), address(BORN, "40100"))
    guest = [address(date(2017, 2, 6), "40100"), address(date(2017, 2, 27), "00100")]
    tell(stage, answer(0, 10, born, change(GUEST, date(2017, 3, 2), named("Irma"), *guest)), TOLD)
    run = freeze(stage, MARCH, at=IN_APRIL)

    home = stage.home.pk
    # 126.24 a year for a child: 19 of 28 days of February, and all of March. 252.48 for one of 66: 21 of 28 days.
    assert entries(run, BABY) == [
        (FEBRUARY.first, "CORRECTION", home, 19, 714, "register"),
        (MARCH.first, "ORIGINAL", home, 31, 1052, ""),
    ]
    # Of the two deeds that may explain it the move out is named.
    assert entries(run, GUEST) == [(FEBRUARY.first, "CORRECTION", home, 21, 1578, "move")]
    assert list(Entry.objects.filter(run=frozen).order_by("pk").values()) == before
