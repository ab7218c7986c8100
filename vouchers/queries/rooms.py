"""How much room there is on lists: for one site by the action's own count, for a page of sites at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Min

from pilot.models import Strand
from pilot.periods import since
from providers.models import Approval, ListCap, Site
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
    caps = _caps(strand, on, sites)
    taken = _taken(strand, list(caps), on, today)
    waiting = _waiting(strand, list(caps), on)
    return {
        site: Room(caps[site], taken.get(site, 0), waiting.get(site, 0)) if site in caps else UNCAPPED for site in sites
    }


def full_sites(*, strand: Strand, on: date, today: date | None = None) -> list[int]:
    """Return the sites whose list takes nobody for a choice that takes effect on the day."""
    caps = _caps(strand, on)
    taken = _taken(strand, list(caps), on, today)
    waiting = _waiting(strand, list(caps), on)
    found = {site: Room(places, taken.get(site, 0), waiting.get(site, 0)) for site, places in caps.items()}
    return [site for site, room in found.items() if room.free == 0]


def _caps(strand: Strand, on: date, sites: list[int] | None = None) -> dict[int, int]:
    """Return the lowest cap that holds from the day on, by site: a list takes nobody whom it has to give up again."""
    caps = ListCap.objects.filter(strand=strand, period__overlap=since(on))
    caps = caps if sites is None else caps.filter(site__in=sites)
    return dict(caps.values_list("site").annotate(Min("places")))


def _taken(strand: Strand, sites: list[int], on: date, today: date | None) -> dict[int, int]:
    if not sites:
        return {}
    params: dict[str, Any] = {"strand": strand.pk, "sites": sites, "effective_on": on, "on": today or on}
    with connection.cursor() as cursor:
        cursor.execute(sql.taken(), params)
        return dict(cursor.fetchall())


def is_open(*, site: Site, strand: Strand, on: date) -> bool:
    """Tell whether the site is approved for the strand on the day."""
    return Approval.objects.filter(site=site, strand=strand, period__contains=on).exists()


def places_left(*, site: Site, strand: Strand, on: date, today: date) -> int | None:
    """Return how many places a list has left from the day on, whoever waits for them, or None without a cap."""
    room = rooms(strand=strand, sites=[site.pk], on=on, today=today)[site.pk]
    return None if room.places is None else max(0, room.places - room.taken)


def _waiting(strand: Strand, sites: list[int], on: date) -> dict[int, int]:
    line = QueuePlace.objects.counting(on).filter(strand=strand, site__in=sites)
    return dict(line.values_list("site").annotate(Count("pk"))) if sites else {}
