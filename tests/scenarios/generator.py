"""Makes up well-formed scenarios, nasty ones on purpose: `scenario(seed)` is always the same story for a seed.

Days fall mostly on days that already matter in the story (effects, moves, closings, ends of lock-ins, ends of months)
or one day beside them, because that is where a month is counted wrong.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.calculator.dates import effective_day, months_later, read_day
from tests.scenarios.generated_people import resident, residents
from tests.scenarios.generated_rates import rate_table

AREAS = ["keskusta", "Kuokkala", "huhtasuo", "X_1", "x-1"]
PRIVATE = ["A", "B", "a", "Z9", "b-1"]
FIRST_MONTHS = [(2016, 1), (2016, 12), (2017, 2), (2018, 11), (2019, 11), (2020, 1), (2020, 2), (2023, 12), (2024, 1)]


def scenario(seed: int) -> dict[str, Any]:
    """Make up the story of a seed."""
    return Author(Random(seed), f"generated from seed {seed}").write()


def long_scenario(seed: int, *, residents: int, months: int, events: int) -> dict[str, Any]:
    """Make up a story of so many residents, frozen months and events between them, most of them told late."""
    return Author(Random(seed), f"generated from seed {seed}").write_long(residents, months, events)


class Author:
    def __init__(self, random: Random, title: str):
        self.random = random
        self.title = title
        self.first_month = date(*random.choice(FIRST_MONTHS), 1)
        self.today = self.first_month - timedelta(days=random.choice([0, 5, 40, 200]))
        self.next_month = self.first_month
        self.events: list[dict[str, Any]] = []
        self.days: list[date] = [self.first_month, months_later(self.first_month, 1)]
        self.moves: dict[int, str] = {}
        self.dead: set[str] = set()
        self.outside: set[str] = set()
        self.windows: list[tuple[str, date, date]] = []

    def write(self) -> dict[str, Any]:
        self.rules = self.make_rules()
        self.areas = self.random.sample(AREAS, self.random.choice([1, 2, 2, 3, 4]))
        self.sites = self.make_sites()
        self.residents = residents(self.random, self.areas, self.first_month, self.days)
        self.since = {row["key"]: date.fromisoformat(row["since"]) for row in self.residents}
        self.edges = self.edges_of_bands()
        count = self.random.choice([0, *[1] * 12, 2, 2, 3])
        rates = [self.table(self.first_table_day(number)) for number in range(count)]
        for _ in range(self.random.randint(4, 28)):
            self.pass_time()
            self.add_event()
        for _ in range(self.random.choice([1, 1, 2, 2, 3])):
            self.pass_time()
            self.freeze()
        story = {"title": self.title, "rules": self.rules, "areas": self.areas, "sites": self.sites, "rates": rates}
        return story | {"residents": self.residents, "events": self.events}

    def write_long(self, count: int, months: int, events: int) -> dict[str, Any]:
        self.rules = self.make_rules()
        self.areas = AREAS[:4]
        self.sites = self.make_sites()
        self.residents = [
            resident(self.random, f"r{number}", self.random.choice(self.areas), self.first_month, self.days)
            for number in range(count)
        ]
        self.since = {row["key"]: date.fromisoformat(row["since"]) for row in self.residents}
        self.edges = [7, 18, 65, 75]
        rates = [self.table(self.first_month - timedelta(days=400))]
        for number in range(months):
            self.today = max(self.today, months_later(self.first_month, number))
            for _ in range(events // months):
                self.today += timedelta(days=self.random.random() < 0.2)
                self.add_event_but_a_freeze()
            self.freeze()
        story = {"title": self.title, "rules": self.rules, "areas": self.areas, "sites": self.sites, "rates": rates}
        return story | {"residents": self.residents, "events": self.events}

    # The pilot.

    def make_rules(self) -> dict[str, Any]:
        effect = self.random.choice(["days", "days", "first_of_next_month", "same_day"])
        days = {"days": self.random.choice([1, 2, 7, 14, 21, 21, 30, 31, 45, 120])} if effect == "days" else {}
        return {
            "effect": {"kind": effect} | days,
            "lock_in_months": self.random.choice([0, 0, 0, 1, 1, 2, 6, 12]),
            "counting": self.random.choice(["daily", "daily", "snapshot"]),
            "age_on": self.random.choice(["reference_day", "reference_day", "year_of_birth"]),
            "leaves_area": self.random.choice(["ends", "keeps"]),
            "partial_date": self.random.choice(["last_day", "first_day"]),
        }

    def make_sites(self) -> list[dict[str, Any]]:
        sites = [{"key": key, "sector": "private"} for key in self.random.sample(PRIVATE, self.random.randint(1, 3))]
        for area in self.areas:
            if self.random.random() < 0.75:
                sites.append({"key": f"P{area}", "sector": "public", "home_of": area})
        if self.random.random() < 0.3:
            sites.append({"key": "station", "sector": "public"})
        self.random.shuffle(sites)
        self.closing = [site["key"] for site in sites if "home_of" not in site]
        self.site_keys = [site["key"] for site in sites]
        return sites

    def edges_of_bands(self) -> list[int]:
        """Ages that somebody reaches in the story, by the birthday or by the year."""
        years = [self.first_month.year - int(row["born"][:4]) for row in self.residents]
        return sorted({age for year in years for age in (year, year + 1) if age > 0})

    def table(self, valid_from: date) -> dict[str, Any]:
        return rate_table(self.random, self.areas, self.edges, valid_from)

    def first_table_day(self, number: int) -> date:
        if number == 0 and self.random.random() < 0.92:
            return self.first_month - timedelta(days=400)
        return self.some_day()

    # Time.

    def pass_time(self) -> None:
        later = [day for day in self.days if self.today <= day <= self.today + timedelta(days=60)]
        if later and self.random.random() < 0.5:
            day = self.random.choice(later) + timedelta(days=self.random.choice([-1, 0, 0, 1]))
            self.today = max(self.today, day)
        else:
            self.today += timedelta(days=self.random.choice([0, 0, 0, 1, 2, 5, 9, 15, 31]))

    def some_day(self) -> date:
        """A day that already matters, or one beside it, or any day around the frozen months."""
        if self.random.random() < 0.6:
            day = self.random.choice([*self.days[-8:], *self.days, self.today])
            return day + timedelta(days=self.random.choice([-1, 0, 0, 0, 1]))
        day = self.today + timedelta(days=self.random.randint(-100, 60))
        if self.random.random() < 0.3:
            last = calendar.monthrange(day.year, day.month)[1]
            return day.replace(day=self.random.choice([1, last]))
        return day

    def register_day(self, day: date) -> str:
        text = day.isoformat()
        return self.random.choice([*[text] * 10, text[:7], text[:7], text[:7], text[:4]])

    def add(self, **event: Any) -> None:
        self.events.append({"on": self.today.isoformat()} | event)

    # Events.

    def add_event(self) -> None:
        kinds = self.kinds() | {self.freeze: 15 if self.today < self.next_month else 30}
        self.random.choices(list(kinds), weights=list(kinds.values()))[0]()

    def add_event_but_a_freeze(self) -> None:
        kinds = self.kinds()
        if self.random.random() < 0.9:
            # Over years every site would be closed and every rate replaced.
            kinds = {kind: weight for kind, weight in kinds.items() if kind not in (self.site_closes, self.rate)}
        self.random.choices(list(kinds), weights=list(kinds.values()))[0]()

    def kinds(self) -> dict[Callable[[], None], int]:
        is_immediate = self.rules["effect"]["kind"] == "same_day"
        kinds = {self.choose: 40, self.regret: 1 if is_immediate else 6, self.death: 8 if self.dead else 3}
        return kinds | {self.move: 12, self.wander: 8, self.cancel: 8, self.site_closes: 8, self.rate: 7}

    def resident(self) -> str:
        return self.random.choice(self.residents)["key"]

    def one_who_may_choose(self) -> str:
        """Mostly somebody alive and inside; what others ask for is only refused."""
        able = [key for key in self.since if key not in self.dead | self.outside and self.since[key] <= self.today]
        return self.random.choice(able) if able and self.random.random() < 0.85 else self.resident()

    def choose(self) -> None:
        site = self.random.choice([*self.site_keys, *self.site_keys, None])
        weighty = {"reason": "weighty"} if self.random.random() < 0.2 else {}
        resident = self.one_who_may_choose()
        self.add(do="choose", resident=resident, site=site, **weighty)
        effective_on = effective_day(self.today, self.rules["effect"])
        self.windows.append((resident, self.today, effective_on))
        self.days += [effective_on, months_later(effective_on, self.rules["lock_in_months"])]

    def regret(self) -> None:
        waiting = [resident for resident, _made_on, effective_on in self.windows[-4:] if effective_on > self.today]
        self.add(do="regret", resident=self.random.choice(waiting) if waiting else self.resident())

    def death(self) -> None:
        """Tell of a death, mostly of somebody alive, or that one was not: mostly of somebody dead."""
        resident, day = self.resident(), self.some_day()
        if self.dead and self.random.random() < 0.6:
            resident = self.random.choice(sorted(self.dead))
        was_none = self.random.random() < (0.75 if resident in self.dead else 0.05)
        self.add(do="death", resident=resident, date=None if was_none else self.register_day(day))
        (self.dead.discard if was_none else self.dead.add)(resident)
        self.days.append(day)

    def move(self) -> None:
        resident = self.resident()
        goes_out = self.random.random() < (0.15 if resident in self.outside else 0.45)
        (self.outside.add if goes_out else self.outside.discard)(resident)
        area = None if goes_out else self.random.choice(self.areas)
        self.tell_move(resident, self.register_day(self.some_day()), area)

    def wander(self) -> None:
        """Go out and come back, mostly while a choice waits to take effect."""
        if not self.windows:
            return
        resident, made_on, effective_on = self.random.choice(self.windows[-4:])
        wait = (effective_on - made_on).days
        out = made_on + timedelta(days=self.random.randint(-1, wait + 1))
        back = out + timedelta(days=self.random.randint(1, max(1, wait)))
        self.tell_move(resident, out.isoformat(), None)
        self.tell_move(resident, back.isoformat(), self.random.choice(self.areas))

    def tell_move(self, resident: str, text: str, area: str | None) -> None:
        if read_day(text, self.rules["partial_date"]) <= self.since[resident]:
            return
        self.moves[len(self.events)] = resident
        self.add(do="move", resident=resident, **{"from": text}, area=area)
        self.days.append(read_day(text, self.rules["partial_date"]))

    def cancel(self) -> None:
        if self.moves:
            number = self.random.choice(list(self.moves))
            del self.moves[number]
            self.add(do="move", cancels=number)

    def site_closes(self) -> None:
        day = self.some_day()
        self.add(do="site_closes", site=self.random.choice(self.closing), **{"from": day.isoformat()})
        self.days.append(day)

    def rate(self) -> None:
        table = self.table(self.some_day())
        self.add(do="rate", **table)
        self.days.append(date.fromisoformat(table["valid_from"]))

    def freeze(self) -> None:
        """Freeze the next month, usually once it has begun; whether it is over does not matter."""
        if self.today < self.next_month and self.random.random() < 0.7:
            usual_day = months_later(self.next_month, 1) - timedelta(days=self.random.choice([0, 9, 31]))
            self.today = max(self.today, usual_day)
        self.add(do="freeze", month=self.next_month.isoformat()[:7])
        self.next_month = months_later(self.next_month, 1)
        self.days.append(self.next_month)
