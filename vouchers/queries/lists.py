"""A site's list on a day, for the provider: who is on it, who has come and gone since a day, who is coming.

Only what a provider needs. Who is under non-disclosure today stands there by list code alone, whatever day the list is
of; and nobody's home is told after they have left.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Lower, NullIf, Upper

from pilot.models import Strand
from providers.models import Approval, ListCap, Site
from registry.models import Protection, Residence
from vouchers.models import Enrolment
from vouchers.queries.co_payments import listed_lately_on


@dataclass(frozen=True)
class ListCounts:
    """How many stand on a list in which state."""

    on: int
    new: int
    coming: int
    left: int


@dataclass(frozen=True)
class ListPage:
    """Some rows of a list, and from where to go on."""

    rows: list[Enrolment]
    last: int
    has_more: bool


def lists_of(sites: QuerySet[Site]) -> QuerySet[Approval]:
    """Return an approval for every list that the sites have or had."""
    found = Approval.objects.filter(site__in=sites).select_related("site__provider", "strand__pilot")
    return found.order_by("site__slug", "strand_id", "period").distinct("site__slug", "strand_id")


def strands_of_site(site: Site) -> list[Strand]:
    """Return the strands for which the site was ever approved."""
    return list(Strand.objects.filter(approvals__site=site).select_related("pilot").distinct().order_by("pk"))


def list_rows(*, site: Site, strand: Strand, on: date, since: date | None, today: date) -> QuerySet[Enrolment]:
    """Return the list on the day with those coming, and with those who left since the other day, where one is given."""
    rows = _with_neighbours(Enrolment.objects.filter(site=site, strand=strand))
    shown = Q(period__contains=on) | Q(begins__gt=on, continues=False)
    if since is not None:
        shown |= Q(ends__gt=since, ends__lte=on, goes_on=False)
    return _with_facts(rows.filter(shown).annotate(state=_state(on, since)), on, today)


def list_counts(rows: QuerySet[Enrolment]) -> ListCounts:
    """Count the rows of a list by their state."""
    counts: dict[str, int] = {}
    for state in rows.order_by().values_list("state", flat=True):  # type: ignore[misc]  # annotated above
        counts[state] = counts.get(state, 0) + 1
    new = counts.get("new", 0)
    return ListCounts(counts.get("on", 0) + new, new, counts.get("coming", 0), counts.get("left", 0))


def in_state(rows: QuerySet[Enrolment], state: str) -> QuerySet[Enrolment]:
    """Narrow a list to a state; on the list are also those who are new."""
    states = {"on": ["on", "new"], "arrived": ["new"], "left": ["left"], "coming": ["coming"]}
    return rows.filter(state__in=states[state]) if state in states else rows  # type: ignore[misc]  # annotated above


def page_after(rows: QuerySet[Enrolment], *, after: int, most: int) -> ListPage:
    """Return the rows numbered after the given one: who comes or goes meanwhile moves nobody past a page's end."""
    found = list(rows.filter(pk__gt=after).order_by("pk")[: most + 1])
    return ListPage(found[:most], found[:most][-1].pk if found else after, len(found) > most)


def cap_on(*, site: Site, strand: Strand, on: date) -> ListCap | None:
    """Return the cap of the site's list on the day, if there is one."""
    return ListCap.objects.filter(site=site, strand=strand, period__contains=on).first()


def _with_neighbours(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Know of each stretch whether another on the same list touches it: then nobody came and nobody left."""
    same = Enrolment.objects.filter(site=OuterRef("site"), strand=OuterRef("strand"), resident=OuterRef("resident"))
    return rows.annotate(begins=Lower("period"), ends=Upper("period")).annotate(
        continues=Exists(same.filter(period__endswith=OuterRef("begins"))),
        goes_on=Exists(same.filter(period__startswith=OuterRef("ends"))),
    )


def _state(on: date, since: date | None) -> Case:
    cases = [When(begins__gt=on, then=Value("coming")), When(ends__lte=on, then=Value("left"))]
    if since is not None:
        cases.append(When(begins__gt=since, continues=False, then=Value("new")))
    return Case(*cases, default=Value("on"), output_field=CharField())


def _with_facts(rows: QuerySet[Enrolment], on: date, today: date) -> QuerySet[Enrolment]:
    protected = Protection.objects.filter(resident=OuterRef("resident"), period__contains=today)
    home = Residence.objects.filter(resident=OuterRef("resident"), period__contains=on).annotate(
        line=Concat("street", Value(", "), "postal_code", Value(" "), "town", output_field=CharField())
    )
    rows = rows.select_related("resident").annotate(is_protected=Exists(protected), site_slug=F("site__slug"))
    rows = rows.annotate(is_charged=Case(When(listed_lately_on(today), then=True), default=False))
    # What is hidden is left out here already: no order of the list and no file can tell it.
    is_shown = Q(is_protected=False) & ~Q(state="left")
    return rows.annotate(
        shown_name=Case(
            When(is_protected=True, then=Value("")),
            # Some people have one name alone, and no comma.
            default=Func(
                Value(", "),
                NullIf("resident__family_name", Value("")),
                NullIf("resident__given_names", Value("")),
                function="concat_ws",
                output_field=CharField(),
            ),
        ),
        shown_born_on=Case(When(is_protected=False, then=F("resident__born_on")), default=None),
        address=Case(When(is_shown, then=Coalesce(Subquery(home.values("line")[:1]), Value(""))), default=Value("")),
    )
