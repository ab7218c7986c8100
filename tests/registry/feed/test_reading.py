"""What a file of the change feed says, read without a database: whole or not at all."""

import json
from datetime import date

import pytest

from registry import errors
from registry.feed.facts import Home, fact_of
from registry.feed.reading import read
from tests.registry.feed.made import address, answer, change, day, died, municipality

CODE = "010170-999R"
MOVED = date(2017, 2, 3)


def homes(*groups: dict) -> list[Home]:
    told = read(answer(0, 9, change(CODE, date(2017, 2, 6), *groups))).told
    return [fact_of(one.matter, one.groups) for one in told]


def test_an_answer_tells_its_marks_its_days_and_what_concerns_us():
    other = {"tietoryhma": "KANSALAISUUS", "muutosattribuutti": "MUUTETTU"}
    told = change(CODE, date(2017, 2, 4), died(MOVED), other), change(CODE, date(2017, 2, 2), other, died(MOVED))

    found = read(answer(10, 20, *told))

    assert (found.after_mark, found.last_mark, found.is_up_to_date) == (10, 20, True)
    assert found.days == (date(2017, 2, 2), date(2017, 2, 4))
    assert [one.matter for one in found.told] == ["death", "death"]


def test_several_answers_in_one_file_are_one_after_the_other():
    pages = [json.loads(answer(10, 15, more=True)), json.loads(answer(15, 20))]

    found = read(json.dumps(pages).encode())

    assert (found.after_mark, found.last_mark, found.is_up_to_date) == (10, 20, True)
    with pytest.raises(errors.FeedAnswersOutOfOrder):
        read(json.dumps(pages[::-1]).encode())


@pytest.mark.parametrize(
    "content",
    [
        answer(0, 9, change(CODE, MOVED, died(MOVED)))[:-20],
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        answer(0, 9).replace(b"9", b'"nine"'),
        answer(0, 9).replace(b"9", b"-9"),
        answer(0, 9).replace(b'"muutokset": []', b'"muutokset": [{}]'),
        answer(9, 8),
    ],
)
def test_half_a_file_or_another_kind_of_one_is_refused(content):
    with pytest.raises(errors.FileRefused):
        read(content)


def test_what_cannot_be_read_of_one_change_stops_no_other():
    odd = died("2017-02-30"), {"tietoryhma": "KUOLINPAIVA"}, {"tietoryhma": "TURVAKIELTO"}
    told = [change(CODE, MOVED, group) for group in odd]

    found = read(answer(0, 9, *told, change("010170-999X", MOVED, died(MOVED)), change(CODE, MOVED, died(MOVED))))

    # That there is no such day is for the rule to say that also reads months and years.
    assert [one.because for one in found.told] == ["", "lacks_field", "lacks_field", "bad_identity_code", ""]


def test_a_home_is_read_with_its_municipality_and_its_old_one_adds_nothing():
    ended = address(date(2010, 1, 1), "33200", "MUUTETTU", loppupv=day(date(2017, 2, 2)))

    found = homes(ended, address(MOVED, "33100", loppupv=day("2999-02-28")), municipality(MOVED, "837", "LISATIETO"))

    assert found == [Home("2017-02-03", "Uusikatu 7", "33100", "Tampere", "837", never_was=False)]


def test_two_homes_in_one_change_and_one_that_never_was_are_three_facts():
    short = address(date(2017, 2, 1), "33200", loppupv=day(date(2017, 2, 2)))

    found = homes(short, address(MOVED, "33100"), address(date(2017, 1, 20), "33300", "POISTETTU"))

    assert [(home.first, home.postal_code, home.never_was) for home in found] == [
        ("2017-02-01", "33200", False),
        ("2017-02-03", "33100", False),
        ("2017-01-20", "33300", True),
    ]


def test_where_the_address_is_kept_from_us_the_municipality_is_told_and_replaces_no_address():
    withheld = {"tietoryhma": "VAKINAINEN_KOTIMAINEN_OSOITE", "turvakiellonAlaisetKentat": ["katunimi"]}

    (found,) = homes(withheld, municipality(MOVED, "837"))

    assert found == Home("2017-02-03", "", "", "", "837", never_was=False)
    assert found.about != homes(address(MOVED, "33100"))[0].about


def test_what_only_accompanies_another_change_is_none():
    assert homes(address(MOVED, "33100", "LISATIETO"), municipality(MOVED, "837", "LISATIETO")) == []
