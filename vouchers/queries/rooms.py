"""How much room there is on lists: for one site by the action's own count, for a page of sites at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count

from pilot.models import Strand
from providers.models import Approval, Site
from vouchers import sql
from vouchers.models import QueuePlace


@dataclass(frozen=True)
class Room:
    """A list's cap, how many of its places are taken, and how many wait; without a cap nothing is counted."""

    places: int | None
    taken: int
    waiting: int = 0

    @property
    def free(self) -> int | None:
        """How many places may be chosen, or None without a cap; none while others wait for them."""
        if self.places is None:
            return None
        return 0 if self.waiting else max(0, self.places - self.taken)

    @property
    def state(self) -> str:
        """How the list is called: uncapped, free or full."""
        if self.free is None:
            return "uncapped"
        return "free" if self.free else "full"


UNCAPPED = Room(None, 0)


def rooms(*, strand: Strand, sites: Iterable[int], on: date, today: date | None = None) -> dict[int, Room]:
    """Return the room of each site's list for a choice that takes effect on the day, as choice_facts.sql counts it.

    `today` is the day on which it would be made: whoever leaves by a choice that can be taken back then holds a place.
    """
    sites = list(sites)
    capped = _capped(strand, on, today, sites)
    return {site: capped.get(site, UNCAPPED) for site in sites}


def full_sites(*, strand: Strand, on: date, today: date | None = None) -> list[int]:
    """Return the sites whose list takes nobody for a choice that takes effect on the day."""
    return [site for site, room in _capped(strand, on, today).items() if room.free == 0]


def _capped(strand: Strand, on: date, today: date | None, sites: list[int] | None = None) -> dict[int, Room]:
    """Return the rooms of the capped lists; who waits is counted only where anybody does."""
    params: dict[str, Any] = {"strand": strand.pk, "sites": sites, "effective_on": on, "on": today or on}
    with connection.cursor() as cursor:
        cursor.execute(sql.rooms(), params)
        rows = cursor.fetchall()
    # Whose turn it is hangs on the day of choosing, as with the choice itself.
    waiting = _waiting(strand, [site for site, _places, _taken, is_awaited in rows if is_awaited], today or on)
    return {site: Room(places, taken, waiting.get(site, 0)) for site, places, taken, _is_awaited in rows}


def is_open(*, site: Site, strand: Strand, on: date) -> bool:
    """Tell whether the site is approved for the strand on the day."""
    return Approval.objects.filter(site=site, strand=strand, period__contains=on).exists()


def places_left(*, site: Site, strand: Strand, on: date, today: date) -> int | None:
    """Return how many places a list has left from the day on, whoever waits for them, or None without a cap."""
    room = rooms(strand=strand, sites=[site.pk], on=on, today=today)[site.pk]
    return None if room.places is None else max(0, room.places - room.taken)


def _waiting(strand: Strand, sites: list[int], on: date) -> dict[int, int]:
    line = QueuePlace.objects.counting(strand, on).filter(site__in=sites)
    return dict(line.values_list("site").annotate(Count("pk"))) if sites else {}
