"""When a notice counts as received and an appeal ends, each day worked out by hand from the calendar."""

from datetime import date

import pytest

from pilot.models import NoticeTerms
from pilot.notices import Way, notice
from pilot.periods import between, since
from tests.constraints import copied, refused_by
from tests.people import an_organiser
from tests.terms import terms_that_hold


class Days:
    appeal_days = 30
    letter_days = 7
    message_days = 3


@pytest.mark.parametrize(
    ("way", "sent", "received", "until"),
    [
        # A Wednesday and a Friday, nothing in between.
        (Way.POST, (2018, 2, 14), (2018, 2, 21), (2018, 3, 23)),
        # Ends on Good Friday; Easter Monday is 2 April.
        (Way.POST, (2018, 2, 21), (2018, 2, 28), (2018, 4, 3)),
        # Ends on Midsummer Eve, a Friday.
        (Way.POST, (2018, 5, 16), (2018, 5, 23), (2018, 6, 25)),
        # Ends on Christmas Eve, a Sunday, before two holidays.
        (Way.POST, (2017, 11, 17), (2017, 11, 24), (2017, 12, 27)),
        # Ends on Christmas Eve, a Monday, before two holidays.
        (Way.MESSAGE, (2018, 11, 21), (2018, 11, 24), (2018, 12, 27)),
        # Ends on Independence Day, a Wednesday.
        (Way.POST, (2017, 10, 30), (2017, 11, 6), (2017, 12, 7)),
        # Received on Easter Sunday, for what is presumed asks for no weekday; ends on May Day, a Tuesday.
        (Way.MESSAGE, (2018, 3, 29), (2018, 4, 1), (2018, 5, 2)),
        # Ends on Epiphany, a Friday.
        (Way.POST, (2016, 11, 30), (2016, 12, 7), (2017, 1, 9)),
        # Ends on Ascension Day, a Thursday.
        (Way.POST, (2018, 4, 3), (2018, 4, 10), (2018, 5, 11)),
        # Handed over is received; ends on a Saturday.
        (Way.HANDED, (2018, 2, 15), (2018, 2, 15), (2018, 3, 19)),
    ],
)
def test_an_appeal_ends_thirty_days_after_receipt_or_on_the_next_weekday(way, sent, received, until):
    given = notice(way=way, sent_on=date(*sent), terms=Days())

    assert (given.received_on, given.appeal_until) == (date(*received), date(*until))


def test_what_a_decision_has_said_goes_before_later_terms():
    given = notice(way=Way.HANDED, sent_on=date(2018, 2, 15), terms=Days(), appeal_days=14)

    assert given.appeal_until == date(2018, 3, 1)


def test_everybody_has_the_acts_terms_and_no_figure_of_them_is_verified(db):
    terms = NoticeTerms.objects.of(an_organiser(), date(2017, 3, 1))

    assert (terms.appeal_days, terms.letter_days, terms.message_days, terms.closing_hour) == (30, 7, 3, 15)
    assert {"appeal_days", "letter_days", "message_days"} <= set(terms.unverified_fields)


def test_an_organisers_own_terms_go_before_everybodys(db):
    organiser = an_organiser()
    own = terms_that_hold(organiser, date(2018, 1, 1), appeal_days=21)

    assert NoticeTerms.objects.of(organiser, date(2018, 1, 1)) == own
    assert NoticeTerms.objects.of(organiser, date(2017, 12, 31)).appeal_days == 30
    assert NoticeTerms.objects.of(an_organiser(), date(2018, 1, 1)).appeal_days == 30


def test_nobody_has_two_sets_of_terms_on_one_day(db):
    everybodys = NoticeTerms.objects.get()
    own = terms_that_hold(an_organiser(), date(2018, 1, 1))

    with refused_by("organiser_has_one_set_of_notice_terms_on_any_day"):
        copied(everybodys, period=since(date(2020, 1, 1)))()
    with refused_by("organiser_has_one_set_of_notice_terms_on_any_day"):
        copied(own, period=between(date(2017, 12, 1), date(2018, 1, 2)))()


def test_terms_count_at_least_a_day(db):
    for field in ("appeal_days", "letter_days", "message_days"):
        with refused_by("notice_terms_count_at_least_a_day"):
            copied(NoticeTerms.objects.get(), period=between(date(2000, 1, 1), date(2000, 1, 2)), **{field: 0})()
