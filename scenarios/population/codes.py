"""Gives out made-up identity codes, each once.

A birth date has 100 made-up individual numbers (900-999) for each separator, half of them odd (male). The separators of
a century, the old one and the five of 2023, so give 600 codes a day. The old one is given to seven of eight, as long as
it lasts, so that the new ones turn up in small files too.
"""

from datetime import date, timedelta

from pilot.identifiers import MADE_UP, SEPARATORS, Sex, make_identity_code

# Of eight on a birth date one has a new separator: 7 x 7 of the 50 old codes, then new ones only.
ROUND = 8
OLD_ROUNDS = 7
NEW_CODES = 250
MOST_A_DAY = OLD_ROUNDS * ROUND + NEW_CODES - OLD_ROUNDS
# Births are spread over the days, but not evenly over the years; with this many no day is near its limit.
MOST_RESIDENTS = 10_000_000


class Codes:
    """Remembers how many codes each birth date has given; one number a day and sex, however many people."""

    def __init__(self) -> None:
        self._given: dict[tuple[date, Sex], int] = {}

    def give(self, born_on: date, sex: Sex) -> tuple[date, str]:
        """Return the birth date and code of a new person; when the day's codes are used up, of a day before it."""
        while self._given.get((born_on, sex), 0) >= MOST_A_DAY:
            born_on -= timedelta(days=1)
        count = self._given.get((born_on, sex), 0)
        self._given[born_on, sex] = count + 1
        separator, number = _code_of(count, born_on, sex)
        return born_on, make_identity_code(born_on, number, separator)


def _code_of(count: int, born_on: date, sex: Sex) -> tuple[str, int]:
    """Return the separator and individual number of the day's person of that sex, counted from 0."""
    separators = SEPARATORS[born_on.year // 100 * 100]
    old, new = separators[0], separators[1:]
    shift = born_on.toordinal()
    turn, place = divmod(count, ROUND)
    new_place = shift % ROUND
    if turn >= OLD_ROUNDS:
        index = OLD_ROUNDS + count - OLD_ROUNDS * ROUND
    elif place == new_place:
        index = turn
    else:
        return old, _number(turn * (ROUND - 1) + place - (place > new_place), shift, sex)
    return new[(index + shift) % len(new)], _number(index // len(new), shift, sex)


def _number(index: int, shift: int, sex: Sex) -> int:
    # 17 and 50 have no common divisor, so fifty indexes give fifty numbers.
    return MADE_UP.start + 2 * ((index * 17 + shift) % 50) + (sex == "male")
