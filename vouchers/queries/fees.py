"""What pages and actions read about fees: what holds for somebody on a day, and what a draft would end."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from pilot.calendar import completed_years
from pilot.models import Strand
from pilot.periods import contains
from vouchers.models import Fee, FeeTable

SERVICES = [service.value for service in Fee.Service]
# What is said of a sum beside the sum.
MARKS = ("is_most", "is_basic", "times_a_year", "counted", "spares_veterans")


@dataclass(frozen=True)
class Fees:
    """The approved fees of a day: those of one age, where an age was asked for; none where nobody knows any."""

    on: date
    table: FeeTable | None
    rows: tuple[Fee, ...]
    age: int | None = None

    @property
    def is_free(self) -> bool:
        """Tell whether it is known that nothing is paid for anything."""
        return bool(self.rows) and all(fee.cents == 0 for fee in self.rows)


def fees_on(strand: Strand, on: date, *, born_on: date | None = None, known_at: datetime | None = None) -> Fees:
    """Return what is paid on the day; with a day of birth, what is paid at that age.

    With a moment it is what was known of the day then, as a document of that moment has to say it.
    """
    table = fees_ended(strand, on) if known_at is None else _known_of(strand, on, known_at)
    rows = fees_in_order(table) if table else ()
    if born_on is None:
        return Fees(on, table, rows)
    return Fees(on, table, fees_at_age(table, born_on, on) if table else (), completed_years(born_on, on))


def fees_at_age(table: FeeTable, born_on: date, on: date) -> tuple[Fee, ...]:
    """Return what the table asks of whoever was born then, on the day."""
    age = completed_years(born_on, on)
    return tuple(fee for fee in fees_in_order(table) if age in fee.ages)


def fees_in_order(table: FeeTable) -> tuple[Fee, ...]:
    """Return the table's fees as pages tell them: by service, then by age."""
    return tuple(sorted(table.fees.all(), key=lambda fee: (SERVICES.index(fee.service), fee.ages.lower, fee.unit)))


def fees_ended(strand: Strand, on: date) -> FeeTable | None:
    """Return the approved table of the day, which new fees from that day on would end."""
    return FeeTable.objects.approved().filter(strand=strand, period__contains=on).prefetch_related("fees").first()


def _known_of(strand: Strand, on: date, at: datetime) -> FeeTable | None:
    """Return the table that was to hold on the day: of those approved by then the last to begin, until it ends."""
    approved = FeeTable.objects.filter(strand=strand, approved_at__lte=at, period__startswith__lte=on)
    known = approved.annotate(known_period=Coalesce("approved_period", "period")).prefetch_related("fees")
    table = known.order_by("period").last()
    return table if table and contains(table.known_period, on) else None


def fees_next(strand: Strand, on: date) -> FeeTable | None:
    """Return the first approved table that begins after the day."""
    return FeeTable.objects.approved().filter(strand=strand, period__startswith__gt=on).order_by("period").first()


def fee_tables(tables: QuerySet[FeeTable]) -> QuerySet[FeeTable]:
    """Return the tables with all that their pages name, the earliest first."""
    people = ("strand__pilot__lead", "drafted_by", "approved_by")
    return tables.select_related(*people).prefetch_related("fees").order_by("strand", "period", "pk")


def state_of_fees(table: FeeTable, on: date) -> str:
    """Return whether the table is a draft, or holds, comes or has ended on the day."""
    if table.approved_at is None:
        return "draft"
    if contains(table.period, on):
        return "holds"
    return "coming" if on < table.period.lower else "ended"


def fee_digest(table: FeeTable, ended: FeeTable | None) -> str:
    """Return what tells this draft, beside the fees that it ends, from any other."""
    period = table.period
    said = [table.strand_id, period.lower, period.upper, table.source, table.source_url, table.decision_number]
    said += [table.ceiling, table.ceiling_source]
    fees = [
        [fee.service, fee.unit, str(fee.ages), fee.cents, *(getattr(fee, name) for name in MARKS)]
        for fee in fees_in_order(table)
    ]
    text = json.dumps([said, fees, ended and ended.pk], cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()
