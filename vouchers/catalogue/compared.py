"""Up to four sites side by side: which rows there are, what stands in them, and which rows are the same for all.

Rows and their order are the same for every site, whoever runs it; columns stand in the order in which they were picked.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from providers.queries import Figure, Place
from vouchers.catalogue.found import SiteFacts
from vouchers.words.fees import FeesTold


@dataclass(frozen=True)
class Cell:
    """What one site answers to a row's question; `kind` says how it is shown."""

    site: str
    kind: str
    value: Any


@dataclass(frozen=True)
class Row:
    """One question, with the answer of every site."""

    label: str
    note: str
    cells: tuple[Cell, ...]
    is_same: bool


@dataclass(frozen=True)
class Group:
    """Rows under a heading; below what is paid stands where the sums come from."""

    title: str
    rows: tuple[Row, ...]
    fees: FeesTold | None = None


@dataclass(frozen=True)
class Comparison:
    """The whole table; with `only_differences` the rows that are the same for all are counted, not shown."""

    groups: tuple[Group, ...]
    only_differences: bool
    same: int


def comparison(
    facts: tuple[SiteFacts, ...], *, fees: FeesTold, place: Place | None, only_differences: bool
) -> Comparison:
    """Return the table of the sites; without a place there is no distance to compare."""
    groups = tuple(_groups(_Questions(facts), fees, place))
    same = sum(row.is_same for group in groups for row in group.rows)
    if only_differences:
        differing = (replace(group, rows=tuple(row for row in group.rows if not row.is_same)) for group in groups)
        groups = tuple(group for group in differing if group.rows)
    return Comparison(groups, only_differences, same)


class _Questions:
    """Asks every site the same question."""

    def __init__(self, facts: tuple[SiteFacts, ...]) -> None:
        self.facts = facts

    def ask(
        self,
        label: str,
        kind: str,
        answer: Callable[[SiteFacts], Any],
        *,
        note: str = "",
        key: Callable[[Any], Hashable] = lambda value: value,
    ) -> Row:
        values = [(facts.site.name, answer(facts)) for facts in self.facts]
        is_same = len(values) > 1 and len({key(value) for _name, value in values}) == 1
        return Row(label, note, tuple(Cell(name, kind, value) for name, value in values), is_same)

    def measure(self, label: str, kind: str, answer: Callable[[SiteFacts], Figure | None], note: str = "") -> Row:
        return self.ask(label, kind, answer, note=note, key=_figure)

    def everywhere(self, label: str, value: Hashable, kind: str = "text") -> Row:
        return self.ask(label, kind, lambda _facts: value)


def _groups(sites: _Questions, fees: FeesTold, place: Place | None) -> Iterator[Group]:
    distance = sites.ask(_("Distance"), "distance", lambda facts: facts.km)
    where = (
        sites.ask(_("Address"), "text", lambda facts: facts.address),
        sites.ask(_("Opening hours"), "hours", lambda facts: facts.hours_of_days),
        sites.ask(_("Accessibility"), "text", lambda facts: facts.accessibility),
        sites.ask(_("Languages"), "text", lambda facts: facts.languages),
    )
    yield Group(_("Where and when"), (distance, *where) if place else where)
    yield Group(
        _("Access to care"),
        (
            sites.ask(_("Room on the list"), "room", lambda facts: facts.room),
            sites.measure(_("Waiting time for a doctor"), "waiting", lambda facts: facts.doctor),
            sites.measure(_("Waiting time for a nurse"), "waiting", lambda facts: facts.nurse),
            sites.measure(_("Residents' experience"), "feedback", lambda facts: facts.feedback),
        ),
    )
    yield Group(
        _("What you pay"),
        (
            *_paid(sites, fees),
            sites.everywhere(_("The voucher itself"), _("Costs nothing")),
        ),
        fees,
    )
    yield Group(
        _("Your records"),
        (
            sites.everywhere(_("Earlier patient records"), _("Stay where they are")),
            sites.everywhere(_("Who may read them"), _("The new site, if you allow it at your first visit")),
        ),
    )


def _paid(sites: _Questions, fees: FeesTold) -> Iterator[Row]:
    for line in fees.lines:
        yield sites.everywhere(line.service, line.sentences, kind="lines")
    if not fees.lines:
        yield sites.everywhere(_("A visit"), _("The same as at a public health station; the sum is not known here"))


def _figure(measure: Figure | None) -> Hashable:
    return None if measure is None else (measure.value, measure.not_bookable, measure.respondents, measure.on)
