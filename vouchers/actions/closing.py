"""Closing a strand's private sites by a script: proposed with its dates, approved by another, and told to everybody.

Approving ends the private sites' approvals on the closing day: nothing else sends people home. Lists are laid out
from that as from any other fact, so whoever chooses a public site meanwhile, moves, dies, or is found out later to
have done so, is where that puts them, without a run on the day.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection, transaction

from pilot import audit, jobs
from pilot.calendar import helsinki_today
from pilot.jobs_progress import Progress
from pilot.locks import lock
from pilot.models import Job, Strand, User
from pilot.periods import contains
from providers import actions as provider_actions
from providers.models import Approval
from vouchers import errors, queries, sql
from vouchers.actions.issuing import chunks
from vouchers.actions.lay_out import lay_out_sites
from vouchers.models import ClosingLetter, ClosingPlan

JOB = "closing_letters"
PATIENCE = 60
EACH = """
    SELECT 'resident', resident_id, jsonb_build_object('letter', id, 'plan', plan_id, 'way', way)
    FROM vouchers_closingletter WHERE id = ANY(%(letters)s)
"""


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
    _record("closing_proposed", plan, by=by, at=at, channel=channel)
    return plan


@transaction.atomic
def withdraw_closing(*, plan: ClosingPlan, by: User, at: datetime, channel: str) -> ClosingPlan:
    """Withdraw a plan that waits. Refuses one that was decided on. Records `closing_withdrawn`."""
    plan = _waiting(plan)
    plan.withdrawn_at, plan.withdrawn_by = at, by
    plan.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("closing_withdrawn", plan, by=by, at=at, channel=channel)
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
        provider_actions.close(site=site, strand=plan.strand, closes_on=plan.closes_on, by=by, at=at, channel=channel)
    plan.approved_at, plan.approved_by = at, by
    plan.save(update_fields=["approved_at", "approved_by"])
    lay_out_sites(strand=plan.strand, sites=[site.pk for site in sites])
    _record("closing_approved", plan, by=by, at=at, channel=channel, sites=[site.pk for site in sites])
    return plan


@transaction.atomic
def start_closing_letters(*, plan: ClosingPlan, by: User, at: datetime, channel: str = "online") -> Job:
    """Start writing to all who are with a private site; while the job is at work, that one is answered.

    Refuses a plan that is not approved, and a day before the plan's. Records `job_started`.
    """
    plan = _locked(plan)
    if plan.approved_at is None or helsinki_today(at) < plan.letters_on:
        raise errors.LettersNotYet(day=plan.letters_on)
    unfinished = Job.objects.filter(kind=JOB, params__plan=plan.pk, ended_at__isnull=True).first()
    if unfinished is not None:
        return unfinished
    return jobs.start(JOB, by=by, at=at, pilot=plan.strand.pilot, params={"plan": plan.pk}, channel=channel)


def write_closing_letters(
    *, plan: ClosingPlan, job: Job, by: User | None, at: datetime, channel: str, progress: Progress | None = None
) -> int:
    """Write to everybody who is with a private site, and to nobody twice; returns how many were written.

    Each range of residents is a unit of work of its own; the same again completes what was cut off. Records
    `closing_letter_written` for each resident and `closing_letters_written` for the run.
    """
    written = ClosingLetter.objects.filter(job=job).count()
    waiting = queries.letter_counts(plan, on=helsinki_today(at)).waiting
    for after, last in chunks(plan.strand.pilot_id):
        given = _write_chunk(plan, job, after, last, by=by, at=at, channel=channel)
        waiting -= given
        written += given
        if progress is not None:
            progress.advance(written, total=written + waiting)
    with transaction.atomic():
        _record("closing_letters_written", plan, by=by, at=at, channel=channel, job=job.pk, written=written)
    return written


@transaction.atomic
def _write_chunk(
    plan: ClosingPlan, job: Job, after: int, last: int, *, by: User | None, at: datetime, channel: str
) -> int:
    params: dict[str, Any] = {
        "plan": plan.pk, "strand": plan.strand_id, "after": after, "last": last, "today": helsinki_today(at), "at": at,
        "job": job.pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql.text("closing_letters"), params)
        letters = cursor.fetchone()[0]
    if letters:
        audit.record_each(
            "closing_letter_written",
            by=by,
            at=at,
            channel=channel,
            pilot_code=plan.strand.pilot.code,
            subjects_sql=EACH,
            params={"letters": letters, "plan": plan.pk},
        )
    return len(letters)


def _refuse_opening_later(plan: ClosingPlan) -> None:
    opens = Approval.objects.filter(strand=plan.strand, period__startswith__gte=plan.closes_on)
    found = opens.filter(site__in=queries.private_sites(plan.strand)).select_related("site").first()
    if found is not None:
        raise errors.SiteOpensLater(site=found.site.name)


def _locked(plan: ClosingPlan) -> ClosingPlan:
    lock(("closing", plan.strand_id))
    return ClosingPlan.objects.select_for_update(of=["self"]).select_related("strand__pilot").get(pk=plan.pk)


def _waiting(plan: ClosingPlan) -> ClosingPlan:
    plan = _locked(plan)
    if plan.approved_at is not None or plan.withdrawn_at is not None:
        raise errors.ClosingDecided
    return plan


def _record(kind: str, plan: ClosingPlan, *, by: User | None, at: datetime, channel: str, **facts: object) -> None:
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
