from datetime import time

import pytest
from django.utils import translation

from providers import words
from providers.models import OpeningHours


def hours(*rows):
    return [OpeningHours(weekday=day, opens=time(opens), closes=time(closes)) for day, opens, closes in rows]


WEEK = hours(*((day, 8, 16) for day in range(1, 6)), (6, 10, 14))


@pytest.mark.parametrize(("language", "text"), [("fi", "ma–pe 8–16, la 10–14"), ("sv", "mån–fre 8–16, lör 10–14")])
def test_equal_days_stand_together(language, text):
    with translation.override(language):
        assert words.hours_in_words(WEEK) == text


def test_a_run_of_days_is_one_text_with_all_its_hours():
    rows = [*hours((1, 8, 11), (1, 12, 16), (2, 8, 11), (2, 12, 16), (6, 10, 14))]

    with translation.override("fi"):
        assert words.hours_of_days(rows) == ["ma–ti 8–11, 12–16", "la 10–14"]


def test_a_day_between_breaks_the_run():
    with translation.override("fi"):
        assert (
            words.hours_in_words(hours((1, 9, 17), (2, 9, 17), (3, 9, 19), (5, 9, 17)))
            == "ma–ti 9–17, ke 9–19, pe 9–17"
        )


def test_minutes_are_written_only_when_there_are_any():
    rows = [
        OpeningHours(weekday=1, opens=time(8), closes=time(11, 30)),
        OpeningHours(weekday=1, opens=time(12), closes=time(16)),
    ]

    assert words.day_in_words(rows, 1) == "8–11.30, 12–16"
    assert words.day_in_words(rows, 7) == ""


def test_languages_are_named_in_the_readers_language_and_unknown_codes_are_shown():
    with translation.override("sv"):
        assert words.language_names(["fi", "ar", "xx"]) == "finska, arabiska, xx"


def test_unknown_accessibility_is_shown_as_it_is():
    assert words.accessibility_names(["quiet_room"]) == "quiet_room"
