"""The demonstration's days: the template's own, or moved by whole months so that its frozen months end before today."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from pilot.calendar import HELSINKI, Month, add_months, helsinki_today, months_between, next_office_day
from pilot.periods import between
from scenarios.templates import FeeTablePlan, RatePlan, StrandPlan, Template

FROZEN = 12
FREEZE_DAY = 4
# Added to the pilot's name, so that nobody takes moved dates for the pilot's own.
MADE_UP_DATES = {
    "fi": " (esittely keksityin päivin)",
    "sv": " (demonstration med påhittade datum)",
    "en": " (demonstration with made-up dates)",
}


@dataclass(frozen=True)
class Span:
    """A stretch of time in which things happen, from one freeze to the next."""

    index: int
    lower: datetime
    upper: datetime
    month: Month | None

    @property
    def day(self) -> date:
        """The Helsinki day on which it begins."""
        return helsinki_today(self.lower)


@dataclass(frozen=True)
class Timeline:
    """From the pilot's first day over its frozen months to the demonstration's now."""

    first: date
    months: tuple[Month, ...]
    now: datetime

    def freeze_at(self, month: Month) -> datetime:
        """Return when the month is frozen: early in the next one, and never after now."""
        return min(noon(next_office_day(month.next.first.replace(day=FREEZE_DAY))), self.now)

    def spans(self) -> list[Span]:
        """Return the stretches, one a month that is frozen at its end, and the last one until now."""
        ends = [(month, self.freeze_at(month)) for month in self.months] + [(None, self.now)]
        lower, found = noon(self.first), []
        for index, (month, upper) in enumerate(ends):
            found.append(Span(index, lower, upper, month))
            lower = upper
        return found


def timeline(first: date, *, at: datetime, frozen: int) -> Timeline:
    """Return the days of a pilot that began on the day; its now is at most the end of the month after those frozen."""
    start = first_full_month(first)
    last = Month.of(add_months(start.first, frozen - 1))
    return Timeline(first, tuple(months_between(start, last)), min(at, noon(last.next.last)))


def first_full_month(first: date) -> Month:
    """Return the first month that belongs to the pilot from its first day."""
    return Month.of(first) if first.day == 1 else Month.of(first).next


def moved_to(template: Template, *, today: date, frozen: int) -> Template:
    """Return the template with its dates moved so that so many full months of it lie right before today."""
    wanted, own = Month.of(add_months(today, -frozen)), first_full_month(template.period.lower)
    by = (wanted.year - own.year) * 12 + wanted.number - own.number
    names = {language: name + MADE_UP_DATES.get(language, "") for language, name in template.names.items()}
    return replace(
        template,
        names=names,
        period=_moved(template.period, by),
        strands=tuple(_strand(strand, by) for strand in template.strands),
        population=replace(template.population, as_of=add_months(template.population.as_of, by)),
    )


def noon(day: date) -> datetime:
    """Return the moment of noon in Helsinki."""
    return datetime.combine(day, time(12), HELSINKI)


def _strand(strand: StrandPlan, by: int) -> StrandPlan:
    rules = tuple(
        row
        | {"period": _moved(row["period"], by)}
        | {name: add_months(row[name], by) for name in ("cohort_on", "kept_until") if name in row}
        for row in strand.rules
    )
    closing = strand.closing and {
        name: add_months(value, by) if isinstance(value, date) else value for name, value in strand.closing.items()
    }
    rates, fees = tuple(_rates(table, by) for table in strand.rates), tuple(_fees(table, by) for table in strand.fees)
    return replace(strand, rules=rules, rates=rates, fees=fees, closing=closing)


def _rates(table: RatePlan, by: int) -> RatePlan:
    return replace(table, valid_from=add_months(table.valid_from, by))


def _fees(table: FeeTablePlan, by: int) -> FeeTablePlan:
    # Its source tells of other days than these.
    return replace(table, period=_moved(table.period, by), source=table.source + MADE_UP_DATES["fi"])


def _moved(period: DateRange, by: int) -> DateRange:
    last = period.upper - timedelta(days=1) if period.upper else None
    return between(add_months(period.lower, by), add_months(last, by) + timedelta(days=1) if last else None)
