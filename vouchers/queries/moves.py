"""Draws of those whom a list gives up: what they come to, where there is room, and what their pages show."""

from dataclasses import dataclass
from datetime import date
from math import cos, radians
from typing import Any

from django.db import connection
from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Lower, Upper

from pilot.calendar import ONE_DAY
from pilot.models import OutboxMessage, RuleSet, Strand
from pilot.periods import since
from providers import queries as provider_queries
from providers.models import Approval, ListCap, Site
from vouchers import rules, sql
from vouchers.models import Delivery, Enrolment, MoveLot, MovePlan
from vouchers.queries.acting import child_matter_key
from vouchers.queries.closing import approved_closing
from vouchers.queries.rooms import is_open, rooms

# More than any list takes; the room of a list without a cap.
NO_LIMIT = 1_000_000_000
State = Delivery.State


@dataclass(frozen=True)
class Figures:
    """What a draw comes to."""

    on_list: int
    coming: int
    must_move: int
    moving: int
    digest: str


@dataclass(frozen=True)
class ListToCut:
    """A list that has to give residents up by a day: over its cap, or of a site that closes."""

    site: Site
    on_list: int
    places: int | None
    closes_on: date | None
    day: date
    plan: MovePlan | None = None

    @property
    def over(self) -> int:
        """How many have to go."""
        return self.on_list if self.places is None else self.on_list - self.places


@dataclass(frozen=True)
class MoveLetters:
    """Whether a letter of a draw has left the house, and the deliveries that are still here."""

    have_left: bool
    standing: QuerySet[Delivery]


def drawn_up(
    *, site: Site, strand: Strand, rule_set: RuleSet, effective_on: date, seed: str, on: date
) -> MovePlan | None:
    """Return the plan, not yet kept, of what the list gives up on the day; None when it need not give up anybody."""
    plan = MovePlan(site=site, strand=strand, effective_on=effective_on, held_on=effective_on, seed=seed)
    plan.moves_to, plan.family_age = rule_set.moves_to, rule_set.family_age
    if is_open(site=site, strand=strand, on=effective_on):
        cap = ListCap.objects.filter(site=site, strand=strand, period__contains=effective_on).first()
        if cap is None:
            return None
        plan.cause, plan.places = MovePlan.Cause.CAP, cap.places
    else:
        approval = Approval.objects.filter(site=site, strand=strand, period__contains=on).first()
        if approval is None or approval.period.upper is None:
            return None
        plan.cause, plan.held_on = MovePlan.Cause.CLOSING, approval.period.upper - ONE_DAY
    plan.destinations = destinations(plan, on=on)
    return plan


def closes_by_script(strand: Strand, day: date) -> bool:
    """Tell whether the pilot closes on the day by a plan: then residents choose for themselves, and nobody is drawn."""
    plan = approved_closing(strand)
    return plan is not None and plan.closes_on == day


def destinations(plan: MovePlan, *, on: date) -> list[list[int]]:
    """Return the sites with room on the plan's day, the nearest to the present one first, each with its free places.

    Only sites that stay open until the pilot ends: nobody is moved twice. Where others wait nothing is free. Where the
    rules send everybody home there are none.
    """
    if plan.moves_to != RuleSet.MovesTo.NEAREST:
        return []
    until = plan.strand.pilot.period.upper
    ends = Approval.objects.filter(strand=plan.strand, period__contains=plan.effective_on)
    ends = ends.filter(Q(period__endswith=None) | Q(period__endswith__gte=until) if until else Q(period__endswith=None))
    found = provider_queries.open_sites(plan.strand, plan.effective_on).exclude(pk=plan.site_id)
    sites = sorted(found.filter(pk__in=ends.values("site")), key=lambda site: (_distance(plan.site, site), site.pk))
    room = rooms(strand=plan.strand, sites=[site.pk for site in sites], on=plan.effective_on, today=on)
    free = [(site.pk, NO_LIMIT if room[site.pk].free is None else room[site.pk].free) for site in sites]
    return [[site, places] for site, places in free if places]


def figures(plan: MovePlan, *, on: date) -> Figures:
    """Return what the draw comes to by all that is known now; nothing is written."""
    return Figures(*one_row("draw_summary", plan, on=on))


def one_row(statement: str, plan: MovePlan, *, on: date) -> tuple[Any, ...]:
    """Run a statement on the plan's draw and return its one row."""
    with connection.cursor() as cursor:
        cursor.execute(sql.text(statement).format(draw=sql.text("draw")), _parameters(plan, on))
        return cursor.fetchone()


def is_as_drawn(plan: MovePlan, *, rule_set: RuleSet, on: date) -> bool:
    """Tell whether lots drawn now by the same seed would come to the same."""
    now = drawn_up(
        site=plan.site, strand=plan.strand, rule_set=rule_set, effective_on=plan.effective_on, seed=plan.seed, on=on
    )
    return now is not None and now.cause == plan.cause and figures(now, on=on).digest == plan.digest


def lists_to_cut(strand: Strand, *, rule_set: RuleSet, on: date) -> list[ListToCut]:
    """Return the lists that are or will be over a cap, and those of sites that close, with the draft that waits."""
    first = rules.effective_on(rule_set, on)
    ending = Approval.objects.filter(strand=strand, period__contains=on, period__endswith__isnull=False)
    ending = ending.annotate(ends=Upper("period"))
    opens_again = Approval.objects.filter(strand=strand, site=OuterRef("site"), period__contains=OuterRef("ends"))
    closing = dict(ending.exclude(Exists(opens_again)).values_list("site", "ends"))
    closing = {site: ends for site, ends in closing.items() if not closes_by_script(strand, ends)}
    caps = ListCap.objects.filter(strand=strand, period__overlap=since(first)).exclude(
        site__in=ending.exclude(Exists(opens_again)).values("site")
    )
    leaving = _leaving(strand, closing)
    found: list[tuple[int, int | None, date | None, date, int]]
    found = [(site, places, None, day, held) for site, places, day, held in _held_then(caps, strand, first)]
    found += [(site, None, ends, max(first, ends), leaving.get(site, 0)) for site, ends in closing.items()]
    sites = Site.objects.select_related("provider").in_bulk([row[0] for row in found])
    plans = {plan.site_id: plan for plan in MovePlan.objects.waiting().filter(strand=strand)}
    rows = [
        ListToCut(sites[pk], held, places, closes_on, rules.first_day_of_effect(rule_set, day), plans.get(pk))
        for pk, places, closes_on, day, held in found
    ]
    return sorted((row for row in rows if row.over > 0), key=lambda row: (row.day, row.site.name, row.site.pk))


def move_plans(plans: QuerySet[MovePlan]) -> QuerySet[MovePlan]:
    """Return the plans with what their list names."""
    return plans.select_related("site", "strand", "drafted_by", "approved_by", "undo_asked_by")


def moves_waiting(plans: QuerySet[MovePlan]) -> QuerySet[MovePlan]:
    """Return the drafts that wait for somebody else, and draws that somebody asks to undo, the oldest first."""
    asked = Q(undo_asked_at__isnull=False, undone_at__isnull=True)
    waiting = plans.filter(Q(approved_at__isnull=True, withdrawn_at__isnull=True) | asked)
    return move_plans(waiting).order_by("drafted_at", "pk")


def letters_of_moves(plan: MovePlan) -> MoveLetters:
    """Return what is known of the letters that tell residents, and guardians, of a move."""
    moves = MoveLot.objects.filter(plan=plan, choice__isnull=False).values_list("choice", flat=True)
    keys = [f"moved/{pk}" for pk in moves]
    keys += [child_matter_key("moved", move, guardian) for move, guardian in guardians_of_moves(plan)]
    deliveries = Delivery.objects.filter(letter__key__in=keys)
    left = Q(state=State.SENT) | Q(batch__isnull=False) | ~Q(reference="") | Q(way="handed", sent_on__isnull=False)
    messages = deliveries.filter(way="message", state=State.WAITING)
    asked = [f"letter-{pk}" for pk in messages.values_list("pk", flat=True)]
    # A message that the service was asked to take may have arrived, whatever it answered.
    have_left = deliveries.filter(left).exists() or OutboxMessage.objects.filter(key__in=asked, tries__gt=0).exists()
    return MoveLetters(have_left, deliveries.filter(state__in=[State.WAITING, State.UNDELIVERABLE]))


def guardians_of_moves(plan: MovePlan) -> list[tuple[int, int]]:
    """Return the moves of children, each with everybody who was ever the child's guardian: who may have been told."""
    rows = MoveLot.objects.filter(plan=plan, choice__resident__guardianships__isnull=False)
    return list(rows.values_list("choice", "choice__resident__guardianships__guardian").distinct())


def moves_may_be_undone(plan: MovePlan, *, on: date) -> bool:
    """Tell whether a draw that was carried out has not reached anybody yet but by e-mail."""
    return on < plan.effective_on and not letters_of_moves(plan).have_left


def lots_of(plan: MovePlan) -> QuerySet[MoveLot]:
    """Return all who were on the list when the lots were drawn."""
    return MoveLot.objects.filter(plan=plan).select_related("to_site", "plan__site")


def where_to(plan: MovePlan) -> list[tuple[Site | None, int]]:
    """Count those who move by where they go; None is each one's home site, and comes last."""
    rows = dict(lots_of(plan).filter(moves=True).order_by().values_list("to_site").annotate(number=Count("pk")))
    sites = Site.objects.select_related("provider").in_bulk([pk for pk in rows if pk])
    found: list[tuple[Site | None, int]] = [(site, rows[pk]) for pk, site in sites.items()]
    found.sort(key=lambda row: (-row[1], row[0].name if row[0] else ""))
    return found + ([(None, rows[None])] if None in rows else [])


def free_places(plan: MovePlan) -> list[tuple[Site, int | None]]:
    """Return the sites to which the draw could lead, the nearest first, with their free places; None is no limit."""
    sites = Site.objects.in_bulk([pk for pk, _free in plan.destinations])
    return [(sites[pk], None if free == NO_LIMIT else free) for pk, free in plan.destinations]


def kept_counts(plan: MovePlan) -> list[tuple[str, int]]:
    """Count those who stay by the rules of the draw, by their reason in words."""
    rows = lots_of(plan).exclude(kept="").order_by().values_list("kept").annotate(number=Count("pk"))
    return [(str(MoveLot.Kept(kept).label), number) for kept, number in sorted(rows)]


def _held_then(caps: QuerySet[ListCap], strand: Strand, first: date) -> list[tuple[int, int, date, int]]:
    """Return each cap's site and places, the first day on which it can be held, and who is on its list from then."""
    then = Q(period__endswith=None) | Q(period__endswith__gt=OuterRef("day"))
    held = Enrolment.objects.filter(then, strand=strand, site=OuterRef("site")).order_by().values("site")
    number = held.annotate(number=Count("resident", distinct=True)).values("number")
    rows = caps.annotate(day=Greatest(Lower("period", output_field=DateField()), Value(first))).annotate(
        held=Coalesce(Subquery(number), 0)
    )
    return list(rows.values_list("site", "places", "day", "held"))


def _leaving(strand: Strand, closing: dict[int, date]) -> dict[int, int]:
    """Count who is on each closing list on its last day."""
    rows = Enrolment.objects.filter(strand=strand, site__in=list(closing), choice__isnull=False)
    ends = rows.annotate(ends=Upper("period")).order_by().values_list("site", "ends").annotate(Count("pk"))
    return {site: number for site, day, number in ends if day == closing[site]}


def _distance(one: Site, other: Site) -> float:
    """Return how far apart two sites are, in a measure good enough to compare; one without coordinates is farthest."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return float("inf")
    north = (other.latitude or 0) - (one.latitude or 0)
    east = ((other.longitude or 0) - (one.longitude or 0)) * cos(radians(one.latitude or 0))
    return north * north + east * east


def _parameters(plan: MovePlan, on: date) -> dict[str, Any]:
    return {
        "plan": plan.pk,
        "strand": plan.strand_id,
        "site": plan.site_id,
        "effective_on": plan.effective_on,
        "held_on": plan.held_on,
        "places": plan.places,
        "moves_to": plan.moves_to,
        "family_age": plan.family_age,
        "seed": plan.seed,
        "sites": [site for site, _free in plan.destinations],
        "free": [free for _site, free in plan.destinations],
        "today": on,
    }
