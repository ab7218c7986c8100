"""What makes a scenario malformed beyond its shape: names nobody has, days out of order, cells that overlap.

Every check yields the path of the offending key and what is wrong with it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pilot.calendar import Month, NotAMonth
from registry.actions import register_day
from registry.errors import NotARegisterDay

Fault = tuple[tuple[object, ...], str]
NO_END = float("inf")


def faults(scenario: dict[str, Any]) -> Iterator[Fault]:
    """Find what is wrong with a scenario whose shape is right, in the order of the file."""
    yield from _faults_of_sites(scenario)
    for index, table in enumerate(scenario["rates"]):
        yield from _faults_of_cells(table["cells"], scenario["areas"], ("rates", index, "cells"))
    yield from _faults_of_residents(scenario)
    yield from _faults_of_events(scenario)
    yield from _faults_of_expect(scenario)


def _repeated(scenario: dict[str, Any], part: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, row in enumerate(scenario[part]):
        if row["key"] in seen:
            yield (part, index, "key"), f"{row['key']} is listed twice"
        seen.add(row["key"])


def _faults_of_sites(scenario: dict[str, Any]) -> Iterator[Fault]:
    yield from _repeated(scenario, "sites")
    homes: set[str] = set()
    for index, site in enumerate(scenario["sites"]):
        home_of = site.get("home_of")
        if home_of is None:
            continue
        if home_of not in scenario["areas"]:
            yield ("sites", index, "home_of"), f"no area is called {home_of}"
        if home_of in homes:
            yield ("sites", index, "home_of"), f"{home_of} has two home sites"
        homes.add(home_of)


def _faults_of_residents(scenario: dict[str, Any]) -> Iterator[Fault]:
    yield from _repeated(scenario, "residents")
    for index, resident in enumerate(scenario["residents"]):
        if resident["area"] not in scenario["areas"]:
            yield ("residents", index, "area"), f"no area is called {resident['area']}"
        if resident["since"] < resident["born"]:
            yield ("residents", index, "since"), "lives somewhere before being born"


def _faults_of_cells(cells: list[dict[str, Any]], areas: list[str], path: tuple[object, ...]) -> Iterator[Fault]:
    bands: list[tuple[str, int, float]] = []
    for index, cell in enumerate(cells):
        area, first, last = cell["area"], cell["age_from"], NO_END if cell["age_to"] is None else cell["age_to"]
        if area not in areas:
            yield (*path, index, "area"), f"no area is called {area}"
        if any(area == other and first <= end and start <= last for other, start, end in bands):
            yield (*path, index, "age_from"), f"another cell holds for {area} and one of these ages"
        if first <= last:
            bands.append((area, first, last))


def _faults_of_events(scenario: dict[str, Any]) -> Iterator[Fault]:
    story = _Story(scenario)
    last_on = ""
    for index, event in enumerate(scenario["events"]):
        if event["on"] < last_on:
            yield ("events", index, "on"), "the story goes backwards"
        last_on = event["on"]
        yield from story.faults(index, event)


def _faults_of_expect(scenario: dict[str, Any]) -> Iterator[Fault]:
    for part, rows in scenario.get("expect", {}).items():
        for index, row in enumerate(rows):
            for key in ("resident", "site"):
                if key in row and row[key] not in {listed["key"] for listed in scenario[f"{key}s"]}:
                    yield ("expect", part, index, key), f"no {key} is called {row[key]}"


class _Story:
    """What an event needs to know of the rest: who there is, which moves stand, which month was frozen last."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        self.partial_date = scenario["rules"]["partial_date"]
        self.areas = scenario["areas"]
        self.sites = {site["key"]: site for site in scenario["sites"]}
        self.residents = {resident["key"]: resident for resident in scenario["residents"]}
        self.moves: set[int] = set()
        self.frozen: Month | None = None

    def faults(self, index: int, event: dict[str, Any]) -> Iterator[Fault]:
        path = ("events", index)
        if "resident" in event and event["resident"] not in self.residents:
            yield (*path, "resident"), f"no resident is called {event['resident']}"
        elif event.get("site") is not None and event["site"] not in self.sites:
            yield (*path, "site"), f"no site is called {event['site']}"
        elif event["do"] in ("site_closes", "rate", "death", "move", "freeze"):
            yield from getattr(self, f"_{event['do']}")(index, event, path)

    def _site_closes(self, index: int, event: dict[str, Any], path: tuple[object, ...]) -> Iterator[Fault]:
        if "home_of" in self.sites[event["site"]]:
            yield (*path, "site"), "a home site never closes"

    def _rate(self, index: int, event: dict[str, Any], path: tuple[object, ...]) -> Iterator[Fault]:
        yield from _faults_of_cells(event["cells"], self.areas, (*path, "cells"))

    def _death(self, index: int, event: dict[str, Any], path: tuple[object, ...]) -> Iterator[Fault]:
        if event["date"] is not None and self._day(event["date"]) is None:
            yield (*path, "date"), f"{event['date']} is no day, month or year"

    def _move(self, index: int, event: dict[str, Any], path: tuple[object, ...]) -> Iterator[Fault]:
        if "cancels" in event:
            if event["cancels"] not in self.moves:
                yield (*path, "cancels"), "names no earlier move that stands"
            self.moves.discard(event["cancels"])
            return
        if event["area"] is not None and event["area"] not in self.areas:
            yield (*path, "area"), f"no area is called {event['area']}"
        moved_on = self._day(event["from"])
        if moved_on is None:
            yield (*path, "from"), f"{event['from']} is no day, month or year"
        elif moved_on.isoformat() <= self.residents[event["resident"]]["since"]:
            yield (*path, "from"), "on or before the day since which the resident lives in the area"
        self.moves.add(index)

    def _freeze(self, index: int, event: dict[str, Any], path: tuple[object, ...]) -> Iterator[Fault]:
        try:
            month = Month.parse(event["month"])
        except NotAMonth:
            yield (*path, "month"), f"{event['month']} is no month"
            return
        if self.frozen is not None and month != self.frozen.next:
            yield (*path, "month"), f"the month after {self.frozen} is {self.frozen.next}"
        self.frozen = month

    def _day(self, text: str) -> date | None:
        try:
            return register_day(text, self.partial_date).day
        except NotARegisterDay:
            return None
