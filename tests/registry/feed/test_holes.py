"""Whether anything is missing between the feed's answers, in whichever order they came."""

from datetime import date

from registry.feed.holes import Hole, Span, holes

FIRST = Span(0, 10, date(2017, 1, 31), date(2017, 2, 1))
SECOND = Span(10, 20, date(2017, 2, 2), date(2017, 2, 11))
THIRD = Span(20, 30, date(2017, 2, 12), date(2017, 2, 12))


def test_answers_that_follow_each_other_leave_nothing_out():
    assert holes([]) == holes([FIRST]) == holes([THIRD, FIRST, SECOND]) == []


def test_a_lost_answer_is_a_hole_with_the_days_between_which_it_lies():
    assert holes([THIRD, FIRST]) == [Hole(10, 20, date(2017, 2, 1), date(2017, 2, 12))]


def test_the_answer_that_comes_late_or_one_that_reaches_further_back_closes_it():
    assert holes([FIRST, THIRD, Span(5, 25, None, None)]) == []


def test_an_answer_that_does_not_say_from_where_it_tells_is_taken_for_the_next():
    assert holes([FIRST, Span(None, 20, None, None), THIRD]) == []
    assert holes([FIRST, Span(None, 15, None, None), THIRD]) == [Hole(15, 20, date(2017, 2, 1), date(2017, 2, 12))]
