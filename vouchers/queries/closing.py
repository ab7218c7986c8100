"""What the pages about a closing show: its sites, what it does to whom, how far the letters are."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from pilot.calendar import ONE_DAY
from pilot.models import Job, Strand
from pilot.periods import since
from providers.models import Approval, Provider, Site
from registry.models import Resident
from vouchers import sql
from vouchers.models import AWAITS_DOCUMENT, NO_ADDRESS, ClosingLetter, ClosingPlan, Delivery, Enrolment, SiteClosing
from vouchers.queries.standing import home_site_on, is_protected


@dataclass
class SiteLeaving:
    """Whom a private site's list loses on the closing day, and where they go."""

    site: Site
    residents: int = 0
    by_choice: int = 0
    home: int = 0
    nowhere: int = 0
    protected: int = 0


@dataclass
class ClosingDone:
    """All that a closing does."""

    leaving: list[SiteLeaving] = field(default_factory=list)
    arriving: list[tuple[Site, int]] = field(default_factory=list)

    @property
    def residents(self) -> int:
        return sum(row.residents for row in self.leaving)

    @property
    def by_choice(self) -> int:
        return sum(row.by_choice for row in self.leaving)

    @property
    def home(self) -> int:
        return sum(row.home for row in self.leaving)

    @property
    def nowhere(self) -> int:
        return sum(row.nowhere for row in self.leaving)


@dataclass(frozen=True)
class LetterCounts:
    """How far the letters are, by the way they go; how many of them left, and how many have no document yet."""

    waiting: int
    message: int
    post: int
    handed: int
    nowhere: int
    sent: int
    unmade: int

    @property
    def written(self) -> int:
        return self.message + self.post + self.handed + self.nowhere


def private_sites(strand: Strand) -> QuerySet[Site]:
    """Return the sites that are private providers' and were ever approved for the strand."""
    approved = Approval.objects.filter(strand=strand).values("site")
    return Site.objects.filter(pk__in=approved).exclude(provider__sector=Provider.Sector.PUBLIC)


def sites_closing(strand: Strand, closes_on: date) -> QuerySet[Site]:
    """Return the private sites that would still be open on the day; one that closes earlier stays as it is."""
    open_then = Approval.objects.filter(
        strand=strand, period__overlap=since(closes_on), period__startswith__lt=closes_on
    )
    return private_sites(strand).filter(pk__in=open_then.values("site")).order_by("pk")


def closing_plan(strand: Strand) -> ClosingPlan | None:
    """Return the plan that stands for the strand, if there is one."""
    rows = ClosingPlan.objects.standing().filter(strand=strand)
    return rows.select_related("strand__pilot", "proposed_by", "approved_by", "undo_asked_by").first()


def closing_has_left(plan: ClosingPlan, *, on: date) -> bool:
    """Tell whether something of an approved plan has left the house: its letters are being written, or its day came.

    A plan that was approved before the program kept what it ended cannot be undone either.
    """
    is_written = ClosingLetter.objects.filter(plan=plan).exists()
    is_at_work = Job.objects.filter(kind="closing_letters", params__plan=plan.pk, ended_at__isnull=True).exists()
    is_unknown = not plan.closed_approvals.exists() and sites_ended_by(plan).exists()
    return is_written or is_at_work or on >= plan.closes_on or is_unknown


def sites_ended_by(plan: ClosingPlan) -> QuerySet[Site]:
    """Return the private sites whose approval ends on the plan's day."""
    ended = Approval.objects.filter(strand=plan.strand, period__endswith=plan.closes_on)
    return private_sites(plan.strand).filter(pk__in=ended.values("site"))


def closings_waiting(plans: QuerySet[ClosingPlan]) -> QuerySet[ClosingPlan]:
    """Return the plans that wait for somebody else to approve or to undo them, the oldest first."""
    asked = Q(undo_asked_at__isnull=False, undone_at__isnull=True)
    waiting = plans.filter(Q(approved_at__isnull=True, withdrawn_at__isnull=True) | asked)
    return waiting.select_related("strand", "proposed_by", "undo_asked_by").order_by("proposed_at", "pk")


def site_closings_waiting(closings: QuerySet[SiteClosing]) -> QuerySet[SiteClosing]:
    """Return the closings of single sites that wait for somebody else to approve them, the oldest first."""
    waiting = closings.filter(approved_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.select_related("site", "strand", "proposed_by").order_by("proposed_at", "pk")


def approved_closing(strand: Strand) -> ClosingPlan | None:
    """Return the plan by which the strand closes, if one holds."""
    return ClosingPlan.objects.approved().filter(strand=strand).first()


def takes_nobody_new(*, site: Site, strand: Strand, at: datetime) -> bool:
    """Tell whether the site is private and the strand closes by a plan whose last moment to join is over."""
    plan = approved_closing(strand)
    return plan is not None and at > plan.join_until and private_sites(strand).filter(pk=site.pk).exists()


def closing_effect_of_all(*, strand: Strand, closes_on: date, on: date) -> ClosingDone:
    """Count what closing on the day does, as all is known on the day `on`."""
    params: dict[str, Any] = {
        "strand": strand.pk, "pilot": strand.pilot_id, "closes_on": closes_on, "last_day": closes_on - ONE_DAY,
        "today": on,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql.text("closing_effect").format(is_private=sql.is_private("site.id")), params)
        rows = cursor.fetchall()
    sites = Site.objects.select_related("provider").in_bulk({pk for row in rows for pk in row[:2] if pk})
    leaving = {pk: SiteLeaving(sites[pk]) for pk, *_rest in rows}
    arriving: dict[int, int] = {}
    for from_site, to_site, is_chosen, residents, protected in rows:
        row = leaving[from_site]
        row.residents += residents
        row.protected += protected
        if to_site is None:
            row.nowhere += residents
            continue
        arriving[to_site] = arriving.get(to_site, 0) + residents
        if is_chosen:
            row.by_choice += residents
        else:
            row.home += residents
    return ClosingDone(list(leaving.values()), [(sites[pk], number) for pk, number in sorted(arriving.items())])


def letter_counts(plan: ClosingPlan, *, on: date) -> LetterCounts:
    """Count the plan's letters, and who is with a private site and has none yet."""
    due = Enrolment.objects.filter(strand=plan.strand, site__in=private_sites(plan.strand)).filter(
        Q(period__endswith=None) | Q(period__endswith__gt=on)
    )
    written = ClosingLetter.objects.filter(plan=plan).values("resident")
    waiting = due.exclude(resident__in=written).values("resident").distinct().count()
    last = Delivery.objects.filter(letter__closing_letter__plan=plan).exclude(state=Delivery.State.REPLACED)
    has_no_way = Q(note=NO_ADDRESS)
    by_way = {way: Count("pk", filter=Q(way=way) & ~has_no_way) for way in ("message", "post", "handed")}
    by_way["nowhere"] = Count("pk", filter=has_no_way)
    sent = Count("pk", filter=Q(state=Delivery.State.SENT))
    unmade = Count("pk", filter=AWAITS_DOCUMENT)
    return LetterCounts(waiting, **last.aggregate(**by_way, sent=sent, unmade=unmade))


def with_private_site(*, strand: Strand, on: date) -> int:
    """Count who is on a private site's list on the day."""
    return Enrolment.objects.on_day(on).filter(strand=strand, site__in=private_sites(strand)).count()


def closing_letters_of(resident: Resident, *, on: date) -> QuerySet[ClosingLetter]:
    """Return the letters about closings still to come that the resident got."""
    return ClosingLetter.objects.filter(resident=resident, plan__closes_on__gt=on).select_related("plan", "site")


def with_plan_and_site() -> QuerySet[ClosingLetter]:
    """Return the letters about closings with what their page names."""
    return ClosingLetter.objects.select_related("resident", "site", "plan", "letter")


def home_told(letter: ClosingLetter, *, on: date) -> str:
    """Return the name of the home health station; of somebody under non-disclosure it is not told."""
    if is_protected(resident=letter.resident, on=on):
        return ""
    site = home_site_on(resident=letter.resident, on=min(on, letter.plan.closes_on))
    return site.name if site else ""


def home_unnamed() -> str:
    """Return, as JSON by language, what letters say where the home health station is not named."""
    return json.dumps({language: _home_in(language) for language in ("fi", "sv", "en")})


def _home_in(language: str) -> str:
    with translation.override(language):
        return _("the health station of your home area")
