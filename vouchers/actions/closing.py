"""Closing a strand's private sites by a script: proposed with its dates, approved by another, and undone by two.

Approving ends the private sites' approvals on the closing day: nothing else sends people home. Lists are laid out
from that as from any other fact, so whoever chooses a public site meanwhile, moves, dies, or is found out later to
have done so, is where that puts them, without a run on the day.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import Strand, User
from pilot.periods import contains
from providers import actions as provider_actions
from providers.models import Approval, Site
from vouchers import errors, queries
from vouchers.actions.lay_out import lay_out_sites
from vouchers.models import ClosedApproval, ClosingPlan

PATIENCE = 60


@dataclass(frozen=True)
class ClosingDates:
    """The script's dates, in its order."""

    join_until_on: date
    join_until_time: time
    letters_on: date
    choose_until: date
    closes_on: date
    settle_until: date

    @property
    def are_in_order(self) -> bool:
        """Tell whether the dates follow each other as the script does."""
        before_end = max(self.join_until_on, self.letters_on) <= self.choose_until < self.closes_on
        return before_end and self.closes_on <= self.settle_until


@transaction.atomic
def propose_closing(*, strand: Strand, dates: ClosingDates, by: User, at: datetime, channel: str) -> ClosingPlan:
    """Propose by which dates the strand closes; nothing holds until somebody else approves it.

    Refuses dates out of order, a closing outside the pilot, and a second plan. Records `closing_proposed`.
    """
    lock(("closing", strand.pk))
    if not dates.are_in_order:
        raise errors.ClosingOutOfOrder
    # A pilot may close on the day after its last one, and not later.
    ends = strand.pilot.period.upper
    if not contains(strand.pilot.period, dates.closes_on) and dates.closes_on != ends:
        raise errors.PilotDoesNotRun(on=dates.closes_on)
    if ClosingPlan.objects.standing().filter(strand=strand).exists():
        raise errors.ClosingWaits
    plan = ClosingPlan.objects.create(strand=strand, proposed_at=at, proposed_by=by, **asdict(dates))
    record_closing("closing_proposed", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def withdraw_closing(*, plan: ClosingPlan, by: User, at: datetime, channel: str) -> ClosingPlan:
    """Withdraw a plan that waits. Refuses one that was decided on. Records `closing_withdrawn`."""
    plan = _waiting(plan)
    plan.withdrawn_at, plan.withdrawn_by = at, by
    plan.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record_closing("closing_withdrawn", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def approve_closing(*, plan: ClosingPlan, by: User, at: datetime, channel: str) -> ClosingPlan:
    """Approve the plan: private sites take nobody after its last moment to join, and have no list from its day on.

    Refuses who proposed it, one that was decided on, one whose time to join is over, and a private site that would
    open afterwards. Records `closing_approved`, and `site_closed` for each site.
    """
    plan = _waiting(plan)
    if plan.proposed_by_id == by.pk:
        raise errors.OwnClosing
    if at > plan.join_until:
        raise errors.ClosingTooLate(day=plan.join_until_on)
    sites = list(queries.sites_closing(plan.strand, plan.closes_on))
    lock(*(("list", site.pk, plan.strand_id) for site in sites), patience=PATIENCE)
    _refuse_opening_later(plan)
    for site in sites:
        _close(site, plan, by=by, at=at, channel=channel)
    plan.approved_at, plan.approved_by = at, by
    plan.save(update_fields=["approved_at", "approved_by"])
    lay_out_sites(strand=plan.strand, sites=[site.pk for site in sites])
    record_closing("closing_approved", plan, by=by, at=at, channel=channel, sites=[site.pk for site in sites])
    return plan


@transaction.atomic
def ask_to_undo_closing(*, plan: ClosingPlan, by: User, at: datetime, channel: str) -> ClosingPlan:
    """Ask that an approved plan be undone; somebody else does it.

    Refuses a plan that does not hold, one that somebody asked about before, and one of which something has left the
    house. Records `closing_undo_asked`.
    """
    plan = _undoable(plan, at)
    if plan.undo_asked_at is not None:
        raise errors.UndoIsAsked
    plan.undo_asked_at, plan.undo_asked_by = at, by
    plan.save(update_fields=["undo_asked_at", "undo_asked_by"])
    record_closing("closing_undo_asked", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def keep_closing(*, plan: ClosingPlan, by: User, at: datetime, channel: str) -> ClosingPlan:
    """Let the plan hold although somebody asked to undo it. Refuses when nobody did. Records `closing_kept`."""
    plan = locked_plan(plan)
    if plan.undo_asked_at is None or plan.undone_at is not None:
        raise errors.NoUndoAsked
    plan.undo_asked_at = plan.undo_asked_by = None
    plan.save(update_fields=["undo_asked_at", "undo_asked_by"])
    record_closing("closing_kept", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def undo_closing(*, plan: ClosingPlan, by: User, at: datetime, channel: str) -> ClosingPlan:
    """Undo an approved plan: approvals end when they would have without it, and lists are laid out anew.

    What residents chose meanwhile stays, with the day it was given. Refuses when nobody asked, who asked, and a plan of
    which something has left the house. Records `closing_undone`, and `site_reopened` for each site.
    """
    plan = _undoable(plan, at)
    if plan.undo_asked_at is None:
        raise errors.NoUndoAsked
    if plan.undo_asked_by_id == by.pk:
        raise errors.OwnUndo
    closed = list(plan.closed_approvals.select_related("approval").order_by("approval__site"))
    sites = [row.approval.site_id for row in closed]
    lock(*(("list", site, plan.strand_id) for site in sites), patience=PATIENCE)
    for row in closed:
        provider_actions.reopen(
            approval=row.approval, closed_on=plan.closes_on, until=row.until, by=by, at=at, channel=channel
        )
    plan.undone_at, plan.undone_by = at, by
    plan.save(update_fields=["undone_at", "undone_by"])
    lay_out_sites(strand=plan.strand, sites=sites)
    record_closing("closing_undone", plan, by=by, at=at, channel=channel, sites=sites)
    return plan


def _undoable(plan: ClosingPlan, at: datetime) -> ClosingPlan:
    plan = locked_plan(plan)
    if plan.approved_at is None or plan.undone_at is not None:
        raise errors.ClosingDoesNotHold
    # Residents read a letter on their own pages as soon as it is written.
    if queries.closing_has_left(plan, on=helsinki_today(at)):
        raise errors.ClosingHasLeft
    return plan


def _close(site: Site, plan: ClosingPlan, *, by: User, at: datetime, channel: str) -> None:
    """End the site's approval on the closing day, and keep when it would have ended."""
    before = {row.pk: row.period.upper for row in Approval.objects.filter(site=site, strand=plan.strand)}
    ended = provider_actions.close(
        site=site, strand=plan.strand, closes_on=plan.closes_on, by=by, at=at, channel=channel
    )
    ClosedApproval.objects.create(plan=plan, approval=ended, until=before[ended.pk])


def _refuse_opening_later(plan: ClosingPlan) -> None:
    opens = Approval.objects.filter(strand=plan.strand, period__startswith__gte=plan.closes_on)
    found = opens.filter(site__in=queries.private_sites(plan.strand)).select_related("site").first()
    if found is not None:
        raise errors.SiteOpensLater(site=found.site.name)


def locked_plan(plan: ClosingPlan) -> ClosingPlan:
    """Wait for whoever else decides on the strand's closing."""
    lock(("closing", plan.strand_id))
    return ClosingPlan.objects.select_for_update(of=["self"]).select_related("strand__pilot").get(pk=plan.pk)


def _waiting(plan: ClosingPlan) -> ClosingPlan:
    plan = locked_plan(plan)
    if plan.approved_at is not None or plan.withdrawn_at is not None:
        raise errors.ClosingDecided
    return plan


def record_closing(
    kind: str, plan: ClosingPlan, *, by: User | None, at: datetime, channel: str, **facts: object
) -> None:
    """Record what was done with the plan, with its dates."""
    dates = {name: getattr(plan, name).isoformat() for name in ClosingDates.__dataclass_fields__}
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("strand", plan.strand_id),
        pilot_code=plan.strand.pilot.code,
        facts={"plan": plan.pk, "strand": plan.strand.code} | dates | facts,
    )
