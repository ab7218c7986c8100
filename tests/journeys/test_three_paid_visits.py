"""Three paid visits, a switch, another visit: nobody pays a fourth time because their site changed (912/1992 § 7).

Fees of 2018 and 2019: a doctor's appointment 20,60 euros, three times in a calendar year. Chosen on Thursday 8.2.2018
with an effect after 21 days, the switch takes effect on 1.3.2018.
"""

from datetime import date

import pytest

from pilot.periods import between
from tests.people import a_person, a_pilot
from tests.vouchers.cast import a_resident, a_site, a_strand, an_area, chosen, noon
from tests.vouchers.fees import fees
from vouchers import actions, errors, queries
from vouchers.actions import FeeDraft
from vouchers.models import CoPayment

pytestmark = pytest.mark.django_db
SWITCH = date(2018, 3, 1)


@pytest.fixture(params=["together", "", "each"])
def counted(request):
    return request.param


class Story:
    """A resident on the list of one site until the switch, on another's from then on."""

    def __init__(self, counted: str) -> None:
        pilot = a_pilot(period=between(date(2017, 1, 1), date(2020, 1, 1)))
        self.strand = a_strand(pilot=pilot, effect_days=21, lock_in_months=0)
        adult = FeeDraft("doctor", 2060, 18, times_a_year=3, counted=counted)
        fees(self.strand, date(2018, 1, 1), date(2019, 12, 31), FeeDraft("doctor", 0, 0, 17), adult)
        self.a, self.b = a_site(self.strand), a_site(self.strand)
        self.resident = a_resident(self.strand, an_area(self.strand))
        chosen(self.resident, self.strand, self.a, date(2017, 9, 1))
        chosen(self.resident, self.strand, self.b, date(2018, 2, 8))
        assert self.resident.enrolments.get(site=self.b).period.lower == SWITCH

    def visits(self, *days: date) -> list[CoPayment]:
        """Charge on the days, each where the resident was listed then."""
        return [self.visit(day) for day in days]

    def visit(self, day: date) -> CoPayment:
        return actions.charge_co_payment(
            resident=self.resident, strand=self.strand, site=self.b if day >= SWITCH else self.a, service="doctor",
            charged_on=day, key=f"{day}", by=a_person(), at=noon(day), channel="online",
        )  # fmt: skip

    def next_at(self, site, day: date) -> tuple[int, int | None, int]:
        """What the next visit there costs: how many were paid, how many are left, and the cents."""
        (told,) = queries.next_visits(resident=self.resident, strand=self.strand, site=site, on=day)
        return told.paid, told.left, told.cents


def test_three_visits_are_paid_once_a_year_wherever_one_goes(counted):
    story = Story(counted)
    three = story.visits(date(2018, 1, 12), date(2018, 2, 3), date(2018, 2, 20))
    assert sum(row.cents for row in three) == 61_80
    assert story.next_at(story.a, date(2018, 2, 21)) == (3, 0, 0)

    if counted == "each":
        # The table says that each site counts by itself: the count begins anew where one comes to.
        assert story.next_at(story.b, date(2018, 3, 15)) == (0, 3, 20_60)
        assert story.visit(date(2018, 3, 15)).turn == 1
    else:
        # What no source says is counted together too: nobody pays a fourth time because nobody asked.
        assert story.next_at(story.b, date(2018, 3, 15)) == (3, 0, 0)
        with pytest.raises(errors.AllPaid):
            story.visit(date(2018, 3, 15))

    assert story.next_at(story.b, date(2019, 1, 4)) == (0, 3, 20_60)
    assert story.visit(date(2019, 1, 4)).turn == 1
    assert story.next_at(story.b, date(2019, 1, 5)) == (1, 2, 20_60)


def test_a_mistake_at_the_old_site_makes_room_at_the_new():
    story = Story("together")
    _first, second, _third = story.visits(date(2018, 1, 12), date(2018, 2, 3), date(2018, 2, 20))

    actions.void_co_payment(
        co_payment=second, reason="other_person", by=a_person(), at=noon(date(2018, 3, 14)), channel="online"
    )

    assert story.next_at(story.b, date(2018, 3, 15)) == (2, 1, 20_60)
    assert story.visit(date(2018, 3, 15)).turn == 2
    assert story.next_at(story.b, date(2018, 3, 16)) == (3, 0, 0)


def test_the_old_site_may_still_record_what_it_charged_before_the_switch():
    story = Story("together")
    story.visits(date(2018, 1, 12), date(2018, 3, 15))

    late = actions.charge_co_payment(
        resident=story.resident, strand=story.strand, site=story.a, service="doctor", charged_on=date(2018, 2, 28),
        key="late", by=a_person(), at=noon(date(2018, 3, 20)), channel="online",
    )  # fmt: skip

    assert late.turn == 3
    with pytest.raises(errors.AllPaid):
        story.visit(date(2018, 3, 21))
