"""Fees in words: what is paid for each service, at which age, and how often in a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilot import formats
from pilot.models import Strand
from vouchers.models import Fee, FeeTable
from vouchers.queries import effect_of, rules_on
from vouchers.queries.fees import fees_on

Unit = Fee.Unit
# A part of what is said of a fee, after the mark that joins it to what stands before.
Part = tuple[str, str]


@dataclass(frozen=True)
class FeeLine:
    """One service, with what is paid for it: a sentence for each age that pages tell apart, or short ones (`plain`)."""

    service: str
    sentences: tuple[str, ...]
    plain: tuple[str, ...] = ()


@dataclass(frozen=True)
class FeesTold:
    """The fees of a day as pages tell them; no lines where nobody knows any.

    They are the same at every site, except where each visit is paid for by what the site asks for it.
    """

    on: date
    table: FeeTable | None
    lines: tuple[FeeLine, ...]
    is_free: bool
    is_same: bool = True


def told(strand: Strand, on: date, *, born_on: date | None = None, known_at: datetime | None = None) -> FeesTold:
    """Return what is paid on the day in words: with a day of birth for that age alone, else with every age named.

    With a moment it is what was known then.
    """
    fees = fees_on(strand, on, born_on=born_on, known_at=known_at)
    is_same = strand.kind == Strand.Kind.CAPITATION
    return FeesTold(on, fees.table, lines_of(fees.rows, name_ages=fees.age is None), fees.is_free, is_same)


def in_a_letter(strand: Strand, on: date) -> str:
    """Return in a letter's lines what is paid when a choice of the day takes effect, every age named."""
    fees = told(strand, effect_of(rules_on(strand, on), on))
    day = formats.day(fees.on)
    if not fees.lines:
        return _("What a visit costs on {day} is not known yet.").format(day=day)
    lines = [f"{line.service} – {sentence}" for line in fees.lines for sentence in line.sentences]
    source = _("Source: {source}").format(source=fees.table.named if fees.table else "")
    return "\n".join([_("What a visit costs on {day}:").format(day=day), *lines, source])


def lines_of(rows: Iterable[Fee], *, name_ages: bool) -> tuple[FeeLine, ...]:
    """Return fees that stand in their order, service by service."""
    found = []
    for service, of_service in groupby(rows, key=lambda fee: fee.service):
        said = _said(list(of_service), name_ages=name_ages)
        sentences, plain = tuple(_joined(*one) for one in said), tuple(_in_short(*one) for one in said)
        found.append(FeeLine(str(Fee.Service(service).label), sentences, plain))
    return tuple(found)


def sum_of(fee: Fee) -> str:
    """Say what is paid: a sum, nothing, or that nobody knows."""
    if fee.cents is None:
        return _("not known")
    if fee.cents == 0:
        return _("no charge")
    amount = formats.money(fee.cents)
    amount = _("at most %(amount)s") % {"amount": amount} if fee.is_most else amount
    if fee.unit == Unit.YEAR:
        return _("%(amount)s a calendar year") % {"amount": amount}
    return _("%(amount)s a visit") % {"amount": amount}


def ages_of(fee: Fee) -> str:
    """Say whom the fee is for; empty where it is for everybody."""
    first, last = fee.ages.lower, fee.age_to
    if last is None:
        return _("%(age)s or older") % {"age": first} if first else ""
    if first == 0:
        return _("under %(age)s") % {"age": last + 1}
    return _("%(first)s to %(last)s years old") % {"first": first, "last": last}


def _said(fees: list[Fee], *, name_ages: bool) -> list[tuple[str, list[Part]]]:
    """Return of each fee whom it is for, where that is told, and all that is said of it."""
    visits = [fee for fee in fees if fee.unit == Unit.VISIT]
    return [
        (ages_of(fee) if name_ages else "", _parts(fee, is_other_way=_pays_for_visits(fee, visits))) for fee in fees
    ]


def _pays_for_visits(fee: Fee, visits: Iterable[Fee]) -> bool:
    """Tell whether the fee of a year takes the place of fees of visits at some of its ages: nobody pays both."""
    return fee.unit == Unit.YEAR and any(
        fee.ages.lower <= (visit.age_to if visit.age_to is not None else fee.ages.lower)
        and visit.ages.lower <= (fee.age_to if fee.age_to is not None else visit.ages.lower)
        for visit in visits
    )


def _parts(fee: Fee, *, is_other_way: bool) -> list[Part]:
    parts = [("", _("alternatively %(sum)s") % {"sum": sum_of(fee)} if is_other_way else sum_of(fee))]
    if fee.times_a_year:
        parts.append((", ", _how_often(fee)))
    if fee.is_basic:
        parts.append(("; ", _("what is done there costs extra")))
    if fee.spares_veterans:
        parts.append(("; ", _("veterans pay nothing")))
    return parts


def _joined(ages: str, parts: list[Part]) -> str:
    text = "".join(mark + part for mark, part in parts)
    return f"{ages}: {text}" if ages else capfirst(text)


def _in_short(ages: str, parts: list[Part]) -> str:
    """Say it in short sentences, as plain language does."""
    first, *others = (part for _mark, part in parts)
    return ". ".join([f"{ages}: {first}" if ages else capfirst(first), *map(capfirst, others)]) + "."


def _how_often(fee: Fee) -> str:
    often = ngettext(
        "at most %(times)s time in a calendar year", "at most %(times)s times in a calendar year", fee.times_a_year
    ) % {"times": fee.times_a_year}
    match fee.counted:
        case Fee.Counted.TOGETHER:
            return _("%(often)s at all sites together") % {"often": often}
        case Fee.Counted.EACH:
            return _("%(often)s at each site") % {"often": often}
    return often
