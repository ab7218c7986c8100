"""The public catalogue: which sites are open, which fit a search, in which neutral order.

Neutral means: nearest first from a stated point, otherwise drawn by lot each day for everybody alike. Neither owner nor
name nor payment counts.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import reduce
from typing import Any, NamedTuple

from django.db.models import (
    Avg,
    CharField,
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import MD5, ASin, Cast, Coalesce, Concat, Cos, NullIf, Power, Radians, Sin, Sqrt
from django.utils.translation import get_language

from pilot.models import Area, AreaRule, Pilot, Strand
from providers.models import Approval, Measure, OpeningHours, Site

SATURDAY, FIVE = 6, time(17)
# A share of fewer answers would tell of those who answered.
FEWEST_ANSWERS = 30
EARTH_KM = 2 * 6371.0088
# One wrong letter in a word of seven still finds it; two words that only begin alike do not.
ALIKE = 0.55
SHORTEST_FOR_TYPOS = 4
POSTAL_CODE = re.compile(r"[0-9]{5}")
PLAIN_WORD = re.compile(r"[a-z0-9]+")
# å, ä and ö are found by a and o, as people type them abroad and on old telephones.
WITH_DOTS, WITHOUT_DOTS = "åäöéü", "aaoeu"
TRANSLATION = str.maketrans(WITH_DOTS, WITHOUT_DOTS)
# PostgreSQL's translate() takes ten times as long: it looks at every letter by itself.
WORDS_WITHOUT_DOTS = reduce(
    lambda text, pair: f"replace({text}, '{pair[0]}', '{pair[1]}')", zip(WITH_DOTS, WITHOUT_DOTS, strict=True), "words"
)
# The ORM would put the names and the address together anew for each word and each question about it.
SEARCHED = """
    WITH searched AS MATERIALIZED (
        SELECT site.id, {without_dots} AS haystack
        FROM providers_site AS site
        JOIN providers_provider AS provider ON provider.id = site.provider_id
        CROSS JOIN LATERAL lower(concat_ws(
            ' ', '', site.name_fi, site.name_sv, site.name_en, provider.name, site.street, site.postal_code, site.town,
            ''
        )) AS words
    )
    SELECT id FROM searched WHERE {conditions}
"""


@dataclass(frozen=True)
class Place:
    """A point to measure from, and how it was found: of an area its home site stands for all of it."""

    name: str
    latitude: float
    longitude: float
    measured_from: str


@dataclass(frozen=True)
class Facets:
    """What there is to narrow by, each with the number of open sites."""

    sectors: dict[str, int]
    languages: dict[str, int]
    accessibility: dict[str, int]


class Figure(NamedTuple):
    """A figure of quality or access as it is shown."""

    on: date
    value: int | None
    respondents: int | None
    not_bookable: bool

    @property
    def has_enough_answers(self) -> bool:
        """Tell whether so many answered that the share tells of the site, and of nobody who answered."""
        return self.respondents is not None and self.respondents >= FEWEST_ANSWERS


class Hours(NamedTuple):
    """When a site is open on a weekday (1 is Monday)."""

    weekday: int
    opens: time
    closes: time


def open_sites(strand: Strand, on: date) -> QuerySet[Site]:
    """Return the sites that are approved for the strand on the day."""
    approved = Approval.objects.filter(site=OuterRef("pk"), strand=strand, period__contains=on)
    return Site.objects.filter(Exists(approved)).select_related("provider", "home_area")


def by_name(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites in the alphabetical order of their names in the active language, as a reader expects it."""
    shown = Coalesce(NullIf(f"name_{(get_language() or 'fi')[:2]}", Value("")), "name_fi")
    return sites.order_by(shown, "pk")


def ever_approved(strand: Strand) -> QuerySet[Site]:
    """Return the sites that were, are or will be approved for the strand."""
    return Site.objects.filter(Exists(Approval.objects.filter(site=OuterRef("pk"), strand=strand)))


def searched(sites: QuerySet[Site], text: str) -> QuerySet[Site]:
    """Return the sites in which every word begins some word of name, provider or address, or nearly does."""
    conditions, params = [], []
    for word in text.lower().translate(TRANSLATION).split()[:6]:
        condition, given = _begins_or_is_nearly(word)
        conditions.append(condition)
        params += given
    if not conditions:
        return sites
    found = SEARCHED.format(without_dots=WORDS_WITHOUT_DOTS, conditions=" AND ".join(conditions))
    return sites.filter(pk__in=RawSQL(found, params))  # noqa: S611 - what is typed goes as parameters


def _begins_or_is_nearly(word: str) -> tuple[str, list[Any]]:
    begins = "strpos(haystack, %s) > 0"
    if len(word) < SHORTEST_FOR_TYPOS:
        return begins, [f" {word}"]
    letters = _shared_letters(word)
    nearly = "haystack ~ %s AND word_similarity(%s, haystack) >= %s"
    return f"({begins} OR {nearly})", [f" {word}", letters, word, ALIKE]


def _shared_letters(word: str) -> str:
    """Return what every text nearly like the word matches, as far as it is cheaper to ask than how alike they are.

    Alike is the share of the word's distinct trigrams, padded as "  wo", " wor", … "rd ", that the text has. Where the
    three at the edges are too few, one from the middle stands in the text.
    """
    middle = {word[place : place + 3] for place in range(len(word) - 2)}
    edges = {f"  {word[0]}", f" {word[:2]}", f"{word[-2:]} "}
    if not PLAIN_WORD.fullmatch(word) or ALIKE * len(middle | edges) <= len(edges):
        return ""
    return "|".join(sorted(middle))


def in_areas(sites: QuerySet[Site], areas: Iterable[Area]) -> QuerySet[Site]:
    """Return the sites that lie in one of the areas, by their address as by a resident's."""
    rules = AreaRule.objects.filter(area__in=areas)
    postal_codes = rules.filter(kind=AreaRule.Kind.POSTAL_CODE).values("value")
    municipalities = rules.filter(kind=AreaRule.Kind.MUNICIPALITY).values("value")
    return sites.filter(
        Q(home_area__in=areas) | Q(postal_code__in=postal_codes) | Q(municipality_code__in=municipalities)
    )


def with_late_hours(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites that are open after five in the afternoon on some weekday."""
    late = OpeningHours.objects.filter(site=OuterRef("pk"), weekday__lt=SATURDAY, closes__gt=FIVE)
    return sites.filter(Exists(late))


def with_saturdays(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Return the sites that are open on Saturdays."""
    return sites.filter(Exists(OpeningHours.objects.filter(site=OuterRef("pk"), weekday=SATURDAY)))


def waiting_at_most(sites: QuerySet[Site], days: int, on: date) -> QuerySet[Site]:
    """Return the sites whose latest figure is at most so many days to a doctor; "not bookable" is no number of days."""
    latest = Measure.objects.filter(site=OuterRef("pk"), indicator=Measure.Indicator.T3_DOCTOR, on__lte=on)
    return sites.alias(wait=Subquery(latest.order_by("-on").values("value")[:1])).filter(wait__lte=days)


def place_of(pilot: Pilot, text: str, sites: QuerySet[Site]) -> Place | None:
    """Return the point that the text names: a postal code, or the name of an area; None where it names neither."""
    text = " ".join(text.split())
    code = POSTAL_CODE.match(text)
    if code is None:
        named = Q(name_fi__iexact=text) | Q(name_sv__iexact=text) | Q(name_en__iexact=text)
        area = Area.objects.filter(named, pilot=pilot).select_related("home_site").first() if text else None
        return _home_of(area, area.name) if area else None
    middle = sites.filter(postal_code=code[0]).aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    rule = (
        AreaRule.objects.filter(pilot=pilot, kind=AreaRule.Kind.POSTAL_CODE, value=code[0])
        .select_related("area")
        .first()
    )
    if rule is not None and (home := _home_of(rule.area, code[0])) is not None:
        return home
    if middle["latitude"] is None:
        return None
    return Place(code[0], middle["latitude"], middle["longitude"], "")


def nearest_first(sites: QuerySet[Site], place: Place, on: date) -> QuerySet[Site]:
    """Order by the straight line from the place; what is equally far away, and what has no place on the map, by lot."""
    return _lots(with_km(sites, place), on).order_by(F("km").asc(nulls_last=True), F("lot"), "pk")


def with_km(sites: QuerySet[Site], place: Place) -> QuerySet[Site]:
    """Measure each site's straight line from the place, in their own order."""
    return sites.annotate(km=_straight_line(place))


def in_daily_order(sites: QuerySet[Site], on: date) -> QuerySet[Site]:
    """Order by a lot drawn for the day, the same for everybody: the digest of the day and the site's number."""
    return _lots(sites, on).order_by(F("lot"), "pk")


def facets(sites: QuerySet[Site]) -> Facets:
    """Count the sectors, languages and accessibility of the sites, the most common first."""
    # Few sites differ in all three: they are counted together, and taken apart here.
    kinds = sites.select_related(None).order_by().values_list("provider__sector", "languages", "accessibility")
    sectors: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    accessibility: Counter[str] = Counter()
    for sector, spoken, accessible, number in kinds.annotate(Count("pk")):
        sectors[sector] += number
        languages.update(dict.fromkeys(spoken, number))
        accessibility.update(dict.fromkeys(accessible, number))
    return Facets(*(_most_common(counted) for counted in (sectors, languages, accessibility)))


def opening_hours(sites: Iterable[int]) -> dict[int, list[Hours]]:
    """Return each site's opening hours."""
    found: dict[int, list[Hours]] = {}
    rows = OpeningHours.objects.filter(site__in=list(sites)).order_by("site", "weekday", "opens")
    for site, weekday, opens, closes in rows.values_list("site", "weekday", "opens", "closes"):
        found.setdefault(site, []).append(Hours(weekday, opens, closes))
    return found


def latest_measures(sites: Iterable[int], on: date) -> dict[int, dict[str, Figure]]:
    """Return each site's latest figure of every indicator, by site and indicator."""
    rows = (
        Measure.objects.filter(site__in=list(sites), on__lte=on)
        .order_by("site", "indicator", "-on")
        .distinct("site", "indicator")
        .values_list("site", "indicator", "on", "value", "respondents", "not_bookable")
    )
    found: dict[int, dict[str, Figure]] = {}
    for site, indicator, day, value, respondents, not_bookable in rows:
        found.setdefault(site, {})[indicator] = Figure(day, value, respondents, not_bookable)
    return found


def _most_common(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _home_of(area: Area, name: str) -> Place | None:
    site = Site.objects.filter(home_area=area, latitude__isnull=False).first()
    if site is None or site.latitude is None or site.longitude is None:
        return None
    return Place(name, site.latitude, site.longitude, site.name)


def _lots(sites: QuerySet[Site], on: date) -> QuerySet[Site]:
    return sites.annotate(
        lot=MD5(Concat(Value(f"{on.isoformat()}/"), Cast("pk", CharField()), output_field=CharField()))
    )


def _straight_line(place: Place) -> Any:
    """The haversine formula, in kilometres; GeoDjango would need system libraries for this one line."""
    half_north = Sin(Radians(F("latitude") - Value(place.latitude)) / 2)
    half_east = Sin(Radians(F("longitude") - Value(place.longitude)) / 2)
    share = Power(half_north, 2) + Cos(Radians(Value(place.latitude))) * Cos(Radians(F("latitude"))) * Power(
        half_east, 2
    )
    return Value(EARTH_KM, FloatField()) * ASin(Sqrt(share), output_field=FloatField())
