"""The residents of made-up scenarios: born beside the edges of age bands, on 29 February, or inside the story."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.calculator.dates import months_later

KEYS = ["r1", "R2", "r-3", "r_4", "r10", "0"]
NEEDS = [*["1.000"] * 6, "1.337", "0.500", "0.000", "0.001", "99.999", "2.049"]
ONE_DAY = timedelta(days=1)


def residents(random: Random, areas: list[str], first_month: date, days: list[date]) -> list[dict[str, Any]]:
    """Make up one to four residents and add the days that matter for them."""
    keys = random.sample(KEYS, random.choice([1, 1, 2, 2, 3, 4]))
    return [resident(random, key, random.choice(areas), first_month, days) for key in keys]


def resident(random: Random, key: str, area: str, first_month: date, days: list[date]) -> dict[str, Any]:
    born = birth(random, first_month)
    since = random.choice([first_month - timedelta(days=random.choice([100, 300])), *first_days(random, first_month)])
    since = max(born, since)
    days.append(since)
    need = random.choice([*NEEDS, f"{random.randint(0, 20)}.{random.randint(0, 999):03}"])
    return {"key": key, "born": born.isoformat(), "area": area, "since": since.isoformat(), "need": need}


def first_days(random: Random, first_month: date) -> list[date]:
    near = first_month + timedelta(days=random.randint(-40, 80))
    return [near, first_month, first_month - ONE_DAY]


def birth(random: Random, first_month: date) -> date:
    """Mostly somebody whose band changes in the story's first months."""
    if random.random() < 0.2:
        return first_month + timedelta(days=random.randint(-60, 60))
    leap = [date(1952, 2, 29), date(2000, 2, 29), date(2012, 2, 29), date(1952, 2, 28), date(1952, 3, 1)]
    if random.random() < 0.3:
        return random.choice(leap)
    birthday = months_later(first_month, random.randint(0, 5)) + timedelta(days=random.choice([-1, 0, 0, 1, 14]))
    return months_later(birthday, -12 * random.choice([1, 2, 7, 18, 65, 75, 85, 100]))
