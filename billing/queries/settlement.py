"""What organisers of a pilot owe each other: who paid a run, and whose areas its residents lived in.

An entry is borne by the organiser of its area, which is that of its reference day; the pilot's lead pays every run. So
what another organiser owes the lead is the sum of the entries in its areas, corrections with their sign. The sums are
those of the journal, whose expense the database holds to be that of the entries; who moved is asked of the entries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Case, F, QuerySet, Sum, When

from billing import sql
from billing.models import BookingLine, Entry, PaymentRun
from pilot.calendar import Month
from pilot.models import Organiser

SIGNED = Case(When(side="debit", then=F("cents")), default=-F("cents"))


@dataclass(frozen=True)
class Debt:
    """What one organiser owes another by one run."""

    run_id: int
    month: Month
    strand: str
    debtor: str
    creditor: str
    cents: int
    corrections: int


@dataclass(frozen=True)
class DebtPart:
    """A part of what an organiser owes by a run: of which service month, and of residents who came from where."""

    debtor: str
    creditor: str
    came_from: str
    month: Month
    is_correction: bool
    residents: int
    days: int
    cents: int

    @property
    def kind(self) -> str:
        return "correction" if self.is_correction else "month"


def debts(runs: QuerySet[PaymentRun]) -> list[Debt]:
    """Return what organisers owe each other by the booked runs, newest first; who bears their own owe nothing."""
    rows = (
        BookingLine.objects.filter(booking__run__in=runs.values("pk"), use="expense")
        .exclude(organiser=F("booking__organiser"))
        .values("booking__run", "organiser", "booking__organiser", "entry_kind")
        .annotate(sum=Sum(SIGNED))
    )
    found: dict[tuple[int, int, int], list[int]] = {}
    for row in rows:
        key = (row["booking__run"], row["organiser"], row["booking__organiser"])
        sums = found.setdefault(key, [0, 0])
        sums[0] += row["sum"]
        sums[1] += row["sum"] if row["entry_kind"] != Entry.Kind.ORIGINAL else 0
    by_run = PaymentRun.objects.select_related("strand").in_bulk({run for run, _, _ in found})
    names = _names({organiser for _, *pair in found for organiser in pair})
    made = [
        Debt(run, Month.of(by_run[run].month), by_run[run].strand.name, names[debtor], names[creditor], *sums)
        for (run, debtor, creditor), sums in found.items()
    ]
    return sorted(made, key=lambda debt: (-debt.month.first.toordinal(), debt.strand, debt.debtor))


def unbooked_of_several(runs: QuerySet[PaymentRun]) -> int:
    """Return how many runs of pilots with areas of several organisers have nothing booked yet, and so are missing."""
    shared = runs.filter(strand__pilot__areas__organiser__isnull=False).exclude(
        strand__pilot__areas__organiser=F("strand__pilot__lead")
    )
    return shared.filter(bookings=None).values("pk").distinct().count()


def debt_parts(run: PaymentRun) -> list[DebtPart]:
    """Return what other organisers owe by the run, by service month and by where the residents had come from."""
    payer = run.strand.pilot.lead
    earlier = PaymentRun.objects.filter(strand=run.strand_id, month__lte=run.month).values_list("pk", flat=True)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.text("settlement_of_run"),
            {"run": run.pk, "payer": payer.pk, "pilot": run.strand.pilot_id, "runs": list(earlier)},
        )
        rows: list[tuple[int, int | None, date, bool, int, int, int]] = cursor.fetchall()
    names = _names({payer.pk} | {pk for row in rows for pk in row[:2] if pk})
    return [
        DebtPart(
            debtor=names[debtor],
            creditor=names[payer.pk],
            came_from=names[came_from] if came_from else "",
            month=Month.of(month),
            is_correction=is_correction,
            residents=residents,
            days=days,
            cents=cents,
        )
        for debtor, came_from, month, is_correction, residents, days, cents in rows
    ]


def own_cents(run: PaymentRun) -> int:
    """Return what of the run's entries at paid sites the payer bears itself."""
    rows = BookingLine.objects.filter(booking__run=run, use="expense", organiser=F("booking__organiser"))
    return int(rows.aggregate(sum=Sum(SIGNED))["sum"] or 0)


def _names(organisers: Iterable[int]) -> dict[int, str]:
    return {pk: row.name for pk, row in Organiser.objects.in_bulk(set(organisers)).items()}
