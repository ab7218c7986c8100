"""Pilots as they once were, each a file of data beside this module: rules, areas, rates, and what its people are like.

A template is read here and made into a pilot by `scenarios.actions.set_up_pilot`. Values that no source gives are named
in the file (`demonstration`) and stay marked in the database. A further pilot is a further file, never further code.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from pilot.money import cents_from_text
from pilot.periods import between
from scenarios.errors import UnknownTemplate

FOLDER = Path(__file__).parent
# Beside the columns of a rule set: its targets, in their order.
TARGETS = "targets"
# Rules that hold in some way in any pilot; of all others none is as good an answer.
SAID_OR_UNKNOWN = ("channels", "early_change_days", "objection_days", "moves_to")


@dataclass(frozen=True)
class Place:
    """Where somebody may live: a postal code with its streets."""

    postal_code: str
    town: str
    municipality: str
    streets: tuple[str, ...]


@dataclass(frozen=True)
class AreaPlan:
    """An area of the pilot, what puts an address in it, and what share of the people live there."""

    code: str
    names: dict[str, str]
    rules: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    share: int
    organiser: str = ""


@dataclass(frozen=True)
class CellPlan:
    """A cell of a rate table; both ages belong to the band, and no upper age means no end."""

    area: str
    age_from: int
    age_to: int | None
    annual_cents: int
    is_demonstration: bool


@dataclass(frozen=True)
class RatePlan:
    """A rate table with where its figures come from."""

    valid_from: date
    decision_number: str
    source: str
    cells: tuple[CellPlan, ...]


@dataclass(frozen=True)
class FeePlan:
    """What one service costs at the ages, both of which belong to it; no cents are a sum that no source gives."""

    service: str
    age_from: int
    age_to: int | None
    cents: int | None
    marks: dict[str, Any]


@dataclass(frozen=True)
class FeeTablePlan:
    """What visits cost the resident in a period, with where the sums come from."""

    period: DateRange
    source: str
    source_url: str
    fees: tuple[FeePlan, ...]


@dataclass(frozen=True)
class StrandPlan:
    """A strand with its rule sets (the columns of RuleSet, and the incentive's targets), rates, fees, and exclusions.

    `closing` has the dates of the script by which it closes, as `vouchers.ClosingPlan` names them; none is not known.
    """

    code: str
    kind: str
    names: dict[str, str]
    excluded: tuple[str, ...]
    rules: tuple[dict[str, Any], ...]
    rates: tuple[RatePlan, ...]
    fees: tuple[FeeTablePlan, ...] = ()
    closing: dict[str, Any] | None = None


@dataclass(frozen=True)
class AccountingPlan:
    """Accounts and cost places of the organiser's books; the places by the code of the area."""

    accounts: dict[str, tuple[str, str]]
    cost_place: str
    cost_places_by: str
    cost_places: dict[str, str]
    is_demonstration: bool


@dataclass(frozen=True)
class PopulationPlan:
    """What the made-up people are like: the day they are counted on, their languages, who lives elsewhere."""

    as_of: date
    outside_percent: float
    protected_households_percent: float
    languages: dict[str, int]
    outside: tuple[Place, ...]


@dataclass(frozen=True)
class Template:
    """A whole pilot as data."""

    name: str
    code: str
    names: dict[str, str]
    period: DateRange
    grant_cents: int
    organisers: tuple[dict[str, Any], ...]
    areas: tuple[AreaPlan, ...]
    strands: tuple[StrandPlan, ...]
    population: PopulationPlan
    accounting: AccountingPlan | None


def names() -> list[str]:
    """Return the names of the templates there are."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


@cache
def load(name: str) -> Template:
    """Return the template of the name; refuses an unknown one and names those there are."""
    if name not in names():
        raise UnknownTemplate(name=name[:60], known=", ".join(names()))
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    head = content["pilot"]
    period = between(head["first"], head["last"] + timedelta(days=1))
    return Template(
        name=name,
        code=head["code"],
        names=head["name"],
        period=period,
        grant_cents=cents_from_text(head["grant"]),
        organisers=tuple(content["organisers"]),
        areas=tuple(_area(row, content["places"]) for row in content["areas"]),
        strands=tuple(_strand(row, period) for row in content["strands"]),
        population=_population(content["population"], content["outside"]),
        accounting=_accounting(content["accounting"]) if "accounting" in content else None,
    )


def _area(row: dict, shared: dict) -> AreaPlan:
    rules = [("postal_code", value) for value in row.get("postal_codes", ())]
    rules += [("municipality", value) for value in row.get("municipalities", ())]
    rules += [("register_area", value) for value in row.get("register_areas", ())]
    places = row.get("places") or [{"postal_code": code} for code in row["postal_codes"]]
    return AreaPlan(
        code=row["code"],
        names=row["name"],
        rules=tuple(rules),
        places=tuple(_place(shared | {"streets": row["streets"]} | place) for place in places),
        share=row["share"],
        organiser=row.get("organiser", ""),
    )


def _place(row: dict) -> Place:
    return Place(row["postal_code"], row["town"], row["municipality"], tuple(row["streets"]))


def _strand(row: dict, period: DateRange) -> StrandPlan:
    return StrandPlan(
        code=row["code"],
        kind=row["kind"],
        names=row["name"],
        excluded=tuple(sorted({reason for rules in row["rules"] for reason in rules.get("excluded", ())})),
        rules=tuple(_rules(rules, period) for rules in row["rules"]),
        rates=tuple(_rates(table) for table in row.get("rates", ())),
        fees=tuple(_fees(table) for table in row.get("fees", ())),
        closing=row.get("closing"),
    )


def _rules(row: dict, period: DateRange) -> dict[str, Any]:
    columns = {key: value for key, value in row.items() if key not in ("first", "last", "demonstration", "targets")}
    until = row["last"] + timedelta(days=1) if "last" in row else period.upper
    # What a template does not say is the product's own value, which no source gives either.
    unsaid = [name for name in SAID_OR_UNKNOWN if name not in row]
    return columns | {
        "period": between(row.get("first", period.lower), until),
        "demonstration_fields": [*row.get("demonstration", ()), *unsaid],
        TARGETS: tuple(row.get("targets", ())),
    }


def _rates(row: dict) -> RatePlan:
    cells = tuple(
        CellPlan(
            area=cell["area"],
            age_from=cell["ages"][0],
            age_to=cell["ages"][1] if len(cell["ages"]) > 1 else None,
            annual_cents=cents_from_text(cell["annual"]),
            is_demonstration=cell.get("demonstration", False),
        )
        for cell in row["cells"]
    )
    return RatePlan(row["valid_from"], row["decision_number"], row["source"], cells)


def _fees(row: dict) -> FeeTablePlan:
    fees = tuple(
        FeePlan(
            service=fee["service"],
            age_from=fee["ages"][0],
            age_to=fee["ages"][1] if len(fee["ages"]) > 1 else None,
            cents=cents_from_text(fee["sum"]) if "sum" in fee else None,
            marks={name: value for name, value in fee.items() if name not in ("service", "ages", "sum")},
        )
        for fee in row["rows"]
    )
    return FeeTablePlan(between(row["first"], row["last"] + timedelta(days=1)), row["source"], row["source_url"], fees)


def _accounting(row: dict) -> AccountingPlan:
    return AccountingPlan(
        accounts={use: (number, name) for use, (number, name) in row["accounts"].items()},
        cost_place=row["cost_place"],
        cost_places_by=row["cost_places_by"],
        cost_places=row.get("cost_places", {}),
        is_demonstration=row.get("demonstration", False),
    )


def _population(row: dict, outside: list[dict]) -> PopulationPlan:
    return PopulationPlan(
        as_of=row["as_of"],
        outside_percent=row["outside_percent"],
        protected_households_percent=row["protected_households_percent"],
        languages=row["languages"],
        outside=tuple(_place(place) for place in outside),
    )
