"""What is known at one point of a story, and who is on which list on a day as known then.

Nothing is laid out and kept: every question walks a resident's days anew from the first one, with what is known now.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tests.calculator.dates import ONE_DAY


class Place(NamedTuple):
    """A day on a list: the site, and since when by choice (None for a place at home without one)."""

    site: str
    chosen_from: date | None


Places = dict[date, Place]


@dataclass
class Choice:
    made_on: date
    effective_on: date
    site: str | None
    event: int = 0
    gone: bool = False  # regretted or replaced, for good


@dataclass
class Move:
    event: int
    first_day: date
    area: str | None
    cancelled: bool = False


@dataclass
class Person:
    key: str
    born: date
    since: date
    first_area: str
    need_thousandths: int
    died_on: date | None = None
    absorbed: bool = False  # a second record of a person who goes on under another one
    moves: list[Move] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    def is_alive(self, day: date) -> bool:
        return not self.absorbed and self.born <= day and (self.died_on is None or day <= self.died_on)

    def area_on(self, day: date) -> str | None:
        if day < self.since:
            return None
        area = self.first_area
        latest = self.since
        for move in self.moves:
            # A later registered move from the same day replaces the earlier, hence "or equal".
            if not move.cancelled and latest <= move.first_day <= day:
                area, latest = move.area, move.first_day
        return area

    def last_area_on(self, day: date) -> str:
        while self.area_on(day) is None:
            day -= ONE_DAY
        return self.area_on(day)

    def pending_on(self, day: date) -> list[Choice]:
        return [choice for choice in self.choices if not choice.gone and choice.effective_on > day]


@dataclass
class Knowledge:
    leaves_area: str
    home_sites: dict[str, str]
    people: dict[str, Person]
    closed_from: dict[str, date] = field(default_factory=dict)

    def is_closed(self, site: str | None, day: date) -> bool:
        return site in self.closed_from and self.closed_from[site] <= day

    def takes_effect(self, person: Person, choice: Choice) -> bool:
        if choice.gone or self.is_closed(choice.site, choice.effective_on):
            return False
        if self.leaves_area == "ends":
            day = choice.made_on
            while day <= choice.effective_on:
                if person.area_on(day) is None:
                    return False
                day += ONE_DAY
        return True

    def places(self, person: Person, last_day: date) -> Places:
        """Walk from the first day to the last one and say for each where the person is; off every list is left out."""
        places = {}
        chosen: Place | None = None
        day = person.since
        while day <= last_day and person.is_alive(day):
            area = person.area_on(day)
            if area is None and self.leaves_area == "ends":
                chosen = None
            for choice in person.choices:
                if choice.effective_on == day and self.takes_effect(person, choice):
                    chosen = Place(choice.site, day) if choice.site else None
            if chosen and self.is_closed(chosen.site, day):
                chosen = None
            if chosen:
                places[day] = chosen
            elif area in self.home_sites:
                places[day] = Place(self.home_sites[area], None)
            day += ONE_DAY
        return places
