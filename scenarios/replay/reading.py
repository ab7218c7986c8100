"""Read a scenario and refuse a malformed one with the path of the offending key.

The shape is scenario.schema.json's; what no schema can say (keys that are named and not listed, days out of order,
cells that overlap) is checked here.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from pilot.calendar import Month
from registry.errors import NotARegisterDay
from registry.rules import register_day

Scenario = dict[str, Any]
NO_END = 10_000


class MalformedScenario(Exception):
    """The scenario cannot be played; `path` names the offending key."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def read_scenario(file: Path) -> Scenario:
    """Read and check one file."""
    try:
        scenario = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_without_repeats)
    except OSError as error:
        raise MalformedScenario("$", f"the file cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise MalformedScenario("$", f"not JSON: {error}") from error
    check_scenario(scenario)
    return scenario


def check_scenario(scenario: Scenario) -> None:
    """Refuse the scenario if its shape or its story cannot be."""
    errors = sorted(_validator().iter_errors(scenario), key=lambda error: (list(map(str, error.absolute_path))))
    if errors:
        raise _malformed(errors[0])
    for path, reason in _faults(scenario):
        raise MalformedScenario(path, reason)


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent / "scenario.schema.json").read_text())
    return Draft202012Validator(schema, format_checker=FormatChecker())


def _malformed(error: ValidationError) -> MalformedScenario:
    # Of alternatives, the one that got furthest says best what is wrong.
    while error.context:
        deepest = max(error.context, key=lambda inner: (_names_its_deed(inner), len(inner.absolute_path)))
        error = deepest
    path = _path(*error.absolute_path)
    if error.validator == "additionalProperties":
        extra = sorted(set(error.instance) - set(error.schema.get("properties", {})))
        path = _path(*error.absolute_path, extra[0])
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        path = _path(*error.absolute_path, missing[0])
    return MalformedScenario(path, error.message[:300])


def _names_its_deed(error: ValidationError) -> bool:
    """Tell whether the alternative is the one that the event's `do` asks for."""
    siblings = error.parent.context if error.parent else []
    wrong = {inner.relative_schema_path[0] for inner in siblings if list(inner.relative_path) == ["do"]}
    return error.relative_schema_path[0] not in wrong


def _path(*parts: object) -> str:
    return "/".join(map(str, parts)) or "$"


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _faults(scenario: Scenario) -> Iterator[tuple[str, str]]:
    yield from _repeated(scenario)
    yield from _faults_of_sites(scenario)
    yield from _faults_of_residents(scenario)
    areas = set(scenario["areas"])
    for index, table in enumerate(scenario["rates"]):
        yield from _faults_of_cells(table["cells"], areas, f"rates/{index}/cells")
    yield from _faults_of_events(scenario)


def _repeated(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for part in ("sites", "residents"):
        seen: set[str] = set()
        for index, row in enumerate(scenario[part]):
            if row["key"] in seen:
                yield f"{part}/{index}/key", f"{row['key']} is listed twice"
            seen.add(row["key"])


def _faults_of_sites(scenario: Scenario) -> Iterator[tuple[str, str]]:
    homes: set[str] = set()
    for index, site in enumerate(scenario["sites"]):
        home_of = site.get("home_of")
        if home_of is None:
            continue
        if home_of not in scenario["areas"]:
            yield f"sites/{index}/home_of", f"no area is called {home_of}"
        if home_of in homes:
            yield f"sites/{index}/home_of", f"{home_of} has two home sites"
        homes.add(home_of)


def _faults_of_residents(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for index, resident in enumerate(scenario["residents"]):
        if resident["area"] not in scenario["areas"]:
            yield f"residents/{index}/area", f"no area is called {resident['area']}"
        if resident["since"] < resident["born"]:
            yield f"residents/{index}/since", "lives somewhere before being born"


def _faults_of_cells(cells: list[dict], areas: set[str], path: str) -> Iterator[tuple[str, str]]:
    bands: list[tuple[str, int, int]] = []
    for index, cell in enumerate(cells):
        if cell["area"] not in areas:
            yield f"{path}/{index}/area", f"no area is called {cell['area']}"
        first, last = cell["age_from"], NO_END if cell["age_to"] is None else cell["age_to"]
        if last < first:
            yield f"{path}/{index}/age_to", "the band ends before it begins"
        if any(area == cell["area"] and first <= end and start <= last for area, start, end in bands):
            yield f"{path}/{index}", f"two cells hold for {cell['area']} and one age"
        bands.append((cell["area"], first, last))


def _faults_of_events(scenario: Scenario) -> Iterator[tuple[str, str]]:
    story = _Story(scenario)
    last_on = ""
    for index, event in enumerate(scenario["events"]):
        if event["on"] < last_on:
            yield f"events/{index}/on", "the story goes backwards"
        last_on = event["on"]
        yield from story.faults(index, event)


class _Story:
    """What an event needs to know of the rest: who there is, which moves stand, which month was frozen last."""

    def __init__(self, scenario: Scenario) -> None:
        self.partial_date = scenario["rules"]["partial_date"]
        self.areas = set(scenario["areas"])
        self.sites = {site["key"]: site for site in scenario["sites"]}
        self.residents = {resident["key"]: resident for resident in scenario["residents"]}
        self.moves: set[int] = set()
        self.frozen: Month | None = None

    def faults(self, index: int, event: dict) -> Iterator[tuple[str, str]]:
        path = f"events/{index}"
        if "resident" in event and event["resident"] not in self.residents:
            yield f"{path}/resident", f"no resident is called {event['resident']}"
            return
        if event.get("site") is not None and event["site"] not in self.sites:
            yield f"{path}/site", f"no site is called {event['site']}"
            return
        yield from getattr(self, f"_{event['do']}", self._nothing)(index, event, path)

    def _nothing(self, index: int, event: dict, path: str) -> Iterator[tuple[str, str]]:
        yield from ()

    def _site_closes(self, index: int, event: dict, path: str) -> Iterator[tuple[str, str]]:
        if self.sites[event["site"]].get("home_of"):
            yield f"{path}/site", "a home site never closes"

    def _rate(self, index: int, event: dict, path: str) -> Iterator[tuple[str, str]]:
        yield from _faults_of_cells(event["cells"], self.areas, f"{path}/cells")

    def _death(self, index: int, event: dict, path: str) -> Iterator[tuple[str, str]]:
        if event["date"] is None:
            return
        try:
            died_on = register_day(event["date"], self.partial_date).day
        except NotARegisterDay:
            yield f"{path}/date", "not a day, month or year"
            return
        if died_on < date.fromisoformat(self.residents[event["resident"]]["born"]):
            yield f"{path}/date", "dies before being born"

    def _move(self, index: int, event: dict, path: str) -> Iterator[tuple[str, str]]:
        if "cancels" in event:
            if event["cancels"] not in self.moves:
                yield f"{path}/cancels", "names no earlier move that stands"
            self.moves.discard(event["cancels"])
            return
        if event["area"] is not None and event["area"] not in self.areas:
            yield f"{path}/area", f"no area is called {event['area']}"
        try:
            moved_on = register_day(event["from"], self.partial_date).day
        except NotARegisterDay:
            yield f"{path}/from", "not a day, month or year"
            return
        if moved_on.isoformat() <= self.residents[event["resident"]]["since"]:
            yield f"{path}/from", "on or before the day since which the resident lives in the area"
        self.moves.add(index)

    def _freeze(self, index: int, event: dict, path: str) -> Iterator[tuple[str, str]]:
        month = Month.parse(event["month"])
        if self.frozen is not None and month != self.frozen.next:
            yield f"{path}/month", f"the month after {self.frozen} is {self.frozen.next}"
        self.frozen = month
