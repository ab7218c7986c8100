"""Identifiers: what is accepted, what is refused, what a check finds."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.identifiers import (
    CODE_ALPHABET,
    CODE_LENGTH,
    MADE_UP,
    SEPARATORS,
    NotAnIban,
    finnish_reference,
    format_code,
    format_iban,
    is_code,
    is_iban,
    is_identity_code,
    is_rf_reference,
    make_identity_code,
    names_identity_code,
    parse_iban,
    random_code,
    rf_reference,
)
from tests.identity_codes import birth_date_of, sex_of

# The population register's own made-up codes.
PUBLISHED = [
    "010594Y9032",
    "010594Y9021",
    "020594X903P",
    "020594X902N",
    "030594W903B",
    "030694W9024",
    "040594V9030",
    "040594V902Y",
    "050594U903M",
    "050594U902L",
    "010516B903X",
    "010516B902W",
    "020516C903K",
    "020516C902J",
    "030516D9037",
    "030516D9026",
    "010501E9032",
    "020502E902X",
    "020503F9037",
    "020504A902E",
    "020504B904H",
]

codes = st.integers().map(lambda seed: random_code(source=random.Random(seed)))
places = st.integers(0, CODE_LENGTH - 1)


@st.composite
def made_up_codes(draw):
    born_on = draw(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
    separator = draw(st.sampled_from(SEPARATORS[born_on.year // 100 * 100]))
    return born_on, separator, make_identity_code(born_on, draw(st.sampled_from(MADE_UP)), separator)


@pytest.mark.parametrize("code", PUBLISHED)
def test_the_published_made_up_codes_pass_only_where_allowed(code):
    assert is_identity_code(code, allow_temporary=True)
    assert not is_identity_code(code)


@given(made_up_codes())
def test_a_made_up_code_holds_its_birth_date_and_sex(made_up):
    born_on, separator, code = made_up

    assert is_identity_code(code, allow_temporary=True)
    assert birth_date_of(code) == born_on
    assert code[6] == separator
    assert sex_of(code) == ("male" if code[9] in "13579" else "female")


def test_all_thirteen_separators_are_known():
    assert "".join(SEPARATORS.values()) == "+-YXWVUABCDEF"


def test_the_check_character_does_not_tell_separators_apart():
    one, other = (make_identity_code(date(1990, 1, 1), 900, separator) for separator in "-Y")

    assert one != other
    assert one.replace("-", "Y") == other
    assert birth_date_of(one) == birth_date_of(other)


@pytest.mark.parametrize(
    "text",
    [
        "", "010190-999K", "010190Y999K", "310294-902K", "290217A902X", "010594y9032", " 010594Y9032",
        "010594Y9032\n", "010594/9032", "010594:9032", "0105949032", "010594Y903２", "０１0594Y9032",
        "010594−9032", "000094Y9032", "010594Y90322", "a" * 100_000,
    ],
)  # fmt: skip
def test_what_is_not_written_as_an_identity_code_is_refused(text):
    assert not is_identity_code(text, allow_temporary=True)


@given(st.text(max_size=12))
def test_any_text_is_an_identity_code_or_not(text):
    assert is_identity_code(text, allow_temporary=True) in {True, False}


@pytest.mark.parametrize(
    ("born_on", "number", "separator"),
    [(date(1990, 1, 1), 899, "-"), (date(1990, 1, 1), 900, "A"), (date(2001, 1, 1), 900, "-")],
)
def test_make_identity_code_refuses_codes_that_somebody_could_have(born_on, number, separator):
    with pytest.raises(ValueError):
        make_identity_code(born_on, number, separator)


def test_an_iban_is_read_as_typed_and_stored_in_one_way():
    assert parse_iban("fi21 1234 5600 0007 85") == "FI2112345600000785"
    assert format_iban("FI2112345600000785") == "FI21 1234 5600 0007 85"
    assert is_iban("FI2112345600000785")
    assert not is_iban("FI21 1234 5600 0007 85")


@pytest.mark.parametrize(
    "text", ["", "FI2112345600000786", "FI21123456000007", "XX2112345600000785", "ＦI2112345600000785", "FI" * 200]
)
def test_parse_iban_refuses(text):
    with pytest.raises(NotAnIban):
        parse_iban(text)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(123456, "1234561"), (12345, "123453"), (234823, "2348236"), (123456712345678, "1234567123456784")],
)
def test_finnish_reference_reproduces_known_references(number, expected):
    assert finnish_reference(number) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(234823, "RF332348236"), (123456, "RF341234561"), (12345, "RF81123453")]
)
def test_rf_reference_reproduces_known_references(number, expected):
    assert rf_reference(number) == expected


@pytest.mark.parametrize("number", [99, -12345, 10**19])
def test_a_reference_that_is_too_short_or_too_long_is_refused(number):
    with pytest.raises(ValueError):
        finnish_reference(number)


@given(st.integers(100, 10**19 - 1))
def test_every_rf_reference_is_valid(number):
    assert is_rf_reference(rf_reference(number))
    assert len(rf_reference(number)) <= 25


@given(codes)
def test_a_code_is_printed_in_groups_and_checks(code):
    assert is_code(code)
    assert format_code(code).split(" ") == [code[:4], code[4:8], code[8:]]


@given(codes, places, st.sampled_from(CODE_ALPHABET))
def test_the_check_finds_every_single_wrong_character(code, place, character):
    changed = code[:place] + character + code[place + 1 :]

    assert is_code(changed) == (changed == code)


@given(codes, places.filter(bool))
def test_the_check_finds_every_swap_of_neighbours(code, place):
    changed = code[: place - 1] + code[place] + code[place - 1] + code[place + 1 :]

    assert is_code(changed) == (changed == code)


@pytest.mark.parametrize(
    "text", ["", "O" * CODE_LENGTH, "1" * CODE_LENGTH, "２" * CODE_LENGTH, "2" * 11, "2" * 100_000, "2345"]
)
def test_what_is_no_code_as_stored_is_refused(text):
    assert not is_code(text)


def test_codes_have_no_letters_that_look_alike():
    assert not set(CODE_ALPHABET) & set("01BILOQSUYZ")
    assert len({random_code() for _time in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("statement 201701-1670-0001", False),
        ("for 010190-900M", True),
        ("for 010190a900m.", True),
        ("mistyped 010190-900A", True),
    ],
)
def test_a_text_names_an_identity_code(text, names):
    assert names_identity_code(text) == names
