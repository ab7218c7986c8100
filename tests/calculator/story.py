"""Plays a scenario event by event and answers what the pilot must have paid.

Written from the meaning of scenarios alone, in plain Python without the product, so that two independent answers can be
compared. Slow and obvious: each freeze walks every resident's days anew and reckons every frozen month from them.
"""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from tests.calculator.dates import ONE_DAY, days_of_month, effective_day, months_later, read_day
from tests.calculator.knowledge import Choice, Knowledge, Move, Person, Places
from tests.calculator.rates import Rates, Stretch


class Due(NamedTuple):
    site: str
    days: int
    cents: int


def answer(scenario: dict[str, Any]) -> dict[str, Any]:
    """Play a well-formed scenario through and return its entries, statements, refusals and gaps, sorted."""
    return told(scenario).answer()


def told(scenario: dict[str, Any]) -> "Story":
    """Play a well-formed scenario through and return the story with all that is known at its end."""
    story = Story(scenario)
    for number, event in enumerate(scenario["events"]):
        getattr(story, event["do"])(number, event)
    return story


class Story:
    def __init__(self, scenario: dict[str, Any]):
        self.rules = scenario["rules"]
        self.sectors = {site["key"]: site["sector"] for site in scenario["sites"]}
        homes = {site["home_of"]: site["key"] for site in scenario["sites"] if "home_of" in site}
        people = {row["key"]: self.person(row) for row in scenario["residents"]}
        self.known = Knowledge(self.rules["leaves_area"], homes, people)
        self.rates = Rates(self.rules["age_on"], self.rules["counting"])
        for table in scenario["rates"]:
            self.rates.add(table["valid_from"], table["cells"])
        self.frozen: list[str] = []
        self.standing: dict[tuple[str, str], Counter[Due]] = {}
        self.carried: dict[str, int] = {}
        self.entries: list[dict[str, Any]] = []
        self.statements: list[dict[str, Any]] = []
        self.refused: list[dict[str, Any]] = []
        self.gaps: set[tuple[str, str, str]] = set()

    def person(self, row: dict[str, Any]) -> Person:
        born, since = date.fromisoformat(row["born"]), date.fromisoformat(row["since"])
        return Person(row["key"], born, since, row["area"], int(row["need"].replace(".", "")))

    # The events, each called by the name it has in a scenario.

    def choose(self, number: int, event: dict[str, Any]) -> None:
        day = date.fromisoformat(event["on"])
        person = self.known.people[event["resident"]]
        effective_on = effective_day(day, self.rules["effect"])
        because = self.why_not(person, day, event["site"], effective_on, weighty="reason" in event)
        if because:
            self.refused.append({"event": number, "because": because})
            return
        for earlier in person.pending_on(day):
            earlier.gone = True
        person.choices.append(Choice(day, effective_on, event["site"], number))

    def why_not(self, person: Person, day: date, site: str | None, effective_on: date, weighty: bool) -> str | None:
        if not person.is_alive(day):
            return "not_alive"
        if person.area_on(day) is None:
            return "not_in_area"
        place = self.known.places(person, day).get(day)
        if place and place.chosen_from:
            if not weighty and day < months_later(place.chosen_from, self.rules["lock_in_months"]):
                return "lock_in"
            if place.site == site:
                return "already_there"
        if self.known.is_closed(site, effective_on):
            return "site_closed"
        return None

    def regret(self, number: int, event: dict[str, Any]) -> None:
        pending = self.known.people[event["resident"]].pending_on(date.fromisoformat(event["on"]))
        if not pending:
            self.refused.append({"event": number, "because": "nothing_to_regret"})
        for choice in pending:
            choice.gone = True

    def death(self, number: int, event: dict[str, Any]) -> None:
        day = event["date"] and read_day(event["date"], self.rules["partial_date"])
        self.known.people[event["resident"]].died_on = day

    def move(self, number: int, event: dict[str, Any]) -> None:
        if "cancels" in event:
            moves = [move for person in self.known.people.values() for move in person.moves]
            next(move for move in moves if move.event == event["cancels"]).cancelled = True
            return
        first_day = read_day(event["from"], self.rules["partial_date"])
        self.known.people[event["resident"]].moves.append(Move(number, first_day, event["area"]))

    def site_closes(self, number: int, event: dict[str, Any]) -> None:
        self.known.closed_from[event["site"]] = date.fromisoformat(event["from"])

    def rate(self, number: int, event: dict[str, Any]) -> None:
        self.rates.add(event["valid_from"], event["cells"])

    def merge(self, number: int, event: dict[str, Any]) -> None:
        """Two records were of one person all along: no scenario of a file can say so, a test's own may.

        Where the surviving record tells of a day it holds; the choices are those of one person who made them all.
        """
        one, other = (self.known.people[event[key]] for key in ("resident", "absorbs"))
        if other.since < one.since:
            raise NotImplementedError("a record that begins earlier")
        one.choices = sorted(one.choices + other.choices, key=lambda choice: (choice.made_on, choice.event))
        for place, choice in enumerate(one.choices):
            choice.gone = choice.gone or any(choice.effective_on > later.made_on for later in one.choices[place + 1 :])
        one.died_on = one.died_on or other.died_on
        if one.need_thousandths == 1000:  # which says that nothing is known of the need
            one.need_thousandths = other.need_thousandths
        other.choices, other.absorbed = [], True

    def freeze(self, number: int, event: dict[str, Any]) -> None:
        run = event["month"]
        for person in self.known.people.values():
            places = self.known.places(person, days_of_month(run)[-1])
            for month in self.frozen:
                self.mend(run, month, person, places)
            for due in self.due(run, person, places):
                self.write(run, run, person, "ORIGINAL", due)
        self.frozen.append(run)
        self.state(run)

    # What a freeze does.

    def mend(self, run: str, month: str, person: Person, places: Places) -> None:
        due = self.due(month, person, places)
        stands = self.standing.get((month, person.key), Counter())
        if Counter(due) == stands:
            return
        for entry in list(stands.elements()):
            self.write(run, month, person, "REFUND", entry)
        for entry in due:
            self.write(run, month, person, "CORRECTION", entry)

    def write(self, run: str, month: str, person: Person, kind: str, due: Due) -> None:
        stands = self.standing.setdefault((month, person.key), Counter())
        stands[due] += -1 if kind == "REFUND" else 1
        stands += Counter()  # forget what was taken back
        self.standing[month, person.key] = stands
        cents = -due.cents if kind == "REFUND" else due.cents
        row = {"run": run, "month": month, "resident": person.key, "site": due.site}
        self.entries.append(row | {"kind": kind, "days": due.days, "cents": cents})

    def due(self, month: str, person: Person, places: Places) -> list[Due]:
        entries = []
        for stretch in self.stretches(month, places):
            cents = self.rates.cents(person, month, stretch)
            if cents is None:
                self.gaps.add((month, person.key, stretch.site))
            elif cents:
                entries.append(Due(stretch.site, stretch.days, cents))
        return entries

    def stretches(self, month: str, places: Places) -> list[Stretch]:
        days = days_of_month(month)
        if self.rules["counting"] == "snapshot":
            snapshot_day = days[0] - ONE_DAY
            place = places.get(snapshot_day)
            return [Stretch(place.site, snapshot_day, len(days))] if place else []
        stretches: list[Stretch] = []
        site_before = None
        for day in days:
            site = places[day].site if day in places else None
            if site and site == site_before:
                stretches[-1].days += 1
            elif site:
                stretches.append(Stretch(site, day, 1))
            site_before = site
        return stretches

    def state(self, run: str) -> None:
        """Write the run's statements and carry what is left below zero."""
        for site, sector in self.sectors.items():
            amounts = [entry["cents"] for entry in self.entries if (entry["run"], entry["site"]) == (run, site)]
            carried_in = self.carried.get(site, 0)
            if not amounts and not carried_in:
                continue
            payable = sector == "private"
            balance = carried_in + sum(amounts) if payable else 0
            self.carried[site] = min(0, balance)
            row = {"run": run, "site": site, "cents": sum(amounts), "payable": payable, "carried_in": carried_in}
            self.statements.append(row | {"to_pay": max(0, balance), "carried_out": min(0, balance)})

    def answer(self) -> dict[str, Any]:
        keys = ("run", "month", "resident", "site", "kind", "days", "cents")
        gaps = [{"month": month, "resident": resident, "site": site} for month, resident, site in sorted(self.gaps)]
        return {
            "entries": sorted(self.entries, key=lambda entry: [entry[key] for key in keys]),
            "statements": sorted(self.statements, key=lambda statement: (statement["run"], statement["site"])),
            "refused": self.refused,
            "gaps": gaps,
        }
