"""Ending a place in a queue, as part of another deed."""

from datetime import datetime

from pilot.models import Strand, User
from registry.models import Resident
from vouchers.models import QueuePlace


def give_up(
    *, resident: Resident, strand: Strand, state: QueuePlace.State, by: User | None, at: datetime
) -> QueuePlace | None:
    """End the resident's place in the strand, if there is one; whoever calls holds the resident's lock and records."""
    place = QueuePlace.objects.waiting().filter(resident=resident, strand=strand).first()
    if place is not None:
        place.state, place.left_at, place.left_by = state, at, by
        place.save(update_fields=["state", "left_at", "left_by"])
    return place
