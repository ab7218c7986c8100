"""Why one entry is what it is: days, rate, age, area, need, formula, choice, and what it takes back or replaces."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet

from billing import words
from billing.models import Entry, Ruling, Statement
from billing.queries.changes import Change, changes_of
from billing.queries.disputes import rulings_over
from billing.queries.entries import Key, Line, lines
from pilot.calendar import ONE_DAY, Month
from pilot.models import RuleSet

KINDS = (Entry.Kind.ORIGINAL, Entry.Kind.REFUND, Entry.Kind.CORRECTION)
SHOWN_DECIMALS = Decimal("0.000001")
EXPLAINED = ("run__strand", "site__provider", "area", "cell__table", "choice", "refunds_run", "resident")
# Of the resident only what statements print; names stay with the register.
UNREAD = (
    "resident__given_names", "resident__family_name", "resident__email", "resident__born_on", "resident__sex",
    "resident__language", "resident__died_on", "resident__died_precision",
)  # fmt: skip


@dataclass(frozen=True)
class Formula:
    """How an amount came about, from whole numbers, rounded once."""

    annual_cents: int
    need: Decimal
    days: int
    month_days: int
    by_days: bool
    exact: Decimal
    is_cut: bool
    cents: int

    @property
    def equals(self) -> str:
        """The sign before the exact amount: cut to six decimals it is no longer equal."""
        return "≈" if self.is_cut else "="


@dataclass(frozen=True)
class Pair:
    """What a run took back of a resident's month at the site, and what it paid anew."""

    refunds: list[Line]
    corrections: list[Line]

    @property
    def refund_cents(self) -> int:
        return sum(line.cents for line in self.refunds)

    @property
    def correction_cents(self) -> int:
        return sum(line.cents for line in self.corrections)

    @property
    def cents(self) -> int:
        return self.refund_cents + self.correction_cents


@dataclass(frozen=True)
class Explanation:
    """One entry and everything that it follows from."""

    entry: Entry
    statement: Statement
    formula: Formula
    reference_day: date
    last_day: date
    is_snapshot: bool
    by_year_of_birth: bool
    ages: str
    cause: str
    changes: list[Change]
    pair: Pair | None
    original: Key | None
    others: list[Line]
    previous: Key | None
    following: Key | None
    rulings: list[Ruling]

    @property
    def change(self) -> Change | None:
        """The change that the entry names."""
        return self.changes[0] if self.changes else None

    @property
    def others_cents(self) -> int:
        return sum(line.cents for line in self.others)


def explainable(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return entries with what an explanation names of them."""
    return rows.select_related(*EXPLAINED).defer(*UNREAD)


def explain(entry: Entry, seen: QuerySet[Entry], *, brief: bool = False) -> Explanation:
    """Explain an entry by the entries that its reader sees; `brief` keeps places and people out of its change."""
    month = Month.of(entry.month)
    rules = RuleSet.objects.in_force(entry.month).get(strand=entry.run.strand_id)
    is_snapshot = rules.counting == RuleSet.Counting.SNAPSHOT
    of_site = seen.filter(resident=entry.resident_id, site=entry.site_id, run__strand=entry.run.strand_id)
    statement_rows = seen.filter(run=entry.run_id, site=entry.site_id)
    return Explanation(
        entry=entry,
        statement=Statement.objects.get(run=entry.run_id, site=entry.site_id),
        formula=_formula(entry, month, is_snapshot),
        reference_day=month.first - ONE_DAY if is_snapshot else entry.starts_on,
        last_day=entry.starts_on + (entry.days - 1) * ONE_DAY,
        is_snapshot=is_snapshot,
        by_year_of_birth=rules.age_on == RuleSet.AgeOn.YEAR_OF_BIRTH,
        ages=", ".join(
            filter(None, (words.ages(*entry.cell.age_band), words.only(entry.cell.sex, entry.cell.need_class)))
        ),
        cause=words.cause(entry.cause),
        changes=changes_of(entry, brief=brief),
        pair=_pair(entry, of_site),
        original=_original(entry, of_site),
        others=sorted(lines(of_site), key=_as_told),
        previous=_neighbour(statement_rows.filter(pk__lt=entry.pk).order_by("-pk")),
        following=_neighbour(statement_rows.filter(pk__gt=entry.pk).order_by("pk")),
        rulings=_rulings(entry, month),
    )


def _as_told(line: Line) -> tuple[Month, Month, int, date]:
    """Order a resident's rows as a story: what was paid, then what was taken back, then what was paid anew."""
    return line.run, line.month, KINDS.index(line.kind_code), line.starts_on


def _formula(entry: Entry, month: Month, is_snapshot: bool) -> Formula:
    cents = Fraction(entry.cell.annual_cents * entry.need_thousandths, 1000 * 12)
    if not is_snapshot:
        cents *= Fraction(entry.days, month.days)
    euros = Decimal(cents.numerator) / Decimal(cents.denominator * 100)
    shown = euros.quantize(SHOWN_DECIMALS).normalize()
    return Formula(
        annual_cents=entry.cell.annual_cents,
        need=Decimal(entry.need_thousandths).scaleb(-3),
        days=entry.days,
        month_days=month.days,
        by_days=not is_snapshot,
        exact=shown if Fraction(shown * 100).denominator > 1 else shown.quantize(Decimal("0.01")),
        is_cut=Fraction(shown) * 100 != cents,
        cents=abs(entry.cents),
    )


def _pair(entry: Entry, of_site: QuerySet[Entry]) -> Pair | None:
    """Return both sides of a correction, so that they are seen beside each other."""
    if entry.kind == Entry.Kind.ORIGINAL:
        return None
    both = list(lines(of_site.filter(run=entry.run_id, month=entry.month).exclude(kind=Entry.Kind.ORIGINAL)))
    return Pair(
        refunds=[line for line in both if line.kind_code == Entry.Kind.REFUND],
        corrections=[line for line in both if line.kind_code == Entry.Kind.CORRECTION],
    )


def _rulings(entry: Entry, month: Month) -> list[Ruling]:
    """Return the rulings that this entry was computed by: those confirmed when its run was frozen."""
    of = rulings_over(strand=entry.run.strand_id, resident=entry.resident_id, month=month)
    return list(of.filter(confirmed_at__lte=entry.run.frozen_at))


def _original(entry: Entry, of_site: QuerySet[Entry]) -> Key | None:
    """Return the entry that a refund takes back."""
    if entry.refunds_run_id is None:
        return None
    taken = of_site.filter(run=entry.refunds_run_id, month=entry.month, starts_on=entry.starts_on)
    return _neighbour(taken.exclude(kind=Entry.Kind.REFUND))


def _neighbour(rows: QuerySet[Entry]) -> Key | None:
    row = rows.values_list("run_id", "resident_id", "month", "starts_on", "kind").first()
    return Key(*row) if row else None
