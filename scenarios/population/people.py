"""Makes people, household by household: ages and families as in Finland of 2017, names and addresses drawn apart."""

import random
import tomllib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Generic, TypeVar

from pilot.identifiers import Sex
from scenarios.errors import TooManyResidents
from scenarios.population.codes import MOST_RESIDENTS, Codes
from scenarios.templates import Place, Template

T = TypeVar("T")
YEAR = 365.25
ADULT = 18
# Who lives together, by the age of the first: (kind, youngest, oldest, households of a hundred).
HOUSEHOLDS = [
    ("single", 18, 29, 12.0), ("single", 30, 44, 7.0), ("single", 45, 64, 12.0), ("single", 65, 74, 7.0),
    ("single", 75, 84, 6.5), ("single", 85, 101, 2.2), ("couple", 20, 29, 5.0), ("couple", 30, 44, 4.0),
    ("couple", 45, 64, 12.0), ("couple", 65, 74, 7.5), ("couple", 75, 90, 4.5), ("family", 25, 53, 18.0),
    ("one parent", 23, 53, 5.0),
]  # fmt: skip
CHILDREN = [(1, 40), (2, 40), (3, 15), (4, 5)]
YOUNGEST_PARENT = 19
# Of a hundred who live alone at that age, how many live in service housing.
SERVICE_HOUSING = ((85, 22), (75, 7))


@dataclass(slots=True)
class Person:
    """A row of the population file; the fields are its columns."""

    identity_code: str
    family_name: str
    given_names: str
    born_on: date
    language: str
    street: str
    postal_code: str
    town: str
    municipality: str
    lives_there_since: date
    guardians: list[str] = field(default_factory=list)
    protected_since: date | None = None
    excluded_because: str = ""
    excluded_since: date | None = None


class Weighted(Generic[T]):
    """Draws one of several things, each as often as its weight says."""

    def __init__(self, weighted: Sequence[tuple[T, float]]) -> None:
        self.things = [thing for thing, _weight in weighted]
        self.marks = list(accumulate(weight for _thing, weight in weighted))

    def draw(self, source: random.Random) -> T:
        return self.things[bisect(self.marks, source.random() * self.marks[-1], hi=len(self.things) - 1)]


def make_people(template: Template, *, residents: int, seed: int) -> Iterator[Person]:
    """Yield so many people of the template, parents before their children; the same seed gives the same people."""
    if not 1 <= residents <= MOST_RESIDENTS:
        raise TooManyResidents(most=MOST_RESIDENTS)
    # Nothing is secret here: what counts is that the same seed gives the same people.
    maker = _Maker(template, random.Random(seed))  # noqa: S311
    left = residents
    while left:
        household = maker.household()[:left]
        left -= len(household)
        yield from household


class _Maker:
    def __init__(self, template: Template, source: random.Random) -> None:
        plan = template.population
        self.source = source
        self.plan = plan
        self.codes = Codes()
        self.names = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
        self.kinds = Weighted([(row[:3], row[3]) for row in HOUSEHOLDS])
        self.children = Weighted(CHILDREN)
        self.languages = Weighted(list(plan.languages.items()))
        self.places = Weighted([(area.places, area.share) for area in template.areas])
        self.excludes_service_housing = any("service_housing" in strand.excluded for strand in template.strands)

    def household(self) -> list[Person]:
        """Make people who live together."""
        kind, youngest, oldest = self.kinds.draw(self.source)
        language = self.languages.draw(self.source)
        family_name = self.source.choice(self.names[language]["family"])
        age = self.source.randint(youngest, oldest)
        first_sex: Sex = "female" if self.source.random() < (0.83 if kind == "one parent" else 0.53) else "male"
        adults = [self._person(age, first_sex, family_name, language)]
        if kind in ("couple", "family"):
            adults.append(self._partner(age, first_sex, family_name, language))
        members = adults + (self._children(age, adults, language) if kind in ("family", "one parent") else [])
        self._settle(members)
        if kind == "single" and self.excludes_service_housing:
            self._house(adults[0], age)
        return members

    def _person(self, age: int, sex: Sex, family_name: str, language: str) -> Person:
        born_on = self.plan.as_of - timedelta(days=int((age + self.source.random()) * YEAR))
        born_on, code = self.codes.give(born_on, sex)
        given = self._given_names(language, born_on.year, sex)
        return Person(code, family_name, given, born_on, language, "", "", "", "", born_on)

    def _partner(self, age: int, sex: Sex, family_name: str, language: str) -> Person:
        partner_age = max(ADULT, age + self.source.randint(-4, 4))
        same = self.source.random() < 0.02
        partner_sex: Sex = sex if same else ("male" if sex == "female" else "female")
        if self.source.random() < 0.3:
            family_name = self.source.choice(self.names[language]["family"])
        return self._person(partner_age, partner_sex, family_name, language)

    def _children(self, age: int, adults: list[Person], language: str) -> list[Person]:
        children: list[Person] = []
        # The first is the oldest: of two draws the higher.
        oldest = min(20, age - YOUNGEST_PARENT)
        child_age = max(self.source.randint(0, oldest), self.source.randint(0, oldest))
        guardians = [adult.identity_code for adult in adults]
        for _place in range(self.children.draw(self.source)):
            sex: Sex = "female" if self.source.random() < 0.49 else "male"
            child = self._person(child_age, sex, adults[0].family_name, language)
            if child_age < ADULT:
                child.guardians = guardians
            children.append(child)
            child_age -= self.source.randint(2, 4)
            if child_age < 0:
                break
        return children

    def _given_names(self, language: str, year: int, sex: Sex) -> str:
        pool = next(names[sex] for names in self.names[language]["given"] if year < names["until"])
        first, second = self.source.choice(pool), self.source.choice(pool)
        return first if first == second or self.source.random() < 0.15 else f"{first} {second}"

    def _settle(self, members: list[Person]) -> None:
        """Give the household its address since a day; who was born later lives there since birth."""
        outside = self.source.random() * 100 < self.plan.outside_percent
        place = self.source.choice(self.plan.outside if outside else self.places.draw(self.source))
        street = self._street(place)
        moved_in = max(self._day_before(25), members[0].born_on + timedelta(days=int(ADULT * YEAR)))
        protected = self.source.random() * 100 < self.plan.protected_households_percent
        protected_since = self._day_before(3) if protected else None
        for member in members:
            member.street, member.postal_code = street, place.postal_code
            member.town, member.municipality = place.town, place.municipality
            member.lives_there_since = max(moved_in, member.born_on)
            if protected_since:
                member.protected_since = max(protected_since, member.born_on)

    def _street(self, place: Place) -> str:
        street = f"{self.source.choice(place.streets)} {self.source.randint(1, 60)}"
        if self.source.random() < 0.3:
            return street
        return f"{street} {self.source.choice('ABCD')} {self.source.randint(1, 48)}"

    def _house(self, person: Person, age: int) -> None:
        percent = next((share for youngest, share in SERVICE_HOUSING if age >= youngest), 0)
        if self.source.random() * 100 < percent:
            person.excluded_because, person.excluded_since = "service_housing", self._day_before(4)

    def _day_before(self, years: int) -> date:
        # Squared, so that most have moved lately.
        return self.plan.as_of - timedelta(days=int(self.source.random() ** 2 * years * YEAR))
