"""What past months would cost by another rate table or under other rules, for everybody listed; nothing is written.

The real lists, priced by the same two texts as a freeze (billing/month/due.py), in one read-only snapshot. Everybody is
counted before anything is priced, so that the rates that hold are priced beside those asked about in one pass; other
rules place people otherwise, and cost a second pass. Billing's and not evaluation's: finance asks it while it sets
rates, of its own tables and entries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.db import connection, transaction

from billing import errors, sql
from billing.models import PaymentRun, RateCell, RateTable
from billing.month.beside import for_each_shard, most_shards
from billing.month.computing import span
from billing.month.due import APPROVED, AS_DECIDED, Rates, Rules, placed, priced
from billing.month.shards import Shard
from billing.month.snapshot import one_snapshot
from billing.queries.residents import resident_count
from billing.rates.cover import cut
from pilot.calendar import Month
from pilot.models import RuleSet, Strand
from vouchers import queries as voucher_queries

MOST_MONTHS = 36
# Beyond so many residents and months a page does not wait: a job computes.
MOST_LIVE = 600_000
# What everybody who is alike has in common: all that a rate depends on, and all that the sums are made by.
OF_ALIKE = ", ".join(
    f"placed.{name}"
    for name in (
        "month",
        "length",
        "is_snapshot",
        "reference_day",
        "site_id",
        "area_id",
        "age",
        "sex",
        "need_thousandths",
        "days",
        "stretches",
    )
)


@dataclass(frozen=True)
class RuleChange:
    """The rules that are asked about; an empty one is as the rule sets of the months say."""

    counting: str = ""
    age_on: str = ""
    leaves_area: str = ""
    partial_date: str = ""

    def __bool__(self) -> bool:
        return any(vars(self).values())


@dataclass(frozen=True)
class Question:
    """Which months, by which table, under which rules. Without a table the approved ones count, each from its day.

    A table counts for all of the months, or `from_its_day` as it would once approved.
    """

    strand: Strand
    months: tuple[Month, ...]
    table: RateTable | None = None
    from_its_day: bool = False
    change: RuleChange = field(default_factory=RuleChange)

    @property
    def rates(self) -> Rates:
        if self.table is None:
            return APPROVED
        if self.from_its_day:
            return Rates(f"(state = 'approved' OR id = {self.table.pk:d})")
        return Rates(f"id = {self.table.pk:d}", "'-infinity'::date")


@dataclass(frozen=True)
class Sums:
    """Days on lists, and cents: `held` by what holds, `asked` by what is asked about, `paid` by what stands.

    What stands is of frozen months alone, and so is `asked_where_paid`, which may be held against it. Those who meet no
    rate are in `gaps` (stretches); they cost nothing in `asked`, and `held_in_gaps` by the rates that hold.
    """

    person_days: int = 0
    held: int = 0
    asked: int = 0
    paid: int = 0
    asked_where_paid: int = 0
    gaps: int = 0
    held_in_gaps: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, name) + getattr(other, name) for name in SUMS))

    @property
    def effect(self) -> int:
        return self.asked - self.held


SUMS = tuple(part.name for part in fields(Sums))


@dataclass(frozen=True)
class MonthLine:
    """One month; `is_frozen` tells whether anything stands for it."""

    month: Month
    is_frozen: bool
    sums: Sums


@dataclass(frozen=True)
class SiteLine:
    """One site's list in all the months."""

    site_id: int
    sums: Sums


@dataclass(frozen=True)
class CellLine:
    """One area and band of ages in all the months; both ages belong to it."""

    area_id: int | None
    age_from: int
    age_to: int | None
    sums: Sums


@dataclass(frozen=True)
class GapLine:
    """How many stretches of an area and age meet no cell of the rates asked about, and what they cost by what holds."""

    area_id: int | None
    age: int
    stretches: int
    held: int


@dataclass(frozen=True)
class Simulation:
    """The months as they would have cost, beside what holds and what stands."""

    months: tuple[MonthLine, ...]
    sites: tuple[SiteLine, ...]
    cells: tuple[CellLine, ...]
    gaps: tuple[GapLine, ...]

    @property
    def total(self) -> Sums:
        return _sum(line.sums for line in self.months)

    @property
    def unfrozen(self) -> list[Month]:
        return [line.month for line in self.months if not line.is_frozen]

    def facts(self) -> dict[str, Any]:
        """Return the figures for programs, and as a job keeps them."""
        return {
            "months": [{"month": str(line.month), "frozen": line.is_frozen, **vars(line.sums)} for line in self.months],
            "sites": [{"site": line.site_id, **vars(line.sums)} for line in self.sites],
            "cells": [
                {"area": line.area_id, "age_from": line.age_from, "age_to": line.age_to, **vars(line.sums)}
                for line in self.cells
            ],
            "gaps": [vars(line) for line in self.gaps],
        }

    @classmethod
    def of_facts(cls, facts: dict[str, Any]) -> "Simulation":
        """Read what `facts` returned."""
        return cls(
            tuple(MonthLine(Month.parse(row["month"]), row["frozen"], _sums(row)) for row in facts["months"]),
            tuple(SiteLine(row["site"], _sums(row)) for row in facts["sites"]),
            tuple(CellLine(row["area"], row["age_from"], row["age_to"], _sums(row)) for row in facts["cells"]),
            tuple(GapLine(**row) for row in facts["gaps"]),
        )


def simulate(question: Question) -> Simulation:
    """Answer the question; refuses months without rules, and more of them than anybody asks for."""
    most = most_shards()
    with one_snapshot():
        _read_only()
        _refuse(question)
        runs = dict(PaymentRun.objects.filter(strand=question.strand).values_list("month", "pk"))
        bands = _bands(question)
        params = span(list(question.months)) | {
            "strand": question.strand.pk,
            "pilot": question.strand.pilot_id,
            "bands": [first for first, _until in bands],
            "runs": list(runs.values()),
        }
        frozen = {month for month in question.months if month.first in runs}
        found = _answer(question, params, frozen, bands, most)
        transaction.set_rollback(True)
    return found


def is_small(question: Question) -> bool:
    """Tell whether the answer is a matter of a second or two."""
    residents = resident_count(question.strand.pilot)
    return residents * len(question.months) * (2 if question.change else 1) <= MOST_LIVE


def _read_only() -> None:
    # Everybody at once: never one by one, and counted in a table of hashes rather than sorted, whatever the planner
    # last heard of the tables' sizes. Shards beside each other use the cores; workers of each would only be in the way.
    with connection.cursor() as cursor:
        cursor.execute(
            "SET TRANSACTION READ ONLY; SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off;"
            " SET LOCAL enable_sort = off; SET LOCAL max_parallel_workers_per_gather = 0"
        )


def _refuse(question: Question) -> None:
    if not 1 <= len(question.months) <= MOST_MONTHS:
        raise errors.TooManyMonths(most=MOST_MONTHS)
    if question.table is not None and question.table.strand_id != question.strand.pk:
        raise ValueError("the table is another strand's")
    periods = list(RuleSet.objects.filter(strand=question.strand).values_list("period", flat=True))
    if not all(any(month.first in period for period in periods) for month in question.months):
        raise errors.NoRules


def _bands(question: Question) -> list[tuple[int, int | None]]:
    """Return the bands of ages that the sums are made by: those of the table asked about, else of all that hold."""
    cells = RateCell.objects.filter(table__strand=question.strand)
    if question.table is not None:
        cells = cells.filter(table=question.table)
    else:
        approved = RateTable.objects.filter(strand=question.strand, state=RateTable.State.APPROVED)
        held = approved.filter(valid_from__lte=question.months[0].first).order_by("-valid_from", "-approval_order")[:1]
        later = approved.filter(valid_from__gt=question.months[0].first, valid_from__lt=question.months[-1].until)
        cells = cells.filter(table__in=[*held.values_list("pk", flat=True), *later.values_list("pk", flat=True)])
    found = list(cells)
    return list(cut([found], {cell.area_id for cell in found}).bands)


def _answer(
    question: Question, params: dict[str, Any], frozen: set[Month], bands: list[tuple[int, int | None]], most: int
) -> Simulation:
    by_month: dict[Month, Sums] = {month: Sums() for month in question.months}
    by_site: dict[int, Sums] = {}
    by_cell: dict[tuple[int | None, int], Sums] = {}
    gaps: dict[tuple[int | None, int], Sums] = {}

    def add(month: Month, site: int, area: int | None, band: int, sums: Sums) -> None:
        by_month[month] += sums
        by_site[site] = by_site.get(site, Sums()) + sums
        by_cell[area, band] = by_cell.get((area, band), Sums()) + sums

    def of_shard(shard: Shard) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        _read_only()
        stands = sql.text("standing_of_months").format(of_shard=shard.condition("entry.resident_id"))
        return list(_computed(question, params, shard)), _rows(stands, params)

    for computed, standing in for_each_shard(question.strand, of_shard, most=most, keep=False).values():
        for first, site, area, band, age, sums in computed:
            if first is None:
                gaps[area, age] = gaps.get((area, age), Sums()) + sums
            else:
                month = Month.of(first)
                add(month, site, area, band, replace(sums, asked_where_paid=sums.asked if month in frozen else 0))
        for first, site, area, band, cents in standing:
            add(Month.of(first), site, area, band, Sums(paid=cents))
    return Simulation(
        tuple(MonthLine(month, month in frozen, sums) for month, sums in by_month.items()),
        tuple(SiteLine(site, sums) for site, sums in sorted(by_site.items())),
        tuple(
            CellLine(area, first, None if until is None else until - 1, sums)
            for (area, band), sums in sorted(by_cell.items(), key=lambda item: (item[0][0] or 0, item[0][1]))
            for first, until in [bands[max(band, 1) - 1]]
        ),
        tuple(
            GapLine(area, age, sums.gaps, sums.held_in_gaps)
            for (area, age), sums in sorted(gaps.items(), key=lambda item: (item[0][0] or 0, item[0][1]))
        ),
    )


def _computed(question: Question, params: dict[str, Any], shard: Shard) -> Iterable[tuple[Any, ...]]:
    """Yield the sums by month, site, area and band, and by area and age of those without a rate."""
    change = question.change
    asked_about = _rows(_text(question, change, shard), params)
    for month, site, area, band, age, days, held, asked, gaps, held_in_gaps in asked_about:
        if not change:
            yield month, site, area, band, age, Sums(days, held, asked, gaps=gaps, held_in_gaps=held_in_gaps)
        else:
            yield month, site, area, band, age, Sums(days, 0, asked, gaps=gaps, held_in_gaps=held_in_gaps)
    if change:
        unchanged = _text(replace(question, table=None, change=RuleChange()), RuleChange(), shard)
        for month, site, area, band, age, _days, held, *_rest in _rows(unchanged, params):
            if month is not None:
                yield month, site, area, band, age, Sums(held=held)


def _text(question: Question, change: RuleChange, shard: Shard) -> str:
    asked_columns = f"{OF_ALIKE}, held_cents"
    lists = _lists(change, shard)
    return sql.text("simulated").format(
        lists=lists,
        placed=placed(shard.of_due() | ({"lists": "laid_out"} if lists else {}), _rules(change)),
        held=priced("held", of="alike", columns=OF_ALIKE, cell="held_cell", cents="held_cents", how="NOT MATERIALIZED"),
        asked=priced(
            "asked",
            question.rates,
            of="held",
            columns=asked_columns,
            cell="asked_cell",
            cents="asked_cents",
            how="NOT MATERIALIZED",
        ),
    )


def _rules(change: RuleChange) -> Rules:
    """Return where the rules are read; the values are the model's own choices."""
    return Rules(
        counting=f"'{RuleSet.Counting(change.counting).value}'" if change.counting else AS_DECIDED.counting,
        age_on=f"'{RuleSet.AgeOn(change.age_on).value}'" if change.age_on else AS_DECIDED.age_on,
        # Says the same; but the planner then expects most months to have rules, not one of hundreds.
        in_force=f"coalesce({AS_DECIDED.in_force}, FALSE)",
    )


def _lists(change: RuleChange, shard: Shard) -> str:
    """Return the lists as they would be laid out under the changed rules, or nothing when they stay as they are."""
    if not change.leaves_area and not change.partial_date:
        return ""
    lists = voucher_queries.lists_as_if(
        whose=shard.condition("id"), leaves_area=change.leaves_area, partial_date=change.partial_date
    )
    return f"laid_out AS MATERIALIZED ({lists}), "


def _rows(statement: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def _sum(every: Iterable[Sums]) -> Sums:
    return sum(every, start=Sums())


def _sums(row: dict[str, Any]) -> Sums:
    return Sums(**{name: row[name] for name in SUMS})
