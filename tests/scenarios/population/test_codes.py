"""Every made-up identity code is given once, and all thirteen separators but the oldest turn up."""

from datetime import date

import pytest

from pilot.identifiers import is_identity_code
from scenarios.population.codes import MOST_A_DAY, Codes
from tests.identity_codes import birth_date_of, sex_of

DAY = date(1984, 2, 29)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_day_gives_all_its_codes_once(sex):
    codes = Codes()

    given = [codes.give(DAY, sex) for _count in range(MOST_A_DAY)]

    assert {born_on for born_on, _code in given} == {DAY}
    assert len({code for _day, code in given}) == MOST_A_DAY
    assert {code[6] for _day, code in given} == set("-YXWVU")


def test_codes_are_valid_and_hold_what_they_should():
    born_on, code = Codes().give(date(2016, 7, 26), "female")

    assert is_identity_code(code, allow_temporary=True)
    assert birth_date_of(code) == born_on
    assert sex_of(code) == "female"
    assert 900 <= int(code[7:10]) <= 999


def test_both_sexes_of_a_day_never_share_a_code():
    codes = Codes()

    given = [codes.give(DAY, sex)[1] for sex in ("female", "male") for _count in range(MOST_A_DAY)]

    assert len(set(given)) == 2 * MOST_A_DAY


def test_a_full_day_gives_the_day_before():
    codes = Codes()
    for _count in range(MOST_A_DAY):
        codes.give(DAY, "male")

    born_on, code = codes.give(DAY, "male")

    assert born_on == date(1984, 2, 28)
    assert birth_date_of(code) == born_on


def test_days_begin_with_different_separators():
    first = {Codes().give(date(1984, 3, day), "male")[1][6] for day in range(1, 32)}

    assert "-" in first
    assert len(first) > 1
