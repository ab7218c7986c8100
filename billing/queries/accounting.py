"""What the books say of runs: which are booked, the journal's lines, entries by organiser and cost place, accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from billing.models import AccountingRules, BankMessageLine, Booking, BookingLine, Entry, Payment, PaymentRun, Statement
from pilot.calendar import Month
from pilot.models import Area, Organiser, Pilot, Strand, User
from pilot.permissions import Role
from providers.models import Site

# A statement that only carries a balance on says nothing new to the books.
HAS_LINES = Q(entry_count__gt=0) | ~Q(deductions=0) | ~Q(co_payments=0) | ~Q(incentive=0)
UNAPPROVED = (PaymentRun.State.FROZEN, PaymentRun.State.SUBMITTED)


@dataclass(frozen=True)
class CostRow:
    """Entries of one organiser, strand, cost place, area, site, service month and kind."""

    organiser: str
    strand: str
    cost_place: str
    area_id: int
    area: str
    site_id: int
    site: str
    provider: str
    month: Month
    kind: str
    entries: int
    residents: int
    days: int
    cents: int


@dataclass(frozen=True)
class AccountSum:
    """What a run's bookings say of one account."""

    use: str
    account: str
    name: str
    debit: int
    credit: int

    @property
    def balance(self) -> int:
        return self.debit - self.credit


@dataclass(frozen=True)
class Left:
    """What of a run is approved or filed and not booked yet."""

    statements: int
    payments: int

    @property
    def count(self) -> int:
        return self.statements + self.payments


def booked_runs(rows: QuerySet[PaymentRun]) -> QuerySet[PaymentRun]:
    """Return runs with what their entries cost, what is booked of it, and how many bookings are missing."""
    statements = Statement.objects.filter(run=OuterRef("pk"), is_payable=True)
    bookings = Booking.objects.filter(run=OuterRef("pk"))
    expense = BookingLine.objects.filter(booking__run=OuterRef("pk"), use="expense")
    return (
        rows.select_related("strand__pilot")
        .annotate(
            payable_cents=_sum(statements, "run", F("cents")),
            to_book=_count(statements.filter(HAS_LINES), "run")
            + sum((_count(rows, "run") for rows in _told(Payment.objects.filter(run=OuterRef("pk")))), Value(0)),
            booked=_count(bookings, "run"),
            debit_expense=_sum(expense.filter(side="debit"), "booking__run", F("cents")),
            credit_expense=_sum(expense.filter(side="credit"), "booking__run", F("cents")),
        )
        .annotate(expense_cents=F("debit_expense") - F("credit_expense"))
        .order_by("-month", "strand_id")
    )


def books_state(run: Any) -> str:
    """Tell how far a run of `booked_runs` is in the books."""
    if run.state in UNAPPROVED:
        return "unapproved"
    if run.booked < run.to_book:
        return "partly" if run.booked else "unbooked"
    return "booked"


def left_to_book(run: PaymentRun) -> Left:
    """Return how many statements and payments of the run have no booking yet."""
    if run.state in UNAPPROVED:
        return Left(0, 0)
    booked = dict(Booking.objects.filter(run=run).values_list("kind").annotate(n=Count("pk")).order_by())
    statements = Statement.objects.filter(HAS_LINES, run=run, is_payable=True).count()
    payments = sum(rows.count() for rows in _told(Payment.objects.filter(run=run)))
    of_statements = booked.pop("statement", 0)
    return Left(statements - of_statements, payments - sum(booked.values()))


def journal_lines(run: PaymentRun) -> QuerySet[BookingLine]:
    """Return the run's journal with everything that a line names, in the order of the books."""
    related = ("booking__statement", "booking__payment", "booking__run", "organiser", "area", "site", "provider")
    return (
        BookingLine.objects.filter(booking__run=run)
        .select_related(*related)
        .order_by("booking__year", "booking__number", "ordinal")
    )


def journal_sums(rows: QuerySet[BookingLine]) -> dict[str, int]:
    """Return the sums of debits and of credits."""
    return rows.order_by().aggregate(
        debit=Coalesce(Sum("cents", filter=Q(side="debit")), 0),
        credit=Coalesce(Sum("cents", filter=Q(side="credit")), 0),
    )


def account_sums(run: PaymentRun) -> list[AccountSum]:
    """Return what the run's bookings say of each account, in the order of their uses."""
    rows = (
        BookingLine.objects.filter(booking__run=run)
        .values("use", "account", "account_name")
        .annotate(
            debit=Coalesce(Sum("cents", filter=Q(side="debit")), 0),
            credit=Coalesce(Sum("cents", filter=Q(side="credit")), 0),
        )
        .order_by("account", "use")
    )
    return [AccountSum(row["use"], row["account"], row["account_name"], row["debit"], row["credit"]) for row in rows]


def last_booking(run: PaymentRun) -> Booking | None:
    """Return the run's latest booking, whose moment its files bear."""
    return Booking.objects.filter(run=run).order_by("-pk").first()


def cost_rows(run: PaymentRun) -> list[CostRow]:
    """Return the run's entries at paid sites by organiser, strand, cost place, area, site, service month and kind."""
    payable = Statement.objects.filter(run=run, is_payable=True).values("site")
    found = (
        Entry.objects.filter(run=run, site__in=payable)
        .values("area_id", "site_id", "month", "kind")
        .annotate(
            entries=Count("resident_id"),
            residents=Count("resident_id", distinct=True),
            days=Sum("days"),
            cents=Sum("cents"),
        )
    )
    rows = list(found)
    areas = Area.objects.select_related("organiser").in_bulk({row["area_id"] for row in rows})
    sites = Site.objects.select_related("provider").in_bulk({row["site_id"] for row in rows})
    places = _CostPlaces(run)
    made = [_cost_row(run, row, areas[row["area_id"]], sites[row["site_id"]], places) for row in rows]
    return sorted(made, key=_in_order)


def accounts_in_force(organiser: Organiser, strand: Strand, on: date) -> AccountingRules | None:
    """Return the rules that the day's bookings of the strand follow: its own before those for every strand."""
    rows = AccountingRules.objects.filter(Q(strand=strand) | Q(strand=None), organiser=organiser, period__contains=on)
    return rows.order_by(F("strand").asc(nulls_last=True)).first()


def accounting_rules(rows: QuerySet[AccountingRules]) -> QuerySet[AccountingRules]:
    """Return sets of accounts with what their list prints, those of an organiser together."""
    return (
        rows.select_related("organiser", "strand", "made_by")
        .prefetch_related("accounts", "cost_places__area", "cost_places__site")
        .order_by("organiser__name_fi", "-period", "pk")
    )


def own_strands(user: User, strands: QuerySet[Strand]) -> QuerySet[Strand]:
    """Return those of the strands whose payer's books the person keeps."""
    own = user.memberships.filter(role=Role.FINANCE).values("organiser")
    return strands.filter(pilot__lead__in=own).select_related("pilot__lead").order_by("pk")


def own_pilots(user: User, pilots: QuerySet[Pilot]) -> QuerySet[Pilot]:
    """Return those of the pilots whose payer's books the person keeps."""
    own = user.memberships.filter(role=Role.FINANCE).values("organiser")
    return pilots.filter(lead__in=own).order_by("pk")


def areas_of(pilot: Pilot) -> list[Area]:
    """Return the pilot's areas by name."""
    return list(Area.objects.filter(pilot=pilot).order_by("name_fi", "pk"))


def organisers_of(pilot: Pilot) -> list[Organiser]:
    """Return the organisers that take part in the pilot, its lead first."""
    others = Organiser.objects.filter(pilots=pilot).exclude(pk=pilot.lead_id).order_by("name_fi", "pk")
    return [pilot.lead, *others]


def areas_and_sites(strand: Strand) -> tuple[list[Area], list[Site]]:
    """Return what cost places may be given to: the pilot's areas, and the paid sites of the strand."""
    sites = Site.objects.filter(approvals__strand=strand).exclude(provider__sector="public").distinct()
    return list(Area.objects.filter(pilot=strand.pilot_id).order_by("name_fi", "pk")), list(
        sites.select_related("provider").order_by("name_fi", "pk")
    )


class _CostPlaces:
    """The cost places of the run's month, as its bookings take them."""

    def __init__(self, run: PaymentRun) -> None:
        payer = run.strand.pilot.lead
        self.payer = payer
        self.rules = accounts_in_force(payer, run.strand, Month.of(run.month).last)
        rows: Iterable = self.rules.cost_places.all() if self.rules else ()
        self.by_area = {row.area_id: row.code for row in rows if row.area_id}
        self.by_site = {row.site_id: row.code for row in rows if row.site_id}

    def of(self, area_id: int, site_id: int) -> str:
        if self.rules is None:
            return ""
        given = {"area": self.by_area.get(area_id), "site": self.by_site.get(site_id)}.get(self.rules.cost_places_by)
        return given or self.rules.cost_place


def _cost_row(run: PaymentRun, row: Mapping[str, Any], area: Area, site: Site, places: _CostPlaces) -> CostRow:
    return CostRow(
        organiser=(area.organiser or places.payer).name,
        strand=run.strand.name,
        cost_place=places.of(area.pk, site.pk),
        area_id=area.pk,
        area=area.name,
        site_id=site.pk,
        site=site.name,
        provider=site.provider.name,
        month=Month.of(row["month"]),
        kind=row["kind"],
        entries=row["entries"],
        residents=row["residents"],
        days=row["days"],
        cents=int(row["cents"]),
    )


def _told(payments: QuerySet[Payment]) -> tuple[QuerySet[Payment], ...]:
    """Return the payments by what is booked of them, as billing/sql/bookings_of_*.sql: ordered, paid, not arrived."""
    filed = payments.filter(file__isnull=False)
    was_paid = Exists(BankMessageLine.objects.filter(payment=OuterRef("pk"), result="applied", outcome="paid"))
    is_booked_paid = Exists(Booking.objects.filter(payment=OuterRef("pk"), kind="paid"))
    return filed, filed.filter(Q(state="paid") | was_paid | is_booked_paid), filed.filter(state__in=Payment.FAILED)


def _in_order(row: CostRow) -> tuple:
    """Order as an accountant reads: by whom and where it is booked, then the present month before earlier ones."""
    return row.organiser, row.cost_place, row.area, row.site, -row.month.first.toordinal(), row.kind


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=BigIntegerField()), 0)


def _sum(rows: QuerySet, by: str, what: F) -> Coalesce:
    summed = rows.order_by().values(by).annotate(n=Sum(what)).values("n")
    return Coalesce(Subquery(summed, output_field=BigIntegerField()), 0)
