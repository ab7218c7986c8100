"""What the staff see of sites: approvals, caps, who is on the lists, and what a closing would do."""

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pilot.models import Strand
from providers.models import Approval, ListCap, Site
from vouchers.models import Choice, Enrolment, QueuePlace


@dataclass(frozen=True)
class ClosingEffect:
    """Whom a closing would move, counted and nothing done."""

    on_list: int
    coming: int
    without_home: int


def sites_listed(sites: QuerySet[Site], strand: Strand, *, on: date) -> QuerySet[Site]:
    """Return the sites that were ever approved for the strand, with approval, cap and list on the day."""
    approvals = Approval.objects.filter(site=OuterRef("pk"), strand=strand).order_by("-period")
    cap = ListCap.objects.filter(site=OuterRef("pk"), strand=strand, period__contains=on)
    line = QueuePlace.objects.in_line(strand, on).filter(site=OuterRef("pk")).order_by()
    on_list = Q(enrolments__strand=strand, enrolments__period__contains=on)
    return (
        sites.filter(pk__in=Approval.objects.filter(strand=strand).values("site"))
        .select_related("provider", "home_area")
        .annotate(
            approved=Subquery(approvals.values("period")[:1]),
            places=Subquery(cap.values("places")[:1]),
            residents=Count("enrolments", filter=on_list),
            waiting=Coalesce(Subquery(line.values("site").annotate(people=Count("pk")).values("people")), 0),
        )
    )


def approval_state(period: DateRange, on: date) -> str:
    """Return how an approval stands on the day: coming, approved or closed."""
    if period.lower > on:
        return "coming"
    return "closed" if period.upper is not None and period.upper <= on else "approved"


def closing_effect(*, site: Site, strand: Strand, closes_on: date) -> ClosingEffect:
    """Count whom a closing on the day would move home, and which choices would never take effect."""
    moved = Enrolment.objects.filter(site=site, strand=strand, choice__isnull=False).filter(
        Q(period__endswith=None) | Q(period__endswith__gt=closes_on)
    )
    coming = Choice.objects.standing().filter(site=site, strand=strand, effective_on__gte=closes_on)
    begun = moved.filter(period__startswith__lt=closes_on)
    at_home = Site.objects.filter(
        home_area__residences__resident=OuterRef("resident"), home_area__residences__period__contains=closes_on
    )
    homeless = begun.annotate(home=Subquery(at_home.values("pk")[:1])).filter(home__isnull=True)
    return ClosingEffect(begun.count(), coming.count(), homeless.count())
