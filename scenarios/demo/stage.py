"""What the demonstration's months are played on: the pilot as it stands in the database, and who acts in it."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pilot.models import Pilot, Strand
from providers.models import Site
from registry.models import Resident
from scenarios.demo.catalogue import plans
from scenarios.demo.dates import Span, Timeline
from scenarios.demo.log_ins import LogIns, log_ins
from scenarios.templates import Template
from vouchers.queries import strands_of

Deed = tuple[datetime, Callable[[], object]]


@dataclass(frozen=True)
class Stage:
    """A demonstration's pilot; everything is drawn from its seed, month by month."""

    template: Template
    pilot: Pilot
    strand: Strand
    timeline: Timeline
    log_ins: LogIns
    sites: dict[str, Site]
    popularity: dict[str, int]
    residents: int
    seed: int

    def source(self, span: Span) -> random.Random:
        """Return where the stretch's chances come from; the same whether or not those before were played now."""
        return random.Random(f"{self.seed}/{span.index}")  # noqa: S311 (nothing here is secret)

    def share(self, span: Span, portion: float) -> int:
        """Return the stretch's part of a portion of all residents; most in the first ones, the parts make the whole."""
        weights = [1 / (index + 1) + 0.15 for index in range(len(self.timeline.months) + 1)]
        whole = portion * self.residents / sum(weights)
        before = sum(weights[: span.index])
        return round(whole * (before + weights[span.index])) - round(whole * before)

    def even_share(self, span: Span, portion: float) -> int:
        """Return the stretch's part when every stretch has the same."""
        each = portion * self.residents / (len(self.timeline.months) + 1)
        return round(each * (span.index + 1)) - round(each * span.index)


def stage_of(template: Template, pilot: Pilot, timeline: Timeline, seed: int) -> Stage:
    """Return the stage of a pilot that is set up."""
    return Stage(
        template=template,
        pilot=pilot,
        strand=strands_of(pilot)[0],
        timeline=timeline,
        log_ins=log_ins(),
        sites={site.slug: site for site in Site.objects.filter(provider__pilot=pilot).select_related("provider")},
        popularity={site["slug"]: site["popularity"] for plan in plans(template.name) for site in plan["sites"]},
        residents=Resident.objects.filter(pilot=pilot).count(),
        seed=seed,
    )


def moment(span: Span, source: random.Random, *, earliest: datetime | None = None) -> datetime:
    """Draw a moment of waking hours inside the stretch."""
    lower = max(span.lower, earliest) if earliest else span.lower
    day = lower + timedelta(days=source.randint(0, max(0, (span.upper - lower).days)))
    drawn = day.replace(hour=source.randint(8, 19), minute=source.randint(0, 59), second=source.randint(0, 59))
    return min(max(drawn, lower + timedelta(seconds=1)), span.upper)
