"""Who counts in a queue is whoever may choose on the day by the strand's own rules, the dates worked out by hand."""

from datetime import date

import pytest

from pilot.periods import ended_on, since
from registry.actions import Address
from registry.models import Exclusion
from tests.people import a_person
from tests.vouchers.cast import a_cap, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, queries
from vouchers.models import Choice, Enrolment, Invitation, QueuePlace

pytestmark = pytest.mark.django_db
JOINED = date(2017, 1, 10)

HAMEENLINNA = {
    "excluded": [],
    "cohort_on": date(2016, 12, 31),
    "kept_in": ["109"],
    "kept_until": date(2018, 6, 30),
    "period": since(date(2016, 12, 31)),
}
TAMPERE = {"care_months": 3, "other_centre_months": 12}


def a_queue(**rules):
    strand = a_strand(queue_opens_at=1, **rules)
    return strand, an_area(strand), a_site(strand, places=0)


def joined(resident, strand, site, on: date = JOINED) -> QueuePlace:
    return actions.join_queue(resident=resident, strand=strand, site=site, by=None, at=noon(on), channel="online")


def served(strand, site, on: date) -> list[int]:
    actions.serve_queue(site=site, strand=strand, by=None, at=noon(on), channel="system")
    return list(Choice.objects.filter(origin="queue").order_by("pk").values_list("resident", flat=True))


def position(resident, strand, on: date) -> int | None:
    return queries.queue_place_of(resident=resident, strand=strand, on=on).position


def leave_out(resident, strand, reason: str, first: date) -> None:
    Exclusion.objects.create(resident=resident, strand=strand, reason=reason, period=since(first))


def move(resident, day: date, area, municipality: str) -> None:
    where = Address("Katu 1", "13100", "Kaupunki", municipality)
    actions.record_move(
        resident=resident, moved_on=day, area=area, by=None, at=noon(day), channel="desk", address=where
    )


def test_a_group_that_the_rules_do_not_leave_out_gets_its_place():
    # Hämeenlinna let residents of service housing choose; whoever lived there never came to their turn.
    strand, area, site = a_queue(**HAMEENLINNA)
    resident = a_resident(strand, area)
    leave_out(resident, strand, "service_housing", date(2015, 1, 1))
    joined(resident, strand, site)
    a_cap(site, strand, 1)

    assert position(resident, strand, JOINED) == 1
    assert queries.queue_length(site=site, strand=strand, on=JOINED) == 1
    assert served(strand, site, date(2017, 1, 11)) == [resident.pk]
    # 11.1. and 21 days.
    assert Enrolment.objects.get(resident=resident, origin="queue").period.lower == date(2017, 2, 1)


@pytest.mark.parametrize(
    ("reason", "first", "on", "counts"),
    [
        # More than three months from 1.2.: the first such day is 1.5.
        ("institution", date(2017, 2, 1), date(2017, 4, 30), True),
        ("institution", date(2017, 2, 1), date(2017, 5, 1), False),
        # Less than a year since 1.3.2016 until 28.2.2017.
        ("other_centre", date(2016, 3, 1), date(2017, 2, 28), False),
        ("other_centre", date(2016, 3, 1), date(2017, 3, 1), True),
        ("home_care", date(2017, 2, 1), date(2017, 2, 1), False),
    ],
)
def test_tamperes_exclusions_count_in_the_queue_on_the_days_on_which_they_count_in_choosing(reason, first, on, counts):
    strand, area, site = a_queue(**TAMPERE)
    resident, other = a_resident(strand, area), a_resident(strand, area)
    joined(resident, strand, site)
    joined(other, strand, site, date(2017, 1, 11))
    leave_out(resident, strand, reason, first)
    a_cap(site, strand, 1)

    assert position(resident, strand, on) == (1 if counts else None)
    assert position(other, strand, on) == (2 if counts else 1)
    assert served(strand, site, on) == [resident.pk if counts else other.pk]


@pytest.mark.parametrize(
    ("moves", "on", "counts"),
    [
        ([(date(2018, 1, 15), "109")], date(2018, 6, 30), True),
        ([(date(2018, 1, 15), "109")], date(2018, 7, 1), False),
        ([(date(2018, 1, 15), "165")], date(2018, 6, 30), False),
        # Back in the area, yet the right was lost for good.
        ([(date(2018, 1, 15), "165"), (date(2018, 3, 1), "area")], date(2018, 6, 30), False),
    ],
)
def test_hameenlinnas_kept_and_lost_rights_hold_in_the_queue_too(moves, on, counts):
    strand, area, site = a_queue(**HAMEENLINNA)
    resident = a_resident(strand, area)
    joined(resident, strand, site)
    for day, where in moves:
        move(resident, day, area if where == "area" else None, "109" if where == "area" else where)
    a_cap(site, strand, 1)

    assert position(resident, strand, on) == (1 if counts else None)
    assert served(strand, site, on) == ([resident.pk] if counts else [])
    if not counts:
        with pytest.raises(errors.NotInArea):
            chosen(resident, strand, a_site(strand), on)


def test_a_withdrawn_invitation_keeps_nobody_waiting():
    strand, area, site = a_queue(by_invitation=True)
    resident, other = a_resident(strand, area), a_resident(strand, area)
    clerk = a_person()
    for number, person in enumerate((resident, other)):
        actions.invite(resident=person, strand=strand, invited_on=JOINED, by=clerk, at=noon(JOINED), channel="desk")
        joined(person, strand, site, date(2017, 1, 10 + number))
    invitation = Invitation.objects.get(resident=resident)
    actions.withdraw_invitation(invitation=invitation, by=clerk, at=noon(date(2017, 2, 1)), channel="desk")
    a_cap(site, strand, 1)

    assert (position(resident, strand, date(2017, 1, 31)), position(resident, strand, date(2017, 2, 1))) == (1, None)
    assert served(strand, site, date(2017, 2, 1)) == [other.pk]


def test_whoever_waits_but_may_not_choose_keeps_no_place_from_others():
    # Where nobody who may choose waits, the free place is free, on the page as for the deed.
    strand, area, site = a_queue(**TAMPERE)
    resident, other = a_resident(strand, area), a_resident(strand, area)
    joined(resident, strand, site)
    leave_out(resident, strand, "opioid_substitution", date(2017, 2, 1))
    a_cap(site, strand, 1)
    today, effect = date(2017, 2, 1), date(2017, 2, 22)

    assert queries.rooms(strand=strand, sites=[site.pk], on=effect, today=today)[site.pk].state == "free"
    assert chosen(other, strand, site, today).effective_on == effect
    assert QueuePlace.objects.get(resident=resident).state == "waiting"


def test_the_page_counts_who_waits_on_the_day_of_the_choice_and_not_of_its_effect():
    # The exclusion ends on 10.2.: on 1.2. it still counts, although the choice would take effect on 22.2.
    strand, area, site = a_queue(**TAMPERE)
    resident, other = a_resident(strand, area), a_resident(strand, area)
    joined(resident, strand, site)
    leave_out(resident, strand, "home_care", date(2017, 1, 15))
    Exclusion.objects.update(period=ended_on(since(date(2017, 1, 15)), date(2017, 2, 10)))
    a_cap(site, strand, 1)

    def room(today: date, effect: date):
        return queries.rooms(strand=strand, sites=[site.pk], on=effect, today=today)[site.pk].state

    assert room(date(2017, 2, 1), date(2017, 2, 22)) == "free"
    assert room(date(2017, 2, 10), date(2017, 3, 3)) == "full"
    with pytest.raises(errors.ListFull):
        chosen(other, strand, site, date(2017, 2, 10))
    assert chosen(other, strand, site, date(2017, 2, 1)).site == site
