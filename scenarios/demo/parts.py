"""What the demonstration's statements hold besides entries: what was bought from the city, and the incentive's figures.

At the end some of each are left for a visitor to confirm.
"""

import random
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from billing import actions
from billing.queries.deductions import DeductionDraft, paid_sites
from billing.queries.incentives import targets_of
from pilot.calendar import Month
from providers.models import Site
from scenarios.demo.dates import Span
from scenarios.demo.stage import Stage
from vouchers.models import Enrolment

CHANNEL = "online"


@dataclass(frozen=True)
class Item:
    """One line of the city's invoice, and how many a thousand residents need of it in a month."""

    kind: str
    name: str
    unit_cents: int
    per_thousand: int


ITEMS = (
    Item("laboratory", "Hintaryhmä 1 (perustutkimukset)", 280, 350),
    Item("laboratory", "Hintaryhmä 2 (kliininen kemia)", 460, 160),
    Item("laboratory", "Hintaryhmä 3 (viljelyt)", 1190, 25),
    Item("imaging", "Natiiviröntgen", 3850, 25),
)


def take_off(stage: Stage, span: Span) -> None:
    """Have what every paid site bought in the month entered by one person and confirmed by another."""
    assert span.month is not None
    drafts = _bought(stage, span.month, _source(stage, span))
    if not drafts:
        return
    at = span.upper - timedelta(minutes=30)
    rows = actions.enter_deductions(
        strand=stage.strand, drafts=drafts, by=stage.log_ins.preparer, at=at, channel=CHANNEL
    )
    actions.confirm_deductions(
        strand=stage.strand,
        deductions=[row.pk for row in rows],
        by=stage.log_ins.approver,
        at=at + timedelta(minutes=10),
        channel=CHANNEL,
    )


def type_figures(stage: Stage, span: Span, *, is_confirmed: bool = True) -> None:
    """Type the figures that nobody measures, a survey's answers, around what the target asks."""
    month = span.month or stage.timeline.months[-1].next
    at, source = span.upper - timedelta(minutes=15), _source(stage, span)
    rows = [
        actions.enter_incentive_input(
            target=target,
            site=site,
            month=month,
            value=max(0, target.threshold + source.randint(-6, 9)),
            source=f"Palautekysely {month.number}/{month.year}",
            by=stage.log_ins.preparer,
            at=at,
            channel=CHANNEL,
        )
        for target in targets_of(stage.strand, month)
        if not target.indicator
        for site in paid_sites(stage.strand)
    ]
    if rows and is_confirmed:
        actions.confirm_incentive_inputs(
            strand=stage.strand,
            inputs=[row.pk for row in rows],
            by=stage.log_ins.approver,
            at=at + timedelta(minutes=10),
            channel=CHANNEL,
        )


def leave_waiting(stage: Stage, span: Span) -> None:
    """Leave the next month's first invoice and figures for somebody else to confirm."""
    drafts = _bought(stage, stage.timeline.months[-1].next, _source(stage, span))[:4]
    if drafts:
        actions.enter_deductions(
            strand=stage.strand, drafts=drafts, by=stage.log_ins.preparer, at=span.upper, channel=CHANNEL
        )
    type_figures(stage, span, is_confirmed=False)


def _bought(stage: Stage, month: Month, source: random.Random) -> list[DeductionDraft]:
    """Return the month's invoice lines, more of them where the list is longer."""
    return [
        DeductionDraft(
            site=site,
            month=month,
            kind=item.kind,
            item=item.name,
            document=f"Lasku {month}/{ordinal}",
            quantity=quantity,
            unit_cents=item.unit_cents,
            cents=quantity * item.unit_cents,
        )
        for ordinal, (site, residents) in enumerate(_lists(stage, month), start=1)
        for item in ITEMS
        if (quantity := residents * item.per_thousand * source.randint(70, 130) // 100_000)
    ]


def _lists(stage: Stage, month: Month) -> list[tuple[Site, int]]:
    """Return the paid sites with how many residents their lists have on the month's last day."""
    rows = Enrolment.objects.filter(strand=stage.strand, period__contains=month.last).values_list("site")
    counts = dict(rows.annotate(number=Count("resident", distinct=True)).order_by())
    return [(site, counts.get(site.pk, 0)) for site in paid_sites(stage.strand)]


def _source(stage: Stage, span: Span) -> random.Random:
    """Return chances of our own, so that those of everything else stay as they were."""
    return random.Random(f"{stage.seed}/{span.index}/parts")  # noqa: S311 (nothing here is secret)
