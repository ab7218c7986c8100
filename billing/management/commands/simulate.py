"""Tell what past months would have cost by another rate table or under other rules. Nothing is written."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from billing.management.asked import strands
from billing.models import RateTable
from billing.month.simulation import Question, RuleChange, Simulation, simulate
from billing.queries.sites import sites_by_id
from pilot import formats
from pilot.calendar import Month, NotAMonth, months_between
from pilot.errors import Refused
from pilot.models import Area, RuleSet, Strand

RULES = {
    "counting": RuleSet.Counting,
    "age_on": RuleSet.AgeOn,
    "leaves_area": RuleSet.LeavesArea,
    "partial_date": RuleSet.PartialDate,
}


class Command(BaseCommand):
    """Exit status: 0, or 1 with one sentence when something is refused."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be asked."""
        parser.add_argument("--pilot", required=True, metavar="CODE")
        parser.add_argument("--strand", metavar="CODE", help="needed where several strands are paid by capitation")
        when = parser.add_mutually_exclusive_group(required=True)
        when.add_argument("--month", metavar="YYYY-MM")
        when.add_argument("--year", type=int, metavar="YYYY")
        parser.add_argument("--table", type=int, metavar="ID", help="a table's number; without it the approved")
        parser.add_argument("--from-its-day", action="store_true", help="the table counts from its own first day only")
        for name, values in RULES.items():
            parser.add_argument(f"--{name.replace('_', '-')}", choices=values.values, default="")
        parser.add_argument("--json", action="store_true", help="one line of JSON, for programs")

    def handle(self, *args: object, pilot: str, strand: str | None, json: bool, **asked: Any) -> None:
        """Answer."""
        try:
            found = _one(strands(pilot, strand))
            question = Question(
                strand=found,
                months=_months(asked["month"], asked["year"]),
                table=_table(found, asked["table"]),
                from_its_day=asked["from_its_day"],
                change=RuleChange(**{name: asked[name] for name in RULES}),
            )
            facts = _named(found, simulate(question))
        except NotAMonth as refusal:
            raise CommandError(f"--month {asked['month']}: {refusal.message}") from refusal
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(_line(facts) if json else "\n".join(_words(facts)))


def _one(found: list[Strand]) -> Strand:
    if len(found) > 1:
        raise CommandError(
            _("Say which strand with --strand: {known}.").format(known=", ".join(row.code for row in found))
        )
    return found[0]


def _months(month: str | None, year: int | None) -> tuple[Month, ...]:
    if month is not None:
        return (Month.parse(month),)
    if not 1800 <= (year or 0) <= 2200:
        raise CommandError(_("Write the year with four figures, for example 2017."))
    return tuple(months_between(Month(year or 0, 1), Month(year or 0, 12)))


def _table(strand: Strand, pk: int | None) -> RateTable | None:
    if pk is None:
        return None
    table = RateTable.objects.filter(strand=strand, pk=pk).first()
    if table is None:
        tables = RateTable.objects.filter(strand=strand).order_by("valid_from", "pk")
        known = ", ".join(f"{row.pk} ({formats.day(row.valid_from)})" for row in tables) or "–"
        raise CommandError(_("The strand has no rate table {pk}. There are: {known}.").format(pk=pk, known=known))
    return table


def _named(strand: Strand, found: Simulation) -> dict[str, Any]:
    """Return the figures with sites and areas by the codes that other commands and files know them by."""
    facts, total = found.facts(), found.total
    sites = sites_by_id([line.site_id for line in found.sites])
    areas = dict(Area.objects.filter(pilot=strand.pilot_id).values_list("pk", "code"))
    for row in facts["sites"]:
        row["site"] = sites[row["site"]].slug
    for row in facts["cells"]:
        row["area"] = areas.get(row["area"], "")
    for row in facts["gaps"]:
        row["area"] = areas.get(row.pop("area_id"), "")
    return {
        "pilot": strand.pilot.code,
        "strand": strand.code,
        "grant_cents": strand.pilot.grant_cents,
        "total": vars(total) | {"effect": total.effect},
        **facts,
    }


def _line(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _words(facts: dict[str, Any]) -> list[str]:
    """Say the same in words, a line a site."""
    total = facts["total"]
    lines = [
        _("{pilot}, {strand}, {first}–{last}: simulation").format(
            pilot=facts["pilot"],
            strand=facts["strand"],
            first=facts["months"][0]["month"],
            last=facts["months"][-1]["month"],
        ),
        _("{asked} by what was asked, {held} by what holds, {paid} stands, {gaps} stretches without a rate").format(
            **{name: formats.money(total[name]) for name in ("asked", "held", "paid")},
            gaps=formats.number(total["gaps"]),
        ),
    ]
    return lines + [
        f"  {row['site']:<40} {formats.money(row['asked']):>16}"
        f" {formats.money(row['asked'] - row['held'], sign=True):>16}"
        for row in facts["sites"]
    ]
