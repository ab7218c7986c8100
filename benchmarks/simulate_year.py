"""Simulating a drafted rate table over twelve frozen months, against one preview of the month after them."""

from datetime import UTC, date, datetime

from benchmarks import population
from benchmarks.measuring import Result, benchmark, median_of
from billing import actions as billing_actions
from billing.actions.rates import CellDraft
from billing.models import RateCell, RateTable
from billing.month.preview import preview
from billing.month.simulation import Question, simulate
from pilot.calendar import Month, months_between
from pilot.models import Strand, User

YEAR = tuple(months_between(Month(2017, 1), Month(2017, 12)))
TIMES = 3


@benchmark("simulate_year", n=100_000)
def simulate_year(n: int) -> Result:
    """Freeze a year of n residents, and ask what it would have cost by rates three per cent higher."""
    strand, at = population.make(n).strand, datetime.now(UTC)
    for month in YEAR:
        billing_actions.freeze(strand=strand, month=month, by=None, at=at, channel="benchmark")
    question = Question(strand, YEAR, _draft(strand, at))
    floor = median_of(TIMES, lambda: preview(strand=strand, month=YEAR[-1].next))
    return Result(n, median_of(TIMES, lambda: simulate(question)), floor)


def _draft(strand: Strand, at: datetime) -> RateTable:
    return billing_actions.draft_rate_table(
        strand=strand,
        valid_from=date(2018, 1, 1),
        cells=[
            CellDraft(cell.area, *cell.age_band, cell.annual_cents * 103 // 100)
            for cell in RateCell.objects.filter(table__strand=strand).select_related("area")
        ],
        by=User.objects.create(name="Mittaaja"),
        at=at,
        channel="benchmark",
    )
