"""The database's rule that a place in a queue ends once, tried by breaking it there."""

import pytest

from tests.constraints import changed, refused_by
from tests.vouchers.cast import a_resident, a_site, a_strand, an_area, noon
from vouchers import actions
from vouchers.models import QueuePlace

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("after", ["waiting", "chose", "closed"])
def test_a_place_that_was_left_is_over(after):
    strand = a_strand(queue_opens_at=1)
    resident, site = a_resident(strand, an_area(strand)), a_site(strand, places=0)
    deed = {"by": None, "at": noon(), "channel": "online"}
    actions.join_queue(resident=resident, strand=strand, site=site, **deed)
    actions.leave_queue(place=QueuePlace.objects.get(), **deed)

    with refused_by("queue_place_ends_once|Invalid transition"):
        changed(QueuePlace.objects.get(), state=after)()


def test_nobody_takes_a_place_in_a_capacity_that_there_is_not():
    strand = a_strand(queue_opens_at=1)
    resident, site = a_resident(strand, an_area(strand)), a_site(strand, places=0)
    actions.join_queue(resident=resident, strand=strand, site=site, by=None, at=noon(), channel="online")

    with refused_by("queue_place_is_taken_in_a_capacity"):
        changed(QueuePlace.objects.get(), capacity="neighbour")()
