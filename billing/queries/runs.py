"""Runs: the list of months, what a run is made of, and what comes next and what stops it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from billing import errors, sql, words
from billing.models import Entry, Gap, PaymentRun, RateTable, RunCheck, Statement
from billing.queries.closings import is_settled
from pilot import formats
from pilot.calendar import Month
from pilot.models import RuleSet, Strand
from pilot.periods import month_period
from vouchers import queries as voucher_queries

PAYABLE = Q(statements__is_payable=True)


@dataclass(frozen=True)
class NextMonth:
    """The month that a strand freezes next, and the codes of what stops it."""

    strand: Strand
    month: Month
    stops: list[str]
    is_over: bool
    has_begun: bool

    @property
    def told(self) -> list[dict[str, str]]:
        """Return what stops it in words."""
        return [{"text": str(words.STOPS[code])} for code in self.stops]


@dataclass(frozen=True)
class StatementLine:
    """A statement with the parts of its sum."""

    statement: Statement
    residents: int
    original: int
    refund: int
    correction: int

    @property
    def provider(self) -> str:
        return str(self.statement.site.provider.name)

    @property
    def taken_off(self) -> int:
        """Deductions and co-payments together."""
        return self.statement.deductions + self.statement.co_payments


@dataclass(frozen=True)
class StatementSums:
    """Several statements together."""

    residents: int
    original: int
    refund: int
    correction: int
    cents: int
    taken_off: int
    incentive: int
    carried_in: int
    to_pay: int
    carried_out: int


@dataclass(frozen=True)
class CorrectionCause:
    """What one cause took back and paid anew in a run."""

    cause: str
    residents: int
    months: int
    refund: int
    correction: int

    @property
    def cents(self) -> int:
        return self.refund + self.correction


@dataclass(frozen=True)
class Moved:
    """By how much one cause moved the sum since the month before, and through how many residents."""

    cause: str
    residents: int
    cents: int


def runs(rows: QuerySet[PaymentRun]) -> QuerySet[PaymentRun]:
    """Return runs with the sums that their list prints, the newest first."""
    return (
        rows.select_related("strand", "frozen_by", "submitted_by", "approved_by")
        .annotate(
            to_pay_cents=Coalesce(Sum("statements__to_pay"), 0),
            statement_count=Count("statements"),
            payable_count=Count("statements", filter=PAYABLE & Q(statements__to_pay__gt=0)),
            document_count=Count("statements__document"),
        )
        .order_by("-month", "strand_id")
    )


def of_month(rows: QuerySet[PaymentRun], month: Month | None) -> QuerySet[PaymentRun]:
    """Narrow runs to a month, where one is given."""
    return rows if month is None else rows.filter(month=month.first)


def next_months(strands: Iterable[Strand], today: date) -> list[NextMonth]:
    """Return what each strand freezes next; whether a bank account is missing, only its preview tells."""
    return [_next_month(strand, today) for strand in strands]


def statement_lines(run: PaymentRun) -> list[StatementLine]:
    """Return the run's statements, the payable ones first, by name."""
    parts: dict[int, dict[str, int]] = defaultdict(dict)
    on_list: dict[int, int] = {}
    rows = Entry.objects.filter(run=run).values("site_id", "kind")
    for row in rows.annotate(sum=Sum("cents"), residents=Count("resident_id", distinct=True)):
        parts[row["site_id"]][row["kind"]] = int(row["sum"])
        if row["kind"] == Entry.Kind.ORIGINAL:
            on_list[row["site_id"]] = row["residents"]
    found = Statement.objects.filter(run=run).select_related("site__provider")
    return [
        StatementLine(
            row,
            on_list.get(row.site_id, 0),
            *(parts[row.site_id].get(kind, 0) for kind in ("ORIGINAL", "REFUND", "CORRECTION")),
        )
        for row in found.order_by("-is_payable", "site__name_fi", "pk")
    ]


def sums(lines: Iterable[StatementLine]) -> StatementSums:
    """Add statements up."""
    rows = list(lines)
    return StatementSums(
        residents=sum(row.residents for row in rows),
        original=sum(row.original for row in rows),
        refund=sum(row.refund for row in rows),
        correction=sum(row.correction for row in rows),
        cents=sum(row.statement.cents for row in rows),
        taken_off=sum(row.taken_off for row in rows),
        incentive=sum(row.statement.incentive for row in rows),
        carried_in=sum(row.statement.carried_in for row in rows),
        to_pay=sum(row.statement.to_pay for row in rows),
        carried_out=sum(row.statement.carried_out for row in rows),
    )


def correction_causes(run: PaymentRun) -> list[CorrectionCause]:
    """Return the run's corrections by what brought them about."""
    rows = (
        Entry.objects.filter(run=run)
        .exclude(kind=Entry.Kind.ORIGINAL)
        .values("cause")
        .annotate(
            residents=Count("resident_id", distinct=True),
            months=Count("month", distinct=True),
            refund=Coalesce(Sum("cents", filter=Q(kind=Entry.Kind.REFUND)), 0),
            correction=Coalesce(Sum("cents", filter=Q(kind=Entry.Kind.CORRECTION)), 0),
        )
        .order_by("cause")
    )
    return [
        CorrectionCause(row["cause"], row["residents"], row["months"], int(row["refund"]), int(row["correction"]))
        for row in rows
    ]


def gaps(run: PaymentRun) -> QuerySet[Gap]:
    """Return the stretches for which no rate was found, the latest month first."""
    return Gap.objects.filter(run=run).select_related("area", "site", "resident").order_by("-month", "site_id", "pk")


def last_check(run: PaymentRun) -> RunCheck | None:
    """Return the last check that was kept for the run."""
    return RunCheck.objects.filter(run=run).select_related("run").order_by("-pk").first()


def moved(run: PaymentRun) -> list[Moved]:
    """Return what moved the payable sum since the run before: the parts add up to the difference exactly."""
    if run.previous is None:
        return []
    payable = payable_sites(run) | payable_sites(run.previous)
    found: dict[str, Moved] = {}
    for cause, residents, cents in _differences(run, payable):
        name = "corrections" if cause.startswith("correction:") else cause
        before = found.get(name, Moved(name, 0, 0))
        found[name] = replace(before, residents=before.residents + residents, cents=before.cents + cents)
    if earlier := corrections_before(run.previous, payable):
        found["corrections_before"] = earlier
    return list(found.values())


def payable_cents(run: PaymentRun) -> int:
    """Return the sum of the run's entries at sites that are paid."""
    return int(run.statements.filter(is_payable=True).aggregate(sum=Coalesce(Sum("cents"), 0))["sum"])


def payable_sites(run: PaymentRun) -> set[int]:
    """Return the sites that the run pays, or would if there were something to pay."""
    return set(run.statements.filter(is_payable=True).values_list("site_id", flat=True))


def corrections_before(previous: PaymentRun, payable: set[int]) -> Moved | None:
    """Return what the run before corrected, turned: it was in that month's sum and is not in the next one's."""
    rows = Entry.objects.filter(run=previous, site__in=payable).exclude(kind=Entry.Kind.ORIGINAL)
    before = rows.aggregate(residents=Count("resident_id", distinct=True), cents=Coalesce(Sum(-F("cents")), 0))
    if not before["residents"]:
        return None
    return Moved("corrections_before", before["residents"], int(before["cents"]))


def next_of(strand: Strand) -> Month:
    """Return the month that the strand freezes next: after its last run, or the first whose first day has rules."""
    last = PaymentRun.objects.filter(strand=strand).order_by("-month").first()
    if last is not None:
        return Month.of(last.month).next
    first = RuleSet.objects.filter(strand=strand).order_by("period").first()
    begins = max(strand.pilot.period.lower, first.period.lower) if first else strand.pilot.period.lower
    return Month.of(begins) if begins.day == 1 else Month.of(begins).next


def unfrozen_strands(month: Month) -> QuerySet[Strand]:
    """Return the strands paid by capitation whose pilot ran in the month and that have not frozen it."""
    frozen = PaymentRun.objects.filter(month__gte=month.first).values("strand")
    return (
        Strand.objects.paid_by_capitation()
        .filter(pilot__period__overlap=month_period(month))
        .filter(pk__in=RuleSet.objects.in_force(month.first).values("strand"))
        .exclude(pk__in=frozen)
        .select_related("pilot")
        .order_by("pk")
    )


def not_begun(month: Month) -> errors.MonthNotBegun:
    """Return why a month of which no day has come is not frozen; the action and the page say the same."""
    return errors.MonthNotBegun(day=formats.day(month.first))


def _next_month(strand: Strand, today: date) -> NextMonth:
    month = next_of(strand)
    stops = []
    if not RuleSet.objects.in_force(month.first).filter(strand=strand).exists():
        stops.append("no_rules")
    tables = RateTable.objects.filter(strand=strand, state=RateTable.State.APPROVED)
    if not tables.filter(valid_from__lte=month.last).exists():
        stops.append("no_rate")
    if is_settled(strand, month, today):
        stops.append("settlement_over")
    if voucher_queries.doubts_stopping(strand.pilot_id, month):
        stops.append("register_doubt")
    return NextMonth(strand, month, stops, is_over=month.last < today, has_begun=month.first <= today)


def _differences(run: PaymentRun, payable: set[int]) -> list[tuple[str, int, int]]:
    part = f"(SELECT * FROM billing_entry WHERE run_id = {run.pk:d})"  # noqa: S608 - a number of our own
    with connection.cursor() as cursor:
        text = sql.text("differences").format(part=part, of_shard="TRUE", cause=sql.text("difference_cause").rstrip())
        cursor.execute(text, {"previous": run.previous_id})
        return [(cause, residents, cents) for site, cause, residents, cents in cursor.fetchall() if site in payable]
