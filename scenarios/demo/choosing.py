"""Who chooses what in a stretch of the demonstration: first choices, regrets, changes and returns home."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from pilot.calendar import add_months, completed_years, helsinki_today
from pilot.log_in.refusals import NotLetIn
from providers.models import Site
from registry.actions.accounts import recognise_resident
from registry.models import Exclusion, Guardianship, IdentityCode, Residence, Resident
from scenarios.demo.dates import Span
from scenarios.demo.stage import Deed, Stage, moment
from vouchers import actions, errors, queries
from vouchers.models import Choice, Enrolment

CHOOSING = 0.13
# Of those who are free to change, how many do so in a month; half of them go home.
CHANGING = 0.05
# Of those who choose, how many take it back.
REGRETTING = 0.05
# The last choices are still waiting to take effect on the demonstration's now.
LAST_DAYS = timedelta(days=14)
# Those who waited for the pilot choose as soon as it begins.
FIRST_DAYS = timedelta(days=13)
OLD = 75
IDENTIFIED_BY = {"desk": "identity_card", "paper": "signature"}
NEARER = 5


def choices(stage: Stage, span: Span, source: random.Random, taken: set[int]) -> Iterator[Deed]:
    """Yield the stretch's first choices with their regrets; children follow whoever may act for them."""
    wanted = stage.share(span, CHOOSING)
    first_days = replace(span, upper=min(span.upper, span.lower + FIRST_DAYS)) if span.index == 0 else span
    earliest = span.upper - LAST_DAYS if span.month is None else None
    if span.month is None:
        wanted = max(3, wanted)
    waiting = list(_without_choice(stage, span).exclude(pk__in=taken))
    source.shuffle(waiting)
    for resident in waiting[:wanted]:
        at = moment(first_days, source, earliest=earliest)
        chooser = _Chooser(stage, resident, source)
        site = chooser.site(span)
        yield at, chooser.choose(site, at)
        regrets_at = at + timedelta(days=source.randint(1, 6), hours=1)
        if source.random() < REGRETTING and span.month is not None and regrets_at < span.upper:
            yield regrets_at, chooser.regret(regrets_at)


def changes(stage: Stage, span: Span, source: random.Random, taken: set[int]) -> Iterator[Deed]:
    """Yield who goes home or elsewhere after the lock-in, and now and then somebody earlier, for a weighty reason."""
    rules = queries.rules_in_force(stage.strand, span.day)
    chosen = (
        _living(stage, span).exclude(pk__in=taken).filter(choices__enrolments__in=_chosen_lists(stage, span)).distinct()
    )
    free_since = add_months(span.day, -rules.lock_in_months)
    bound = chosen.filter(
        choices__enrolments__in=_chosen_lists(stage, span).filter(choice__effective_on__gt=free_since)
    )
    lately = Choice.objects.filter(strand=stage.strand, effective_on__gt=free_since).values("resident")
    free = list(chosen.exclude(pk__in=lately).order_by("pk"))
    for resident in source.sample(free, min(len(free), round(len(free) * CHANGING + source.random() / 2))):
        at, chooser = moment(span, source), _Chooser(stage, resident, source)
        yield at, chooser.choose(chooser.site(span) if source.random() < 0.5 else None, at)
    if span.index % 5 == 4 and (first := bound.order_by("pk").first()):
        at, chooser = moment(span, source), _Chooser(stage, first, source)
        yield at, chooser.choose(None, at, reason=Choice.Reason.WEIGHTY)


class _Chooser:
    """Somebody who chooses, by the channel of their kind: online themselves or through a guardian, else with staff."""

    def __init__(self, stage: Stage, resident: Resident, source: random.Random) -> None:
        self.stage, self.resident, self.source = stage, resident, source
        age = completed_years(resident.born_on, stage.timeline.first)
        online, paper = (0.25, 0.6) if age >= OLD else (0.75, 0.9)
        drawn = source.random()
        self.channel = "online" if drawn < online else "paper" if drawn > paper else "desk"

    def site(self, span: Span) -> Site:
        """Draw a site, more often one in the resident's own area."""
        home = Residence.objects.filter(resident=self.resident, period__contains=span.day).first()
        codes = {place.postal_code for area in self.stage.template.areas for place in area.places if home
                 and home.area and area.code == home.area.code}  # fmt: skip
        now = Enrolment.objects.on_day(span.day).filter(resident=self.resident, strand=self.stage.strand)
        there = set(now.values_list("site__slug", flat=True))
        open_to = [slug for slug in self.stage.sites if slug not in there]
        weights = [
            self.stage.popularity[slug] * (NEARER if self.stage.sites[slug].postal_code in codes else 1)
            for slug in open_to
        ]
        return self.stage.sites[self.source.choices(open_to, weights)[0]]

    def choose(self, site: Site | None, at: datetime, reason: str = ""):
        """Return the choice as a deed."""
        channel = "desk" if reason else self.channel

        def deed() -> Choice | None:
            try:
                who = self._who(channel, at)
                return actions.choose(
                    resident=self.resident,
                    strand=self.stage.strand,
                    site=site,
                    at=at,
                    reason=reason,
                    identified_by=IDENTIFIED_BY.get(who["channel"], ""),
                    **who,
                )
            except errors.ListFull:
                # As it happens to people; they stay where they are.
                return None

        return deed

    def regret(self, at: datetime):
        """Return that the choice is taken back, as a deed."""

        def deed() -> Choice | None:
            try:
                who = self._who(self.channel, at)
                return actions.regret(resident=self.resident, strand=self.stage.strand, at=at, **who)
            except errors.NothingToRegret:
                # The list was full.
                return None

        return deed

    def _who(self, channel: str, at: datetime) -> dict[str, Any]:
        """Return who does it and how: online oneself or by a guardian, as far as the register lets them, else staff."""
        child, on = self.resident, helsinki_today(at)
        staff = {"by": self.stage.log_ins.staff, "channel": "desk" if channel == "online" else channel}
        acting = child
        if not queries.chooses_alone(child=child, strand=self.stage.strand, on=on):
            guardians = Guardianship.objects.filter(child=child, period__contains=on).order_by("pk")
            acting = next((row.guardian for row in guardians.select_related("guardian")), child)
            known = {"person": acting} if acting != child else {"name": "Huoltaja, asiakirjat tarkistettu"}
            staff["deputy"] = actions.Deputy(Choice.Capacity.GUARDIAN, **known)
        if channel != "online":
            return staff
        if acting != child and not queries.has_right(person=acting, child=child, on=on):
            return staff
        code = IdentityCode.objects.get(resident=acting, active=True).code
        try:
            by = recognise_resident(identity_code=code, at=at)
        except NotLetIn:
            # Who died meanwhile does not log in any more.
            return staff
        deputy = actions.Deputy(Choice.Capacity.GUARDIAN, acting) if acting != child else None
        return {"by": by, "channel": "online", "deputy": deputy}


def _without_choice(stage: Stage, span: Span) -> QuerySet[Resident]:
    """Return who may choose and never has; children only with somebody who may act for them."""
    minimum_age = queries.rules_in_force(stage.strand, span.day).minimum_age
    adult_if_born_by = add_months(span.day, -12 * minimum_age)
    guarded = Exists(Guardianship.objects.filter(child=OuterRef("pk"), guardian__died_on__isnull=True))
    chosen = Exists(Choice.objects.filter(resident=OuterRef("pk")))
    voucher = Exists(stage.strand.vouchers.filter(resident=OuterRef("pk"), period__contains=span.day))
    rows = _living(stage, span).filter(~chosen, voucher)
    return (rows.filter(born_on__lte=adult_if_born_by) | rows.filter(guarded)).order_by("pk")


def _living(stage: Stage, span: Span) -> QuerySet[Resident]:
    home = Exists(Residence.objects.filter(resident=OuterRef("pk"), period__contains=span.day, area__isnull=False))
    excluded = Exists(Exclusion.objects.filter(resident=OuterRef("pk")))
    # Who has moved is left alone, so that no later knowledge of a move makes a choice impossible afterwards.
    moved = Exists(Residence.objects.filter(resident=OuterRef("pk"), moved_on__gte=stage.timeline.first))
    return Resident.objects.filter(home, ~excluded, ~moved, pilot=stage.pilot, died_on__isnull=True)


def _chosen_lists(stage: Stage, span: Span) -> QuerySet[Enrolment]:
    return Enrolment.objects.on_day(span.day).filter(strand=stage.strand, origin=Enrolment.Origin.CHOICE)
