"""The list of made-up people: a name is found as it is written there."""

from datetime import date

import pytest

from pilot.periods import since
from registry import demonstration
from registry.models import IdentityCode, Resident
from tests.people import a_pilot

pytestmark = pytest.mark.django_db
BORN = date(1970, 1, 1)


@pytest.fixture(autouse=True)
def _anttilas():
    pilot = a_pilot(is_demonstration=True)
    for given_names, code in (("Toivo Joel", "010170-999R"), ("Niilo", "010170-901K")):
        resident = Resident.objects.create(
            pilot=pilot, list_code=code[-4:], given_names=given_names, family_name="Anttila", born_on=BORN
        )
        IdentityCode.objects.create(pilot=pilot, resident=resident, code=code, period=since(BORN))


def found(search):
    return [person.name for person in demonstration.find(search, 10)]


@pytest.mark.parametrize("search", ["Anttila, Toivo Joel", "joel anttila", "Anttila,Toivo"])
def test_a_person_is_found_by_the_name_as_listed(search):
    assert found(search) == ["Anttila, Toivo Joel"]


def test_a_name_that_nobody_has_finds_nobody():
    assert found("Virtanen, Toivo") == []
