"""A simulation's page: what the months would have cost, who gains and who loses, against the grant and what stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from billing import words
from billing.actions.work import simulation_job
from billing.models import PaymentRun, RateTable
from billing.month.simulation import Question, Simulation, Sums, is_small, simulate
from billing.queries.sites import sites_by_id
from billing.tables.simulations import CELLS, GAPS, MONTHS, SITES
from pilot import formats
from pilot.calendar import Month, add_months
from pilot.charts import Bar, BarChart
from pilot.models import Area, Job, Pilot, RuleSet
from pilot.money import round_half_up
from pilot.tables import Table

MOST_BARS = 12
YEAR = 12


@dataclass(frozen=True)
class EffectRow:
    """Whom it concerns, and what the months cost for them; `residents` is how many there were on average."""

    name: str
    sub: str
    residents: int
    sums: Sums
    is_paid: bool = False

    @property
    def effect(self) -> int:
        return self.sums.effect

    @property
    def ratio(self) -> Decimal | None:
        return Decimal(self.effect) / self.sums.held if self.sums.held else None

    @property
    def full_name(self) -> str:
        return f"{self.name}, {self.sub}" if self.sub else self.name


@dataclass(frozen=True)
class GapRow:
    """How many stretches of an area and age the table has no rate for, and what they cost as it is."""

    area: str
    age: int
    stretches: int
    held: int


@dataclass(frozen=True)
class Grant:
    """The pilot's grant, its part of the months by days, and what the paid sites would get of it."""

    whole: int
    share: int
    paid_sites: int

    @property
    def left(self) -> int:
        return self.share - self.paid_sites


@dataclass(frozen=True)
class Begins:
    """That a table holds in none of the asked months: from which month it would, and whether that one has rules."""

    month: Month
    has_rules: bool

    @property
    def offer(self) -> str:
        """Return the question about that month, as an address has it."""
        return f"?from={self.month}&months=1&counts=day"


@dataclass(frozen=True)
class File:
    """One of the page's tables as a file."""

    table: Table
    rows: Callable[[dict[str, Any]], Sequence[Any]]


FILES = {
    "sites": File(SITES, lambda parts: parts["sites"]),
    "cells": File(CELLS, lambda parts: parts["cells"]),
    "months": File(MONTHS, lambda parts: parts["simulation"].months),
    "gaps": File(GAPS, lambda parts: parts["gaps"]),
}


def first_question(table: RateTable, today: date) -> dict[str, Any]:
    """Return what the page opens with: the last twelve frozen months, or the month before this one."""
    frozen = PaymentRun.objects.filter(strand=table.strand_id).order_by("-month").values_list("month", flat=True)[:YEAR]
    months = list(frozen)
    first = months[-1] if months else add_months(today.replace(day=1), -1)
    return {"from": str(Month.of(first)), "months": max(len(months), 1)}


def simulation_parts(question: Question, query: QueryDict) -> dict[str, Any]:
    """Return everything that the page shows: the result, or the job that has or may get it."""
    if is_small(question):
        return _result(question, simulate(question)) | _addresses(query)
    job = simulation_job(question)
    if job is None or job.state != Job.State.DONE:
        return {"is_long": True, "job": job, "simulation": None}
    return _result(question, Simulation.of_facts(job.result)) | _addresses(query) | {"is_long": True, "job": job}


def _result(question: Question, found: Simulation) -> dict[str, Any]:
    days = sum(month.days for month in question.months)
    sites, cells = _sites(found, days), _cells(question, found, days)
    total = found.total
    paid = [row for row in sites if row.is_paid]
    return {
        "simulation": found,
        "begins": _begins(question),
        "total": total,
        "ratio": Decimal(total.effect) / total.held if total.held else None,
        "paid_effect": sum(row.effect for row in paid),
        "against_paid": total.asked_where_paid - total.paid,
        "frozen_count": len(found.months) - len(found.unfrozen),
        "unfrozen": [formats.month(month) for month in found.unfrozen],
        "grant": _grant(question, paid),
        "sites": sites,
        "moved_sites": [row for row in sites if row.effect],
        "same_sites": [row for row in sites if not row.effect],
        "cells": cells,
        "moved_cells": [row for row in cells if row.effect],
        "same_cells": [row for row in cells if not row.effect],
        "gaps": _gaps(question, found),
        "site_chart": _chart("by-site", _("Site"), sites),
        "cell_chart": _chart("by-cell", _("Area and age"), cells),
    }


def _begins(question: Question) -> Begins | None:
    """Return the first month of a table that counts from its own day, where that is after the asked months."""
    if question.table is None or not question.from_its_day:
        return None
    first = Month.of(question.table.valid_from)
    rules = RuleSet.objects.filter(strand=question.strand)
    in_force = rules.in_force(first.first).first() or rules.in_force(question.months[-1].first).first()
    counting = question.change.counting or (in_force and in_force.counting)
    # Who is counted once a month is counted on the last day of the month before, by that day's rates.
    month = first.next if counting == RuleSet.Counting.SNAPSHOT else first
    if month <= question.months[-1]:
        return None
    return Begins(
        month,
        has_rules=rules.in_force(month.first).exists() and month.first in question.strand.pilot.period,
    )


def _addresses(query: QueryDict) -> dict[str, Any]:
    """Return the same question with the table in all months, and where each table is downloaded as what."""
    whole = query.copy()
    whole.pop("counts", None)
    rows = []
    for name, file in FILES.items():
        for kind, label in (("csv", "CSV"), ("xlsx", "Excel")):
            asked = query.copy()
            asked["part"], asked["format"] = name, kind
            rows.append({"href": f"?{asked.urlencode()}", "label": f"{file.table.caption}: {label}"})
    return {"files": rows, "whole": f"?{whole.urlencode()}"}


def _sites(found: Simulation, days: int) -> list[EffectRow]:
    known = sites_by_id([line.site_id for line in found.sites])
    rows = [
        EffectRow(
            name=known[line.site_id].name,
            sub=known[line.site_id].provider.name,
            residents=round_half_up(line.sums.person_days, days),
            sums=line.sums,
            is_paid=known[line.site_id].provider.sector != "public",
        )
        for line in found.sites
    ]
    return sorted(rows, key=_by_effect)


def _cells(question: Question, found: Simulation, days: int) -> list[EffectRow]:
    names = _area_names(question)
    rows = [
        EffectRow(
            name=names.get(line.area_id, _("Outside the areas")),
            sub=words.ages(line.age_from, line.age_to),
            residents=round_half_up(line.sums.person_days, days),
            sums=line.sums,
        )
        for line in found.cells
    ]
    return sorted(rows, key=_by_effect)


def _gaps(question: Question, found: Simulation) -> list[GapRow]:
    names = _area_names(question)
    return [
        GapRow(names.get(line.area_id, _("Outside the areas")), line.age, line.stretches, line.held)
        for line in found.gaps
    ]


def _area_names(question: Question) -> dict[int | None, str]:
    return {area.pk: area.name for area in Area.objects.filter(pilot=question.strand.pilot_id)}


def _by_effect(row: EffectRow) -> tuple[int, str]:
    return -abs(row.effect), row.full_name


def _grant(question: Question, paid: list[EffectRow]) -> Grant | None:
    """Set the paid sites against the grant, whose part of the months is by days of the pilot."""
    pilot: Pilot = question.strand.pilot
    if not pilot.grant_cents or pilot.period.lower is None or pilot.period.upper is None:
        return None
    first, until = question.months[0].first, question.months[-1].until
    inside = (min(until, pilot.period.upper) - max(first, pilot.period.lower)).days
    share = round_half_up(pilot.grant_cents * max(inside, 0), (pilot.period.upper - pilot.period.lower).days)
    return Grant(pilot.grant_cents, share, sum(row.sums.asked for row in paid))


def _chart(key: str, heading: str, rows: list[EffectRow]) -> BarChart | None:
    """Draw whom the change moves most, in euros; who stays as they are is not drawn."""
    moved = [row for row in rows if row.effect][:MOST_BARS]
    if not moved:
        return None
    bars = [
        Bar(_drawn_name(row, key), row.effect, formats.money(row.effect, sign=True), note=_ratio(row)) for row in moved
    ]
    return BarChart(
        id=key,
        title=_title(moved[0], key),
        bars=bars,
        description="; ".join(f"{bar.label} {bar.text}" for bar in bars),
        name_heading=heading,
        value_heading=_("Change, euros"),
        sub=_("Change in all of the months, the largest first. A full bar gains, a hatched one loses."),
        level=2,
    )


def _drawn_name(row: EffectRow, key: str) -> str:
    return row.name if key == "by-site" else row.full_name


def _ratio(row: EffectRow) -> str:
    return formats.percent(row.ratio, sign=True) if row.ratio is not None else ""


def _title(row: EffectRow, key: str) -> str:
    names = {"name": _drawn_name(row, key), "sum": formats.money(abs(row.effect))}
    return (_("{name} gains most: {sum}") if row.effect > 0 else _("{name} loses most: {sum}")).format(**names)
