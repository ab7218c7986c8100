"""Reminding those who were written to about a closing and have not chosen, before the last day for own choice."""

from datetime import date, datetime, time

import pytest

from pilot.calendar import HELSINKI
from pilot.periods import between
from registry import actions as registry_actions
from registry.models import Residence
from tests.people import a_person, a_pilot
from tests.vouchers.actions.test_closing import TAMPERE, a_customer, approve
from tests.vouchers.actions.test_reminding import remind, rule
from tests.vouchers.cast import a_site, a_strand, noon
from vouchers import actions
from vouchers.models import Delivery, Reminder

pytestmark = pytest.mark.django_db
# Own choice until Sunday 15.9.2019, home on 1.10.; with a week's notice an e-mail goes on 8.9. and a letter on 1.9.
EMAIL_ON, LETTER_ON = date(2019, 9, 8), date(2019, 9, 1)


@pytest.fixture
def strand():
    return a_strand(pilot=a_pilot(period=between(date(2017, 4, 1), date(2019, 10, 1))))


@pytest.fixture
def private(strand):
    return a_site(strand)


def told(strand, plan) -> None:
    """Write the closing letters on their day, and set the rule."""
    at = noon(TAMPERE.letters_on)
    job = actions.start_closing_letters(plan=plan, by=a_person(), at=at)
    actions.write_closing_letters(plan=plan, job=job, by=None, at=at, channel="system")
    rule(strand, "closing", 7, on=TAMPERE.letters_on)


def test_who_has_not_chosen_is_reminded_in_time_by_their_own_way(strand, area, private):
    mailed = a_customer(strand, area, private, email="aino@example.invalid")
    posted = a_customer(strand, area, private)
    Residence.objects.filter(resident=posted).update(street="Kauppakatu 1")
    told(strand, approve(strand))

    days = [date(2019, 8, 31), LETTER_ON, date(2019, 9, 7), EMAIL_ON, date(2019, 9, 9)]
    assert [remind(strand, day) for day in days] == [0, 1, 0, 1, 0]

    assert dict(Reminder.objects.values_list("resident", "way")) == {mailed.pk: "email", posted.pk: "letter"}
    letter = Reminder.objects.get(way="letter").letter
    for said in ("15.9.2019", "1.10.2019", private.name_fi):
        assert said in letter.text
    # Sunday's letter leaves on Monday 2.9. and is there on the 9th.
    assert Delivery.objects.get(letter=letter).received_on == date(2019, 9, 9)


def test_who_has_chosen_or_left_is_not_reminded(strand, area, private):
    chooser, leaver = (a_customer(strand, area, private, email="x@example.invalid") for _number in range(2))
    told(strand, approve(strand))
    at = datetime.combine(date(2019, 9, 7), time(12), tzinfo=HELSINKI)
    station = a_site(strand, sector="public")
    actions.choose(resident=chooser, strand=strand, site=station, by=None, at=at, channel="online")
    actions.choose(resident=leaver, strand=strand, site=None, by=None, at=noon(date(2019, 7, 1)), channel="online")

    assert remind(strand, EMAIL_ON) == 0


def test_nobody_is_reminded_of_a_closing_they_were_not_written_to_about(strand, area, private):
    a_customer(strand, area, private, email="x@example.invalid")
    approve(strand)
    rule(strand, "closing", 7, on=TAMPERE.letters_on)

    assert remind(strand, EMAIL_ON) == 0


def test_two_records_of_one_person_are_reminded_once(strand, area, private):
    survivor, absorbed = (a_customer(strand, area, private, email="x@example.invalid") for _number in range(2))
    told(strand, approve(strand))
    assert remind(strand, EMAIL_ON) == 2
    given = {"at": noon(date(2019, 9, 8)), "channel": "desk"}
    merger = registry_actions.propose_merger(
        survivor=survivor, absorbed=absorbed, reason="typing error", by=a_person(), **given
    )

    actions.confirm_merger(merger=merger, by=a_person(), **given)

    assert remind(strand, date(2019, 9, 9)) == 0
    assert Reminder.objects.filter(resident=survivor).count() == 1
