"""Plays a stretch of the demonstration: what happened, then the freeze, its submission, approval, file and answers.

A stretch is one unit of work: all of it or nothing, and the same command goes on where it was cut off.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from billing import actions as billing_actions
from billing.models import Payment, PaymentRun
from pilot.calendar import helsinki_today
from pilot.models import Job
from providers import actions as provider_actions
from providers.models import Site
from scenarios.demo import bank, choosing, disputing, parts, register
from scenarios.demo.catalogue import plans
from scenarios.demo.dates import Span
from scenarios.demo.stage import Stage
from vouchers import actions, queries
from vouchers.models import Enrolment
from vouchers.rules import effective_on as effect_of

CHANNEL = "online"
NEARLY_FULL = 3


def is_played(stage: Stage, span: Span) -> bool:
    """Tell whether the stretch is there already."""
    runs = PaymentRun.objects.filter(strand=stage.strand)
    if span.month is not None:
        return runs.filter(month=span.month.first).exists()
    return Job.objects.filter(kind="statement_documents", pilot=stage.pilot).exists()


@transaction.atomic
def play(stage: Stage, span: Span) -> PaymentRun | None:
    """Play the stretch and close it: with its month's run, or at last with what a visitor finds to do."""
    source, taken = stage.source(span), set[int]()
    deeds = []
    for happening in (register.deaths, register.moves, choosing.choices, choosing.changes):
        deeds += list(happening(stage, span, source, taken))
    for _at, deed in sorted(deeds, key=lambda timed: timed[0]):
        deed()
    if span.month is None:
        disputing.waiting(stage, span)
        _fill_lists(stage, span)
        _submit_last(stage, span)
        bank.send_back(stage, at=span.upper)
        parts.leave_waiting(stage, span)
        _order_documents(stage, span)
        return None
    if span.month == stage.timeline.months[-1]:
        disputing.decided(stage, span)
    actions.issue_vouchers(
        strand=stage.strand, on=span.month.next.first, by=stage.log_ins.staff, at=span.upper, channel=CHANNEL
    )
    return _close_month(stage, span)


def _close_month(stage: Stage, span: Span) -> PaymentRun:
    preparer, approver = stage.log_ins.preparer, stage.log_ins.approver
    if before := PaymentRun.objects.filter(strand=stage.strand).order_by("-month").first():
        bank.book(stage, before)
    parts.take_off(stage, span)
    parts.type_figures(stage, span)
    run = billing_actions.freeze(strand=stage.strand, month=span.month, by=preparer, at=span.upper, channel=CHANNEL)
    billing_actions.check_run(strand=stage.strand, by=preparer, at=span.upper, channel=CHANNEL)
    if span.month == stage.timeline.months[-1]:
        return run
    run = billing_actions.submit(run=run, by=preparer, at=_later(stage, span, hours=2), channel=CHANNEL)
    run = billing_actions.approve(
        run=run, digest=run.payment_digest, by=approver, at=_later(stage, span, hours=4), channel=CHANNEL
    )
    if Payment.objects.filter(run=run).exists():
        file = billing_actions.make_payment_file(run=run, by=approver, at=_later(stage, span, hours=5), channel=CHANNEL)
        bank.answer(stage, file, at=_later(stage, span, hours=6))
        run.refresh_from_db(fields=["state"])
    billing_actions.book_run(run=run, by=preparer, at=_later(stage, span, hours=7), channel=CHANNEL)
    return run


def _submit_last(stage: Stage, span: Span) -> None:
    """Submit the last run as late as can be, so that its pay day is to come, and leave its approval to a visitor."""
    run = PaymentRun.objects.get(strand=stage.strand, month=stage.timeline.months[-1].first)
    billing_actions.submit(run=run, by=stage.log_ins.preparer, at=span.upper, channel=CHANNEL)


def _later(stage: Stage, span: Span, *, hours: int) -> datetime:
    return min(span.upper + timedelta(hours=hours), stage.timeline.now)


def _fill_lists(stage: Stage, span: Span) -> None:
    """Limit some lists to what is on them, so that one is full and one nearly."""
    rules = queries.rules_in_force(stage.strand, span.day)
    # Counted as a choice of that day would: who is on the list on its day of effect or later.
    today = helsinki_today(span.upper)
    effective_on = effect_of(rules, today)
    rooms = {
        site["slug"]: site["room"] for plan in plans(stage.template.name) for site in plan["sites"] if "room" in site
    }
    for slug, room in rooms.items():
        site = stage.sites[slug]
        places = _taken(stage, site, effective_on) + (NEARLY_FULL if room == "nearly_full" else 0)
        provider_actions.set_list_cap(
            site=site,
            strand=stage.strand,
            places=places,
            first=today,
            by=stage.log_ins.staff,
            at=span.upper,
            channel="desk",
        )


def _taken(stage: Stage, site: Site, on: date) -> int:
    rows = Enrolment.objects.filter(strand=stage.strand, site=site)
    lasting = rows.filter(Q(period__endswith=None) | Q(period__endswith__gt=on))
    return lasting.values("resident").distinct().count()


def _order_documents(stage: Stage, span: Span) -> None:
    """Have the statements' documents made, the newest first; a worker makes them when there is one."""
    for run in PaymentRun.objects.filter(strand=stage.strand).order_by("-month"):
        billing_actions.order_documents(run=run, by=stage.log_ins.preparer, at=span.upper, channel=CHANNEL)
