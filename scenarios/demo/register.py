"""What the population register tells during a stretch: deaths and moves, most at once and some months later.

What is learned late about a month that is frozen becomes a correction in the next one; every second has one at least.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from pilot.calendar import helsinki_today
from pilot.models import Area
from registry.actions import Address, register_day
from registry.models import Residence, Resident
from scenarios.demo.dates import Span
from scenarios.demo.stage import Deed, Stage, moment
from scenarios.templates import Place
from vouchers import actions, queries
from vouchers.models import Enrolment

DYING, LEAVING, MOVING_WITHIN, COMING = 0.009, 0.02, 0.02, 0.008
LATE = 0.25
CHANNEL = "system"


def deaths(stage: Stage, span: Span, source: random.Random, taken: set[int]) -> Iterator[Deed]:
    """Yield deaths, mostly of old people; of some only the month is known."""
    rules = queries.rules_in_force(stage.strand, span.day)
    living = list(_unmoved(stage).exclude(pk__in=taken).order_by("born_on", "pk"))
    oldest = living[: max(1, len(living) // 8)]
    for resident in source.sample(oldest, min(len(oldest), stage.even_share(span, DYING))):
        taken.add(resident.pk)
        at = moment(span, source)
        died_on = _learned(stage, at, source)
        text = f"{died_on:%Y-%m}" if source.random() < 0.1 else died_on.isoformat()
        died = register_day(text, rules.partial_date)
        if died.day <= helsinki_today(at):
            yield (
                at,
                lambda resident=resident, died=died, at=at: actions.record_death(
                    resident=resident, died=died, by=None, at=at, channel=CHANNEL
                ),
            )


def moves(stage: Stage, span: Span, source: random.Random, taken: set[int]) -> Iterator[Deed]:
    """Yield moves out of the areas, between them and into them."""
    areas = {plan.code: Area.objects.get(pilot=stage.pilot, code=plan.code) for plan in stage.template.areas}
    inside, outside = _unmoved(stage).filter(_in_area()), _unmoved(stage).exclude(_in_area())
    counted = [(inside, LEAVING, False), (inside, MOVING_WITHIN, True), (outside, COMING, True)]
    for rows, portion, stays in counted:
        people = [row for row in rows.order_by("pk") if row.pk not in taken]
        for resident in source.sample(people, min(len(people), stage.even_share(span, portion))):
            taken.add(resident.pk)
            at = moment(span, source)
            yield at, _move(stage, resident, areas if stays else None, _learned(stage, at, source), at, source)
    if span.index >= 2 and span.index % 2 == 0:
        yield from _learned_late(stage, span, areas, taken, source)


def _learned_late(
    stage: Stage, span: Span, areas: dict[str, Area], taken: set[int], source: random.Random
) -> Iterator[Deed]:
    """Yield a move between areas in the middle of a frozen month, of somebody on a chosen list if there is one."""
    chosen = Exists(Enrolment.objects.filter(resident=OuterRef("pk"), origin=Enrolment.Origin.CHOICE))
    rows = _unmoved(stage).filter(_in_area()).exclude(pk__in=taken)
    resident = rows.filter(chosen).order_by("-pk").first() or rows.order_by("-pk").first()
    if resident is not None:
        taken.add(resident.pk)
        at = moment(span, source)
        month = stage.timeline.months[span.index - 2]
        yield at, _move(stage, resident, areas, month.first + timedelta(days=14), at, source)


def _move(
    stage: Stage,
    resident: Resident,
    areas: dict[str, Area] | None,
    moved_on: date,
    at: datetime,
    source: random.Random,
):
    present = Residence.objects.filter(resident=resident, period__isnull=False).order_by("-moved_on").first()
    plans = [plan for plan in stage.template.areas if not (present and present.area and plan.code == present.area.code)]
    plan = source.choice(plans)
    place = source.choice(plan.places if areas else stage.template.population.outside)
    return lambda: actions.record_move(
        resident=resident,
        moved_on=moved_on,
        area=areas[plan.code] if areas else None,
        by=None,
        at=at,
        channel=CHANNEL,
        address=_address(place, source),
    )


def _address(place: Place, source: random.Random) -> Address:
    street = f"{source.choice(place.streets)} {source.randint(1, 60)}"
    return Address(street, place.postal_code, place.town, place.municipality)


def _learned(stage: Stage, at: datetime, source: random.Random) -> date:
    """Draw the day of what is told at the moment: mostly days ago, sometimes months."""
    days = source.randint(35, 95) if source.random() < LATE else source.randint(1, 9)
    return max(stage.timeline.first + timedelta(days=1), helsinki_today(at) - timedelta(days=days))


def _unmoved(stage: Stage) -> QuerySet[Resident]:
    moved = Exists(Residence.objects.filter(resident=OuterRef("pk"), moved_on__gte=stage.timeline.first))
    return Resident.objects.filter(~moved, pilot=stage.pilot, died_on__isnull=True)


def _in_area() -> Exists:
    return Exists(Residence.objects.filter(resident=OuterRef("pk"), period__isnull=False, area__isnull=False))
