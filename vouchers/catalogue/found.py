"""The public catalogue as one address asks for it: what is wished, which sites fit, and what is shown of each.

Every state of the catalogue is its address. A place that is asked for orders the list and is stored nowhere.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilot.formats import NBSP
from pilot.models import Area, Strand
from providers import queries as provider_queries
from providers import words
from providers.models import Measure, Site
from providers.queries import Facets, Figure, Hours, Place
from vouchers import queries
from vouchers.queries.rooms import Room

PER_PAGE = 20
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST_TEXT = 100
MOST_COMPARED = 4
# One week was the goal of the pilots' time, two weeks the law's later on (domain 2.7).
WAITS = (7, 14)
PARAMETERS = {
    "areas": "area",
    "sectors": "sector",
    "languages": "lang",
    "accessibility": "access",
    "hours": "hours",
}


@dataclass(frozen=True)
class Wishes:
    """What the address asks for; what it does not know is left out."""

    text: str = ""
    areas: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    accessibility: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()
    room: bool = False
    wait: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Wishes":
        """Read the wishes from an address."""
        names = ("areas", "sectors", "languages", "accessibility", "hours")
        known = {name: query.getlist(PARAMETERS[name]) for name in names}
        # The database reads no NUL.
        many = {name: frozenset(value for value in values if "\x00" not in value) for name, values in known.items()}
        text = " ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST_TEXT]
        days = [days for days in WAITS if str(days) in query.getlist("wait")]
        return cls(text=text, room="room" in query, wait=min(days, default=None), **many)


@dataclass(frozen=True)
class Option:
    """One box to tick."""

    value: str
    label: str
    count: int | None
    is_ticked: bool


@dataclass(frozen=True)
class Group:
    """Boxes of one kind under a heading."""

    parameter: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class SiteFacts:
    """A site with what is shown of it on a day."""

    site: Site
    room: Room
    measures: dict[str, Figure]
    on: date
    letter: str = ""
    opening_hours: Sequence[Hours] = ()

    @property
    def km(self) -> Decimal | None:
        """The distance from the place asked for, where one was, to a tenth of a kilometre."""
        km = getattr(self.site, "km", None)
        return None if km is None else Decimal(str(round(km, 1)))

    @property
    def doctor(self) -> Figure | None:
        return self.measures.get(Measure.Indicator.T3_DOCTOR)

    @property
    def nurse(self) -> Figure | None:
        return self.measures.get(Measure.Indicator.T3_NURSE)

    @property
    def feedback(self) -> Figure | None:
        return self.measures.get(Measure.Indicator.FEEDBACK)

    @property
    def sector(self) -> str:
        return words.sector_name(self.site.provider.sector)

    @property
    def languages(self) -> str:
        return words.language_names(self.site.languages)

    @property
    def accessibility(self) -> str:
        return words.accessibility_names(self.site.accessibility)

    @property
    def hours(self) -> str:
        return words.hours_in_words(self.opening_hours)

    @property
    def hours_of_days(self) -> tuple[str, ...]:
        """The week's hours, one text for each run of equal days."""
        return tuple(words.hours_of_days(self.opening_hours))

    @cached_property
    def hours_today(self) -> str | None:
        """The hours of the day, empty when the site is closed then, None when it has told no hours."""
        return words.day_in_words(self.opening_hours, self.on.isoweekday()) if self.opening_hours else None

    @property
    def address(self) -> str:
        """Street, postal code and town in one line."""
        place = f"{self.site.postal_code}{NBSP}{self.site.town}".strip()
        return ", ".join(part for part in (self.site.street, place) if part)


@dataclass(frozen=True)
class Catalogue:
    """One page of the catalogue."""

    strand: Strand
    on: date
    wishes: Wishes
    place: Place | None
    page: Page
    facts: tuple[SiteFacts, ...]
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything was wished that could be taken away again."""
        return self.wishes != Wishes()


def catalogue(*, strand: Strand, wishes: Wishes, on: date, page: str | None) -> Catalogue:
    """Return the page of sites that fit the wishes, in the neutral order of the day."""
    sites = provider_queries.open_sites(strand, on)
    all_facets = provider_queries.facets(sites)
    areas = list(Area.objects.filter(pilot=strand.pilot_id).order_by("pk"))
    place = provider_queries.place_of(strand.pilot, wishes.text, sites) if wishes.text else None
    fitting = _by_time(_narrowed(sites, wishes, areas), wishes, on)
    if wishes.text and place is None:
        fitting = provider_queries.searched(fitting, wishes.text)
    effective_on = queries.effect_of(queries.rules_on(strand, on), on)
    if wishes.room:
        fitting = _with_room(fitting, strand, effective_on, on)
    ordered = (
        provider_queries.nearest_first(fitting, place, on) if place else provider_queries.in_daily_order(fitting, on)
    )
    # The order is worked out once for the count and the page alike; only the page's rows are read whole.
    found = Paginator(list(ordered.values_list("pk", flat=True)), PER_PAGE).get_page(page)
    facts = facts_of(_whole(found.object_list, place), strand=strand, on=on, effective_on=effective_on)
    return Catalogue(strand, on, wishes, place, found, facts, tuple(_groups(all_facets, areas, wishes)))


def facts_of(sites: list[Site], *, strand: Strand, on: date, effective_on: date) -> tuple[SiteFacts, ...]:
    """Return what is shown of the sites, in their order, with the same number of queries for any number of them."""
    keys = [site.pk for site in sites]
    rooms = queries.rooms(strand=strand, sites=keys, on=effective_on, today=on)
    measures = provider_queries.latest_measures(keys, on)
    hours = provider_queries.opening_hours(keys)
    return tuple(
        SiteFacts(
            site,
            rooms[site.pk],
            measures.get(site.pk, {}),
            on,
            LETTERS[place % len(LETTERS)],
            hours.get(site.pk, ()),
        )
        for place, site in enumerate(sites)
    )


def _narrowed(sites: QuerySet[Site], wishes: Wishes, areas: list[Area]) -> QuerySet[Site]:
    if wished := [area for area in areas if area.code in wishes.areas]:
        sites = provider_queries.in_areas(sites, wished)
    if wishes.sectors:
        sites = sites.filter(provider__sector__in=wishes.sectors)
    if wishes.languages:
        sites = sites.filter(languages__overlap=list(wishes.languages))
    if wishes.accessibility:
        sites = sites.filter(accessibility__contains=list(wishes.accessibility))
    return sites


def _by_time(sites: QuerySet[Site], wishes: Wishes, on: date) -> QuerySet[Site]:
    if "late" in wishes.hours:
        sites = provider_queries.with_late_hours(sites)
    if "saturday" in wishes.hours:
        sites = provider_queries.with_saturdays(sites)
    if wishes.wait is not None:
        sites = provider_queries.waiting_at_most(sites, wishes.wait, on)
    return sites


def _whole(keys: Iterable[int], place: Place | None) -> list[Site]:
    """Read the sites of a page in its order."""
    sites = Site.objects.filter(pk__in=list(keys)).select_related("provider")
    measured = provider_queries.with_km(sites, place) if place else sites
    by_key = {site.pk: site for site in measured}
    return [by_key[key] for key in keys]


def _with_room(sites: QuerySet[Site], strand: Strand, on: date, today: date) -> QuerySet[Site]:
    return sites.exclude(pk__in=queries.full_sites(strand=strand, on=on, today=today))


def _groups(facets: Facets, areas: list[Area], wishes: Wishes) -> Iterable[Group]:
    yield Group("room", _("Room on the list"), (Option("1", _("Takes new residents"), None, wishes.room),))
    if len(areas) > 1:
        options = tuple(Option(area.code, area.name, None, area.code in wishes.areas) for area in areas)
        yield Group("area", _("Area"), options)
    yield Group("wait", _("Waiting time for a doctor"), tuple(_waits(wishes)))
    hours = (("late", _("after 17 on some weekday")), ("saturday", _("on Saturdays")))
    yield Group("hours", _("Open"), tuple(Option(value, label, None, value in wishes.hours) for value, label in hours))
    yield _group("languages", _("Language"), facets.languages, wishes.languages, words.language_name)
    yield _group(
        "accessibility", _("Accessibility"), facets.accessibility, wishes.accessibility, words.accessibility_name
    )
    yield _group("sectors", _("Run by"), facets.sectors, wishes.sectors, words.sector_name)


def _waits(wishes: Wishes) -> Iterable[Option]:
    for days in WAITS:
        label = ngettext("at most %(days)s day", "at most %(days)s days", days) % {"days": days}
        yield Option(str(days), label, None, wishes.wait == days)


def _group(
    name: str, legend: str, counts: dict[str, int], wished: frozenset[str], label: Callable[[str], str]
) -> Group:
    options = tuple(Option(value, label(value), count, value in wished) for value, count in counts.items())
    return Group(PARAMETERS[name], legend, options)
