"""What pages, documents and actions read about choices and lists."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from pilot.calendar import HELSINKI, completed_years
from pilot.errors import Refused
from pilot.models import ChoiceChannel, RuleSet, Strand
from pilot.prepared import Prepared
from providers.models import Site
from registry.models import Resident
from vouchers import errors, rules, sql
from vouchers.models import Choice, Enrolment, QueuePlace
from vouchers.queries.family import has_family, was_there
from vouchers.queries.strands import rules_on

FACTS = Prepared(
    "choice_facts",
    sql.choice_facts,
    {
        "resident": "bigint",
        "strand": "bigint",
        "site": "bigint",
        "on": "date",
        "effective_on": "date",
        "key": "text",
    },
)


@dataclass(frozen=True)
class ChoiceTerms:
    """What a resident agreed to with a choice, by the rules of the day on which it was made."""

    effective_on: date
    next_change_on: date

    @property
    def regret_until(self) -> date:
        """The last day on which the choice can be taken back."""
        return self.effective_on - timedelta(days=1)

    @property
    def bound_until(self) -> date:
        """The last day on which the choice binds."""
        return self.next_change_on - timedelta(days=1)

    @property
    def is_binding(self) -> bool:
        """Tell whether there is any lock-in at all."""
        return self.next_change_on > self.effective_on


@dataclass(frozen=True)
class ChoiceOffer(ChoiceTerms):
    """What a choice made on the day would mean, and why it would be refused, if it would.

    `is_forced` where a closing or a draw makes the resident leave the present site.
    """

    on: date
    refusal: Refused | None
    is_forced: bool = False


def terms_of(choice: Choice) -> ChoiceTerms:
    """Return what the choice bound to when it was made."""
    rule_set = rules_on(choice.strand, choice.made_on)
    lock_in_months = rule_set.lock_in_months if rule_set and choice.is_binding else 0
    return ChoiceTerms(choice.effective_on, rules.next_change_on(choice.effective_on, lock_in_months))


def rules_in_force(strand: Strand, on: date) -> RuleSet:
    """Return the strand's rule set of the day; refuses a day without one."""
    found = rules_on(strand, on)
    if found is None:
        raise errors.NoRules
    return found


def choice_offer(
    *,
    resident: Resident,
    strand: Strand,
    site: Site | None,
    on: date,
    at: datetime | None = None,
    is_weighty: bool = False,
    is_own: bool = False,
) -> ChoiceOffer:
    """Return what the page shows before confirming; the action decides by the same facts."""
    facts = choice_facts(
        resident=resident, strand=strand, site=site, on=on, at=at, is_weighty=is_weighty, is_own=is_own
    )
    lock_in_months = facts.lock_in_months if site is not None else 0
    return ChoiceOffer(
        on=on,
        effective_on=facts.effective_on,
        next_change_on=rules.next_change_on(facts.effective_on, lock_in_months),
        refusal=rules.refusal(facts),
        is_forced=facts.is_being_moved
        or (facts.closing is not None and facts.is_closing and facts.closing.leaves_private),
    )


def choice_facts(  # longer: one fact a line
    *,
    resident: Resident,
    strand: Strand,
    site: Site | None,
    on: date,
    at: datetime | None = None,
    is_weighty: bool = False,
    is_own: bool = False,
    channel: str = "",
    key: str | None = None,
) -> rules.ChoiceFacts:
    """Gather all that decides on a choice, as known now; `is_own` when the resident alone makes it.

    Without a `channel` it is not asked whether it is open. `at` is the moment of the day; without one, the day is asked
    about as it begins. `key` is that of the form that may have been sent before.
    """
    rule_set = rules_in_force(strand, on)
    looked_up = {"resident": resident.pk, "strand": strand.pk, "site": site.pk if site else None, "key": key}
    with connection.cursor() as cursor:
        FACTS.execute(cursor, looked_up | {"on": on, "effective_on": rules.effective_on(rule_set, on)})
        is_in_area, is_excluded, is_invited, chosen_site_id, origin, chosen_since, bound_months, *more = (
            cursor.fetchone()
        )
        is_open, free, is_awaited, something_waits, is_in_queue, first_choice_id, effective_on, *plan = more
    if site is not None and free and is_awaited:
        # Nobody passes those who wait for the places that are free.
        others = QueuePlace.objects.in_line(strand, on).filter(site=site).exclude(resident=resident)
        free = 0 if others.exists() else free
    is_small = rule_set.family_age is not None and is_under(rule_set.family_age, resident, effective_on)
    return rules.ChoiceFacts(
        on=on,
        effective_on=effective_on,
        lock_in_months=rule_set.lock_in_months,
        is_alive=resident.born_on <= on and (resident.died_on is None or on <= resident.died_on),
        is_in_area=is_in_area,
        is_excluded=is_excluded,
        pilot_until=strand.pilot.period.upper,
        site_id=site.pk if site else None,
        is_open=is_open,
        free_places=free,
        chosen_site_id=chosen_site_id,
        chosen_lock_in_months=bound_months or 0,
        chosen_since=chosen_since if Choice(origin=origin, site_id=chosen_site_id).is_binding else None,
        follows_family=(
            is_small
            and free == 0
            and site is not None
            and has_family(resident=resident, site=site, strand=strand, on=effective_on)
        ),
        comes_back=(
            rule_set.returns_within_months is not None
            and free == 0
            and site is not None
            and was_there(resident=resident, site=site, strand=strand, on=on, months=rule_set.returns_within_months)
        ),
        is_weighty=is_weighty,
        is_by_open_channel=channel not in ChoiceChannel.values or channel in rule_set.channels,
        right_from_age=rule_set.eligible_from_age if is_under(rule_set.eligible_from_age, resident, on) else None,
        needs_invitation=not is_invited,
        own_choice_from=rule_set.minimum_age if is_own and is_under(rule_set.minimum_age, resident, on) else None,
        closing=_closing(at or datetime.combine(on, time.min, tzinfo=HELSINKI), *plan),
        something_waits=something_waits,
        is_being_moved=something_waits and is_being_moved(resident=resident, strand=strand, on=on),
        is_in_queue=is_in_queue,
        first_choice_id=first_choice_id,
    )


def _closing(
    at: datetime,
    join_until_on: date | None,
    join_until_time: time,
    choose_until: date,
    closes_on: date,
    is_private: bool,
    leaves_private: bool,
) -> rules.ClosingFacts | None:
    if join_until_on is None:
        return None
    join_until = datetime.combine(join_until_on, join_until_time, tzinfo=HELSINKI)
    return rules.ClosingFacts(at, join_until, choose_until, closes_on, is_private, leaves_private)


def is_under(years: int, resident: Resident, on: date) -> bool:
    """Tell whether the resident is younger than so many years on the day."""
    return completed_years(resident.born_on, on) < years


def regrettable_choice(*, resident: Resident, strand: Strand, on: date) -> Choice | None:
    """Return the waiting choice that the resident may take back: one they asked for themselves."""
    return next((row for row in waiting_of(resident=resident, strand=strand, on=on) if row.is_wished), None)


def waits_already(
    *, resident: Resident, strand: Strand, site: Site | None, on: date, effective_on: date
) -> Choice | None:
    """Return the own choice of the site that waits, where the same made now would only begin and bind later.

    One after which something else takes effect, or that begins later than one made now, is worth making anew.
    """
    last = next(reversed(waiting_of(resident=resident, strand=strand, on=on)), None)
    if last is None or last.origin != Choice.Origin.OWN or last.site_id != (site.pk if site else None):
        return None
    return last if last.effective_on <= effective_on else None


def waiting_of(*, resident: Resident, strand: Strand, on: date) -> list[Choice]:
    """Return all that waits to take effect, in that order: a wish, and what others decided, may wait side by side."""
    waiting = Choice.objects.pending(on).filter(resident=resident, strand=strand)
    return list(waiting.select_related("site").order_by("effective_on", "pk"))


def is_being_moved(*, resident: Resident, strand: Strand, on: date) -> bool:
    """Tell whether others move the resident to another list later on; then the present choice binds no more."""
    waiting = Choice.objects.pending(on).filter(resident=resident, strand=strand)
    return waiting.filter(origin=Choice.Origin.FORCED).exists()


def enrolment_on(*, resident: Resident, strand: Strand, on: date) -> Enrolment | None:
    """Return the list on which the resident is on the day, if any."""
    return (
        Enrolment.objects.on_day(on)
        .filter(resident=resident, strand=strand)
        .select_related("site__provider", "choice__strand")
        .first()
    )


def choices_of(resident: Resident, *, on: date) -> QuerySet[Choice]:
    """Return the resident's choices, newest first, each knowing whether its list holds on the day."""
    holding = Enrolment.objects.on_day(on).filter(choice=OuterRef("pk"))
    rows = Choice.objects.filter(resident=resident).select_related("site", "strand", "move_lot__plan__site")
    rows = rows.annotate(holds_now=Exists(holding))
    return rows.order_by("-made_at", "-pk")


def state_of(choice: Choice, *, on: date) -> str:
    """Return what has become of a choice by the day: pending, holds, ended, replaced or regretted."""
    if choice.ending:
        return choice.ending
    if choice.effective_on > on:
        return "pending"
    holds_now = getattr(choice, "holds_now", None)
    if holds_now is None:
        holds_now = Enrolment.objects.on_day(on).filter(choice=choice).exists()
    return "holds" if holds_now or choice.site_id is None else "ended"
