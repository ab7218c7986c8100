"""The month as a set: computes what is due, and what earlier months now owe or get back, into a table.

A freeze computes into the run's own partition, a preview into a table that vanishes. Both are this one computation, so
that a preview never shows other figures than the freeze would write. No decisions about the run's life are here.
"""

from dataclasses import dataclass

from django.db import connection

from billing import sql
from billing.models import PaymentRun
from pilot.calendar import Month, months_between
from pilot.models import Strand

GAPS = "found_gaps"
PREVIEW = "previewed_entries"


@dataclass(frozen=True)
class SiteFigures:
    """One site's part of a run; cents are signed, carried figures are never above zero."""

    site_id: int
    is_payable: bool
    entry_count: int
    resident_count: int
    cents: int
    carried_in: int
    entries_digest: str

    @property
    def to_pay(self) -> int:
        return max(0, self.carried_in + self.cents) if self.is_payable else 0

    @property
    def carried_out(self) -> int:
        return min(0, self.carried_in + self.cents) if self.is_payable else 0


def previous_run(strand: Strand, month: Month) -> PaymentRun | None:
    """Return the strand's last run before the month."""
    return PaymentRun.objects.filter(strand=strand, month__lt=month.first).order_by("-month").first()


def compute(*, strand: Strand, month: Month, previous: PaymentRun | None, run_id: int, part: str) -> None:
    """Write the month's entries, and corrections of earlier frozen months, into the table `part`; gaps beside it."""
    params = {"strand": strand.pk, "pilot": strand.pilot_id, "run": run_id, "previous": previous and previous.pk}
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {GAPS} (month date, resident_id bigint, site_id bigint, area_id bigint,"
            " starts_on date, age smallint) ON COMMIT DROP"
        )
        # Everybody at once: never one by one, whatever the planner last heard of the tables' sizes.
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off")
        cursor.execute(_with_due("write_originals", residents="TRUE", part=part), params | span([month]))
        cursor.execute("SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = on")
        if previous is not None:
            _find_touched(cursor, params)
            cursor.execute(
                _with_due(
                    "write_corrections",
                    residents="enrolment.resident_id IN (SELECT resident_id FROM touched)",
                    part=part,
                ),
                params | span(_frozen_months(strand, Month.of(previous.month))),
            )


def site_figures(*, previous: PaymentRun | None, part: str) -> list[SiteFigures]:
    """Return each site's figures from the computed entries and what the previous run carried out, by site."""
    with connection.cursor() as cursor:
        cursor.execute(sql.text("statements").format(part=part), {"previous": previous and previous.pk})
        return [SiteFigures(*row) for row in cursor.fetchall()]


def span(of: list[Month]) -> dict[str, object]:
    """Return the parameters by which `due.sql` knows its months: each, the first day and the day after the last."""
    return {"months": [month.first for month in of], "first": of[0].first, "until": of[-1].until}


def forget() -> None:
    """Drop the computation's temporary tables, so that another may follow in the same unit of work."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {GAPS}, {PREVIEW}, touched")


def _find_touched(cursor, params: dict) -> None:
    cursor.execute("CREATE TEMP TABLE touched (resident_id bigint PRIMARY KEY, cause text) ON COMMIT DROP")
    cursor.execute(sql.text("touched").format(missed=sql.text("missed")), params)
    cursor.execute("ANALYZE touched")


def _frozen_months(strand: Strand, last: Month) -> list[Month]:
    first = PaymentRun.objects.filter(strand=strand).order_by("month").values_list("month", flat=True)[0]
    return list(months_between(Month.of(first), last))


def _with_due(name: str, *, residents: str, part: str) -> str:
    due = sql.text("due").format(resident=residents)
    return sql.text(name).format(due=due, part=part, gaps=GAPS)
