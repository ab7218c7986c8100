"""What the next visit costs, in words: how many of the calendar year are paid, and whether a change of site matters."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vouchers.models import Fee, FeeTable
from vouchers.queries import NextVisit
from vouchers.words.fees import sum_of


@dataclass(frozen=True)
class NextTold:
    """One service: the price of the next visit, how many are paid, and what a change of site does to the count."""

    service: str
    price: str
    count: str
    change: str
    left: int | None
    spares_veterans: bool


def told(visits: Iterable[NextVisit], year: int) -> list[NextTold]:
    """Return the services in the order of their fees."""
    return [
        NextTold(
            str(Fee.Service(visit.fee.service).label),
            _("No charge") if visit.left == 0 else capfirst(sum_of(visit.fee)),
            _count(visit, year),
            _change(visit.fee),
            visit.left,
            visit.fee.spares_veterans,
        )
        for visit in visits
    ]


def ceilings(tables: Iterable[FeeTable]) -> list[tuple[str, str]]:
    """Return of each strand whether its co-payments count towards the annual ceiling, and where that is said."""
    return [(table.strand.name, ceiling_of(table)) for table in tables]


def ceiling_of(table: FeeTable) -> str:
    """Say whether the table's co-payments count towards the annual ceiling; what is not known is said so."""
    if not table.ceiling:
        return _(
            "Whether the voucher's co-payments count towards the annual ceiling of client fees is not known: no source "
            "says it. Ask the organiser."
        )
    text = _("{rule}. Source: {source}.")
    return text.format(rule=FeeTable.Ceiling(table.ceiling).label, source=table.ceiling_source)


def _count(visit: NextVisit, year: int) -> str:
    if visit.is_year_paid:
        return _("The fee of the whole year {year} is paid.").format(year=year)
    if visit.fee.turns is None:
        return _("Every visit is charged.")
    text = ngettext(
        "{paid} of {times} visit of {year} is paid.", "{paid} of {times} visits of {year} are paid.", visit.fee.turns
    )
    paid = text.format(paid=visit.paid, times=visit.fee.turns, year=year)
    return (
        paid
        if visit.left == 0
        else _("{paid} After the last of them nothing more is paid that year.").format(paid=paid)
    )


def _change(fee: Fee) -> str:
    match fee.counted_where, fee.counted:
        case (Fee.Counted.EACH, _said):
            return _("Each site counts by itself: a change of site begins the count anew.")
        case (Fee.Counted.TOGETHER, Fee.Counted.TOGETHER):
            return _("Visits count at all sites together: a change of site does not begin the count anew.")
        case (Fee.Counted.TOGETHER, _said):
            return _(
                "The source does not say whether each site counts by itself, so visits count at all sites together: a "
                "change of site does not begin the count anew."
            )
    return ""
