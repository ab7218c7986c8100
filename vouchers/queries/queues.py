"""Where residents stand in queues, and how long queues are. Of others nothing but their number is told."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from pilot.errors import Refused
from pilot.models import RuleSet, Strand
from providers.models import Site
from registry.models import Resident
from vouchers import errors, rules
from vouchers.models import QueuePlace
from vouchers.queries.choices import choice_facts, is_under, rules_in_force


@dataclass(frozen=True)
class Waiting:
    """A resident's place in a queue as it is on a day; without a position it is on hold, for they may not choose.

    `is_small` where the resident does not choose alone yet.
    """

    place: QueuePlace
    position: int | None
    length: int
    rules: RuleSet | None
    is_small: bool = False


def queue_place_of(*, resident: Resident, strand: Strand, on: date) -> Waiting | None:
    """Return where the resident waits in the strand, if anywhere."""
    return next((row for row in queue_places_of(resident, on=on) if row.place.strand_id == strand.pk), None)


def queue_places_of(resident: Resident, *, on: date) -> list[Waiting]:
    """Return where the resident waits, with the position on the day."""
    places = QueuePlace.objects.waiting().filter(resident=resident).select_related("site", "strand__pilot", "resident")
    return [_standing(place, on) for place in places.order_by("strand")]


def queue_history_of(resident: Resident) -> QuerySet[QueuePlace]:
    """Return every place that the resident has or had in a queue, newest first."""
    rows = QueuePlace.objects.filter(resident=resident).select_related("site", "strand", "deputy")
    return rows.order_by("-joined_at", "-pk")


def queue_refusal(
    *, resident: Resident, strand: Strand, site: Site, on: date, is_own: bool = False, channel: str = ""
) -> Refused | None:
    """Return why the resident may not wait for the list: whatever a choice would be refused for but the full list."""
    try:
        facts = choice_facts(resident=resident, strand=strand, site=site, on=on, is_own=is_own, channel=channel)
    except errors.NoRules as missing:
        return missing
    refusal = rules.refusal(facts)
    if refusal is None:
        return errors.ListHasRoom()
    if not isinstance(refusal, errors.ListFull):
        return refusal
    return errors.NoQueue() if rules_in_force(strand, on).queue_opens_at is None else None


def queue_length(*, site: Site, strand: Strand, on: date) -> int:
    """Count who waits for the list on the day."""
    return QueuePlace.objects.in_line(strand, on).filter(site=site).count()


def _standing(place: QueuePlace, on: date) -> Waiting:
    line = QueuePlace.objects.in_line(place.strand, on).filter(site=place.site)
    rule_set = RuleSet.objects.in_force(on).filter(strand=place.strand).first()
    is_small = rule_set is not None and is_under(rule_set.minimum_age, place.resident, on)
    own = line.filter(pk=place.pk).first()
    if own is None:
        return Waiting(place, None, line.count(), rule_set, is_small)
    longer = Q(joined_at__lt=own.joined_at) | Q(joined_at=own.joined_at, pk__lt=own.pk)
    ahead = Q(has_list=own.has_list) & longer
    if own.has_list:
        ahead |= Q(has_list=False)
    return Waiting(place, 1 + line.filter(ahead).count(), line.count(), rule_set, is_small)
