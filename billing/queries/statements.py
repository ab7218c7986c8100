"""Statements: what each is made of, by cell, by correction and by month. Feeds the page, the PDF and the files."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from billing import words
from billing.models import Entry, Payment, Statement
from billing.queries.changes import Change, briefly
from billing.statements.document import MonthFigure
from billing.statements.figures import CellRow, CorrectionRow, CorrectionSum
from pilot import formats
from pilot.calendar import Month, add_months
from pilot.models import Area

MONTHS_SHOWN = 12
# Where the payment is that a statement is part of; of a debt that was paid again, the last one.
LAST_PAYMENT_STATE = Subquery(
    Payment.objects.filter(run=OuterRef("run"), provider=OuterRef("site__provider"))
    .order_by("-attempt")
    .values("state")[:1]
)


@dataclass(frozen=True)
class Movement:
    """How many residents are on the month's list, their days, and how many came and went since the month before."""

    residents: int
    person_days: int
    arrived: int
    left: int


def statements(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    """Return statements with what a list prints of them; the newest first."""
    rows = rows.select_related("run__strand", "site__provider").annotate(last_payment_state=LAST_PAYMENT_STATE)
    return rows.order_by("-run__month", "-is_payable", "site__name_fi", "pk")


def of_month(rows: QuerySet[Statement], month: Month | None) -> QuerySet[Statement]:
    """Narrow statements to a month, where one is given."""
    return rows if month is None else rows.filter(run__month=month.first)


def with_run_and_site() -> QuerySet[Statement]:
    """Return statements with what their page names beside their figures."""
    rows = Statement.objects.select_related("run__strand__pilot__lead", "run__previous", "site__provider")
    return rows.annotate(last_payment_state=LAST_PAYMENT_STATE)


def entries_of(statement: Statement) -> QuerySet[Entry]:
    """Return the statement's entries."""
    return Entry.objects.filter(run=statement.run_id, site=statement.site_id)


@dataclass(frozen=True)
class Cell(CellRow):
    """A row of the statement, and the cell of the rate table that it leads to."""

    cell_id: int


def cell_rows(statement: Statement) -> tuple[Cell, ...]:
    """Return the month's own entries by cell of the rate table: by area, then by age."""
    rows = (
        entries_of(statement)
        .filter(kind=Entry.Kind.ORIGINAL)
        .values("cell_id", "area_id", "cell__ages", "cell__sex", "cell__needs", "cell__annual_cents")
        .annotate(residents=Count("resident_id", distinct=True), days=Sum("days"), cents=Sum("cents"))
    )
    areas = Area.objects.in_bulk({row["area_id"] for row in rows})
    found = [
        Cell(
            cell_id=row["cell_id"],
            area=areas[row["area_id"]].name,
            age_from=row["cell__ages"].lower,
            age_to=None if row["cell__ages"].upper is None else row["cell__ages"].upper - 1,
            residents=row["residents"],
            days=row["days"],
            annual_cents=row["cell__annual_cents"],
            cents=int(row["cents"]),
            only=words.only(row["cell__sex"], needs and (needs.lower, needs.upper)),
        )
        for row in rows
        for needs in (row["cell__needs"],)
    ]
    return tuple(sorted(found, key=lambda row: (row.area, row.age_from, row.annual_cents)))


def correction_rows(statement: Statement) -> tuple[CorrectionRow, ...]:
    """Return the corrections by month and resident: what had been paid beside what is due as known at the freeze."""
    rows = (
        _corrections(statement)
        .values("month", "resident__list_code")
        .annotate(
            old_days=Sum("days", filter=Q(kind=Entry.Kind.REFUND)),
            old_cents=Coalesce(Sum(-F("cents"), filter=Q(kind=Entry.Kind.REFUND)), 0),
            new_days=Sum("days", filter=Q(kind=Entry.Kind.CORRECTION)),
            new_cents=Coalesce(Sum("cents", filter=Q(kind=Entry.Kind.CORRECTION)), 0),
            because=Max("cause"),
            brought_by=Max("change"),
        )
        .order_by("month", "resident__list_code")
    )
    named = {(row["brought_by"], row["because"]) for row in rows}
    changes = briefly(named, pilot_id=statement.run.strand.pilot_id)
    return tuple(
        CorrectionRow(
            month=Month.of(row["month"]),
            list_code=row["resident__list_code"],
            cause=words.cause(row["because"]),
            change=_in_few_words(changes.get(row["brought_by"])),
            old_days=row["old_days"],
            old_cents=int(row["old_cents"]),
            new_days=row["new_days"],
            new_cents=int(row["new_cents"]),
        )
        for row in rows
    )


def _in_few_words(change: Change | None) -> str:
    if change is None:
        return ""
    if change.at is None:
        return change.what
    return _("{what}, recorded {day}").format(what=change.what, day=formats.day(change.at))


def correction_months(statement: Statement) -> list[CorrectionSum]:
    """Return the corrections' sum of each earlier month."""
    rows = (
        _corrections(statement)
        .values("month")
        .annotate(
            residents=Count("resident_id", distinct=True),
            old_cents=Coalesce(Sum(-F("cents"), filter=Q(kind=Entry.Kind.REFUND)), 0),
            new_cents=Coalesce(Sum("cents", filter=Q(kind=Entry.Kind.CORRECTION)), 0),
        )
        .order_by("month")
    )
    return [
        CorrectionSum(Month.of(row["month"]), row["residents"], int(row["old_cents"]), int(row["new_cents"]))
        for row in rows
    ]


def movement(statement: Statement) -> Movement:
    """Return who is on the list and who came and went, as the two runs have it."""
    now = entries_of(statement).filter(kind=Entry.Kind.ORIGINAL)
    sums = now.aggregate(residents=Count("resident_id", distinct=True), days=Sum("days"))
    before = Entry.objects.filter(run=statement.run.previous_id, site=statement.site_id, kind=Entry.Kind.ORIGINAL)
    if statement.run.previous_id is None:
        return Movement(sums["residents"], sums["days"] or 0, 0, 0)
    return Movement(
        residents=sums["residents"],
        person_days=sums["days"] or 0,
        arrived=now.exclude(resident__in=before.values("resident")).aggregate(n=Count("resident_id", distinct=True))[
            "n"
        ],
        left=before.exclude(resident__in=now.values("resident")).aggregate(n=Count("resident_id", distinct=True))["n"],
    )


def history(statement: Statement) -> tuple[MonthFigure, ...]:
    """Return the site's months up to this one: what was paid, or calculated where nothing is paid."""
    first = add_months(statement.run.month, 1 - MONTHS_SHOWN)
    rows = Statement.objects.filter(
        site=statement.site_id,
        run__strand=statement.run.strand_id,
        run__month__gte=first,
        run__month__lte=statement.run.month,
    )
    shown = rows.annotate(shown=Case(When(is_payable=True, then=F("to_pay")), default=F("cents")))
    sums = list(shown.order_by("run__month").values_list("run_id", "run__month", "shown"))
    residents = dict(
        Entry.objects.filter(run__in=[run for run, *_ in sums], site=statement.site_id, kind=Entry.Kind.ORIGINAL)
        .values("run_id")
        .annotate(number=Count("resident_id", distinct=True))
        .values_list("run_id", "number")
    )
    return tuple(MonthFigure(Month.of(month), cents, residents.get(run, 0)) for run, month, cents in sums)


def previous_statement(statement: Statement) -> Statement | None:
    """Return the site's statement of the run before."""
    return Statement.objects.filter(run=statement.run.previous_id, site=statement.site_id).first()


def _corrections(statement: Statement) -> QuerySet[Entry]:
    return entries_of(statement).exclude(kind=Entry.Kind.ORIGINAL)
