"""What a pilot has cost against its state grant, month by month, and what is forecast to its end.

A run's cost is the sum of its entries and incentives at paid sites, corrections included, in the run's month. What is
taken off for purchases changes what is paid, and what is carried over the day of payment, not the cost. The pilot's
share of it counts against the grant. Shares are rounded on the sum so far, so that the months' shares add up to the
share of the whole.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Sum

from billing.models import PaymentRun, Statement
from billing.queries.runs import next_of
from pilot.calendar import Month, months_between
from pilot.models import Job, Pilot, Strand
from pilot.money import round_half_up

FORECAST = "grant_forecast"
WHOLE = 1000


@dataclass(frozen=True)
class GrantMonth:
    """A month's cost, the share of it that counts, and what was left of the grant after it."""

    month: Month
    is_forecast: bool
    cents: int
    counted: int
    left: int
    run_id: int | None

    @property
    def state(self) -> str:
        return "forecast" if self.is_forecast else "frozen"


@dataclass(frozen=True)
class Report:
    """The grant, what counts against it so far, what is forecast, and the months it is made of."""

    grant: int
    share_thousandths: int
    months: list[GrantMonth]

    @property
    def spent(self) -> int:
        return sum(month.cents for month in self.months if not month.is_forecast)

    @property
    def counted(self) -> int:
        return sum(month.counted for month in self.months if not month.is_forecast)

    @property
    def forecast(self) -> int:
        return sum(month.counted for month in self.months if month.is_forecast)

    @property
    def left(self) -> int:
        return self.grant - self.counted

    @property
    def left_at_end(self) -> int:
        return self.left - self.forecast

    @property
    def runs_out(self) -> Month | None:
        """The first month after which nothing of the grant is left."""
        return next((month.month for month in self.months if month.left < 0), None)


def report(pilot: Pilot, forecast: dict[str, int]) -> Report:
    """Return the pilot's months: those frozen, then those of the forecast that are not frozen yet."""
    frozen, runs = _frozen(pilot)
    coming = {Month.parse(text): cents for text, cents in forecast.items()}
    costs = {month: (cents, False) for month, cents in frozen.items()}
    costs |= {month: (cents, True) for month, cents in coming.items() if month not in frozen}
    share, grant = pilot.grant_share_thousandths, pilot.grant_cents
    months, cost_so_far, counted_so_far = [], 0, 0
    for month, (cents, is_forecast) in sorted(costs.items()):
        cost_so_far += cents
        counted = round_half_up(cost_so_far * share, WHOLE) - counted_so_far
        counted_so_far += counted
        months.append(GrantMonth(month, is_forecast, cents, counted, grant - counted_so_far, runs.get(month)))
    return Report(grant, share, months)


def last_forecast(pilot: Pilot) -> Job | None:
    """Return the last forecast that was made for the pilot."""
    return Job.objects.filter(kind=FORECAST, pilot=pilot, state=Job.State.DONE).order_by("-pk").first()


def open_forecast(pilot: Pilot) -> Job | None:
    """Return a forecast that is being made."""
    states = [Job.State.WAITING, Job.State.RUNNING]
    return Job.objects.filter(kind=FORECAST, pilot=pilot, state__in=states).order_by("-pk").first()


def coming_months(strand: Strand) -> list[Month]:
    """Return the strand's months from the next one that is frozen to the last of the pilot."""
    first, until = next_of(strand), strand.pilot.period.upper
    if until is None or first.first >= until:
        return []
    last = Month.of(until)
    return list(months_between(first, last if last.first < until else last.previous))


def strands_of(pilot: Pilot) -> list[Strand]:
    """Return the strands whose months are frozen."""
    rows = Strand.objects.paid_by_capitation().filter(pilot=pilot).select_related("pilot")
    return list(rows.order_by("pk"))


def _frozen(pilot: Pilot) -> tuple[dict[Month, int], dict[Month, int]]:
    """Return each frozen month's cost, and a run that it leads to."""
    costs: dict[Month, int] = defaultdict(int)
    runs: dict[Month, int] = {}
    for run, first in PaymentRun.objects.filter(strand__pilot=pilot).values_list("pk", "month"):
        costs[Month.of(first)] += 0
        runs[Month.of(first)] = run
    rows = Statement.objects.filter(run__strand__pilot=pilot, is_payable=True)
    for first, cents in rows.values_list("run__month").annotate(sum=Sum(F("cents") + F("incentive"))):
        costs[Month.of(first)] += int(cents)
    return dict(costs), runs
