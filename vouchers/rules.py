"""Pure decisions about a choice: when it takes effect, how long it binds, and why it is refused.

No database and no clock. What a list looks like afterwards is laid out by vouchers/sql/lay_out.sql.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pilot.calendar import ONE_DAY, Month, add_months, helsinki_today
from pilot.errors import Refused
from pilot.models import RuleSet
from vouchers import errors


@dataclass(frozen=True)
class ClosingFacts:
    """The approved script of a closing pilot, as far as it decides on a choice made at the moment."""

    at: datetime
    join_until: datetime
    choose_until: date
    closes_on: date
    is_private: bool
    leaves_private: bool

    @property
    def has_begun(self) -> bool:
        """Tell whether nobody new comes to private sites any more, and they have not closed yet."""
        return self.at > self.join_until and helsinki_today(self.at) < self.closes_on


@dataclass(frozen=True)
class ChoiceFacts:
    """All that decides on a choice, as known on the day it is made.

    `site_id` is None for a return home. `chosen_site_id` is the site on whose list the resident is on that day by any
    choice, `chosen_since` the day on which that choice took effect if it was the resident's own: no other one binds.
    It binds for `chosen_lock_in_months`, as the rules said when it was made; a new one for `lock_in_months`.
    `free_places` is None where the list has no cap. `own_choice_from` is the age of own choice where somebody younger
    chooses alone, `right_from_age` that of the right where somebody younger has none. `follows_family` where a child's
    parent or sibling is on the site's list, `comes_back` where the resident left it by moving away. Where
    `something_waits` is false, no choice takes effect later. Whoever `is_being_moved` by others is not bound: they
    cannot stay either. `is_in_queue` says that the resident waits for a list of the strand, and `first_choice_id` what
    the same form has chosen already.
    """

    on: date
    effective_on: date
    lock_in_months: int
    is_alive: bool
    is_in_area: bool
    is_excluded: bool
    pilot_until: date | None
    site_id: int | None
    is_open: bool
    free_places: int | None
    chosen_site_id: int | None = None
    chosen_since: date | None = None
    chosen_lock_in_months: int = 0
    is_weighty: bool = False
    is_by_open_channel: bool = True
    right_from_age: int | None = None
    needs_invitation: bool = False
    own_choice_from: int | None = None
    follows_family: bool = False
    comes_back: bool = False
    closing: ClosingFacts | None = None
    something_waits: bool = True
    is_being_moved: bool = False
    is_in_queue: bool = True
    first_choice_id: int | None = None

    @property
    def is_closing(self) -> bool:
        """Tell whether the script of a closing decides, and the day's own rules no more."""
        return self.closing is not None and self.closing.has_begun


def effective_on(rules: RuleSet, on: date) -> date:
    """Return the day on which a choice made on the day takes effect."""
    match rules.effect_kind:
        case RuleSet.Effect.DAYS:
            return on + timedelta(days=rules.effect_days or 0)
        case RuleSet.Effect.FIRST_OF_NEXT_MONTH:
            return Month.of(on).next.first
        case RuleSet.Effect.SAME_DAY:
            return on
    raise ValueError(f"no effect rule is called {rules.effect_kind}")


def first_day_of_effect(rules: RuleSet, day: date) -> date:
    """Return the day, or the next one on which the rules let things take effect: with some, the first of a month."""
    if rules.effect_kind != RuleSet.Effect.FIRST_OF_NEXT_MONTH or day.day == 1:
        return day
    return Month.of(day).next.first


def last_choice_on(rules: RuleSet, pilot_until: date) -> date:
    """Return the last day on which a choice still takes effect before the pilot is over."""
    last = pilot_until - ONE_DAY
    match rules.effect_kind:
        case RuleSet.Effect.DAYS:
            return last - timedelta(days=rules.effect_days or 0)
        case RuleSet.Effect.FIRST_OF_NEXT_MONTH:
            return Month.of(last).first - ONE_DAY
        case RuleSet.Effect.SAME_DAY:
            return last
    raise ValueError(f"no effect rule is called {rules.effect_kind}")


def next_change_on(chosen_since: date, lock_in_months: int) -> date:
    """Return the first day on which a new choice may be made; a missing day becomes that month's last."""
    return add_months(chosen_since, lock_in_months)


def places_opened(rules: RuleSet, free: int | None) -> int | None:
    """Return how many of a list's free places are given to its queue now; None: to all of it, where there is no cap."""
    if free is None:
        return None
    if free < (rules.queue_opens_at or 1):
        return 0
    return free if rules.queue_takes is None else min(free, rules.queue_takes)


def refusal(facts: ChoiceFacts) -> Refused | None:
    """Return why the choice is refused, or None; of several reasons the first, in the order of the cases."""
    return _refusal_of_person(facts) or _refusal_of_day(facts) or _refusal_of_site(facts)


def _refusal_of_person(facts: ChoiceFacts) -> Refused | None:
    if not facts.is_alive:
        return errors.NotAlive()
    if not facts.is_in_area:
        return errors.NotInArea()
    # Whoever lost the right to choose may still refuse the voucher, and is then cared for at home (569/2009).
    if facts.site_id is not None and (refusal := _refusal_of_right(facts)) is not None:
        return refusal
    if not facts.is_by_open_channel:
        return errors.ChannelClosed()
    if facts.own_choice_from is not None:
        return errors.TooYoung(years=facts.own_choice_from)
    return None


def _refusal_of_right(facts: ChoiceFacts) -> Refused | None:
    if facts.right_from_age is not None:
        return errors.NoRightYet(years=facts.right_from_age)
    if facts.needs_invitation:
        return errors.ByInvitation()
    if facts.is_excluded:
        return errors.Excluded()
    return None


def _refusal_of_day(facts: ChoiceFacts) -> Refused | None:
    if facts.is_closing:
        return _refusal_of_closing(facts)
    if facts.pilot_until is not None and facts.effective_on >= facts.pilot_until:
        return errors.PilotEnds(last_day=facts.pilot_until - timedelta(days=1))
    return _refusal_of_lock_in(facts)


def _refusal_of_closing(facts: ChoiceFacts) -> Refused | None:
    """Let everybody go to public sites while there is time; who leaves a private one is not bound: others force it."""
    assert facts.closing is not None
    closing = facts.closing
    if closing.is_private:
        return errors.JoiningIsOver(until=closing.join_until)
    if facts.on > closing.choose_until:
        return errors.OwnChoiceIsOver(until=closing.choose_until, closes_on=closing.closes_on)
    return None if closing.leaves_private else _refusal_of_lock_in(facts)


def _refusal_of_lock_in(facts: ChoiceFacts) -> Refused | None:
    if facts.chosen_since is not None and not facts.is_weighty and not facts.is_being_moved:
        free_on = next_change_on(facts.chosen_since, facts.chosen_lock_in_months)
        if facts.on < free_on:
            return errors.LockInHolds(next_change_on=free_on)
    return None


def _refusal_of_site(facts: ChoiceFacts) -> Refused | None:
    if facts.site_id is None:
        # A return home needs no room (docs/adr/0024): the client may refuse the voucher (569/2009).
        return None
    if facts.site_id == facts.chosen_site_id:
        return errors.AlreadyThere()
    if not facts.is_open:
        return errors.SiteClosed(effective_on=facts.effective_on)
    if facts.free_places is not None and facts.free_places < 1 and not (facts.follows_family or facts.comes_back):
        return errors.ListFull()
    return None
