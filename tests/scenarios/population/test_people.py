"""Made-up people are plausible, distinct, and the same again from the same seed."""

from collections import Counter
from datetime import date
from itertools import islice

import pytest

from pilot.calendar import completed_years
from pilot.identifiers import is_identity_code
from scenarios import templates
from scenarios.errors import TooManyResidents
from scenarios.population.people import Person, make_people
from tests.identity_codes import birth_date_of

TEMPLATE = templates.load("jyvaskyla-2017")
AS_OF = TEMPLATE.population.as_of


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return list(make_people(TEMPLATE, residents=5000, seed=7))


def age(person: Person) -> int:
    return completed_years(person.born_on, AS_OF)


def share(people: list[Person], ages: range) -> float:
    return sum(age(person) in ages for person in people) / len(people)


def test_there_are_as_many_as_asked(people):
    assert len(people) == 5000
    assert len(list(make_people(TEMPLATE, residents=1, seed=1))) == 1


def test_the_same_seed_gives_the_same_people(people):
    assert list(make_people(TEMPLATE, residents=5000, seed=7)) == people
    assert list(make_people(TEMPLATE, residents=5000, seed=8)) != people


def test_fewer_are_the_first_of_many(people):
    assert list(make_people(TEMPLATE, residents=10, seed=7)) == people[:10]


def test_codes_are_distinct_and_agree_with_the_birth_dates(people):
    codes = [person.identity_code for person in people]

    assert len(set(codes)) == len(codes)
    assert all(is_identity_code(code, allow_temporary=True) for code in codes)
    assert all(birth_date_of(person.identity_code) == person.born_on for person in people)
    assert all(int(code[7:10]) >= 900 for code in codes)


def test_ages_are_about_those_of_finland(people):
    assert 0.05 < share(people, range(7)) < 0.10
    assert 0.09 < share(people, range(7, 18)) < 0.15
    assert 0.52 < share(people, range(18, 65)) < 0.66
    assert 0.16 < share(people, range(65, 120)) < 0.26
    assert 0.01 < share(people, range(85, 120)) < 0.04


def test_children_live_with_their_parents_who_come_before_them(people):
    seen: dict[str, Person] = {}
    for person in people:
        for guardian in person.guardians:
            parent = seen[guardian]
            assert age(person) < 18 <= age(parent)
            assert (parent.street, parent.postal_code) == (person.street, person.postal_code)
        seen[person.identity_code] = person

    assert all(person.guardians for person in people if age(person) < 18)


def test_nobody_lives_anywhere_before_birth_or_after_the_count(people):
    assert all(person.born_on <= person.lives_there_since <= AS_OF for person in people)
    assert all(person.born_on <= person.protected_since <= AS_OF for person in people if person.protected_since)
    assert all(person.excluded_since <= AS_OF for person in people if person.excluded_because)


def test_most_live_in_the_areas_and_a_few_elsewhere(people):
    inside = {place.postal_code for area in TEMPLATE.areas for place in area.places}

    counts = Counter(person.postal_code in inside for person in people)

    assert 0.01 < counts[False] / len(people) < 0.06
    assert {person.postal_code for person in people} >= inside


def test_some_are_protected_live_in_service_housing_or_speak_other_languages(people):
    assert any(person.protected_since for person in people)
    assert all(age(person) >= 75 for person in people if person.excluded_because == "service_housing")
    assert any(person.excluded_because for person in people)
    assert {person.language for person in people} == {"fi", "sv", "en"}


def test_more_than_there_are_codes_for_is_refused():
    with pytest.raises(TooManyResidents) as refusal:
        list(make_people(TEMPLATE, residents=10_000_001, seed=1))

    assert "10000000" in refusal.value.message


def test_nobody_is_refused_too():
    with pytest.raises(TooManyResidents):
        next(make_people(TEMPLATE, residents=0, seed=1))


def test_people_come_one_by_one():
    # A list of ten million would not fit: the first come at once.
    assert len(list(islice(make_people(TEMPLATE, residents=10_000_000, seed=1), 3))) == 3
    assert date(1900, 1, 1) < next(make_people(TEMPLATE, residents=10_000_000, seed=1)).born_on
