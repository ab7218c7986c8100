"""How much room there is on lists: for one site by the action's own count, for a page of sites at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from pilot.models import Strand
from providers.models import ListCap
from vouchers.models import Enrolment


@dataclass(frozen=True)
class Room:
    """A list's cap and how many of its places are taken; without a cap nothing is counted."""

    places: int | None
    taken: int

    @property
    def free(self) -> int | None:
        """How many places are left, or None without a cap."""
        return None if self.places is None else max(0, self.places - self.taken)

    @property
    def state(self) -> str:
        """How the list is called: uncapped, free or full."""
        if self.free is None:
            return "uncapped"
        return "free" if self.free else "full"


UNCAPPED = Room(None, 0)


def rooms(*, strand: Strand, sites: Iterable[int], on: date) -> dict[int, Room]:
    """Return the room of each site's list for a choice that takes effect on the day, as choice_facts.sql counts it."""
    sites = list(sites)
    caps = dict(_caps(strand, on).filter(site__in=sites).values_list("site", "places"))
    taken = _taken(strand, list(caps), on)
    return {site: Room(caps[site], taken.get(site, 0)) if site in caps else UNCAPPED for site in sites}


def full_sites(*, strand: Strand, on: date) -> list[int]:
    """Return the sites whose list takes nobody for a choice that takes effect on the day."""
    caps = dict(_caps(strand, on).values_list("site", "places"))
    taken = _taken(strand, list(caps), on)
    return [site for site, places in caps.items() if Room(places, taken.get(site, 0)).free == 0]


def _caps(strand: Strand, on: date) -> QuerySet[ListCap]:
    return ListCap.objects.filter(strand=strand, period__contains=on)


def _taken(strand: Strand, sites: list[int], on: date) -> dict[int, int]:
    return dict(
        Enrolment.objects.filter(strand=strand, site__in=sites)
        .filter(Q(period__endswith=None) | Q(period__endswith__gt=on))
        .order_by()
        .values_list("site")
        .annotate(Count("resident", distinct=True))
    )
