"""Who may choose on a day, and why, in words that a resident can check.

The same questions are asked of everybody at once by vouchers/sql/eligible.sql, and by choice_facts.sql of who is just
choosing. What the register does not tell is never guessed: then the answer is "not yet", says what is missing and whom
to ask. Pages and vouchers ask here; whether one particular choice is accepted is asked of `vouchers.rules`.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilot import formats
from pilot.calendar import add_months
from pilot.models import RuleSet, Strand
from pilot.periods import day_before_end
from registry.models import Exclusion, Residence, Resident
from vouchers.models import Invitation


@dataclass(frozen=True)
class Reason:
    """One question, whether it speaks for the choice, and what the answer rests on."""

    code: str
    name: str
    holds: bool
    text: str
    from_on: date | None = None
    is_missing: bool = False


@dataclass(frozen=True)
class Eligibility:
    """All reasons for and against on the day."""

    on: date
    reasons: tuple[Reason, ...]

    @property
    def is_eligible(self) -> bool:
        """Tell whether nothing speaks against."""
        return all(reason.holds for reason in self.reasons)

    @property
    def against(self) -> tuple[Reason, ...]:
        """What speaks against, the first to be mended first."""
        return tuple(reason for reason in self.reasons if not reason.holds)

    @property
    def missing(self) -> tuple[Reason, ...]:
        """What the register does not tell, so that nothing could be decided."""
        return tuple(reason for reason in self.reasons if reason.is_missing)

    @property
    def from_on(self) -> date | None:
        """The day from which one may choose, where the only hindrance passes by itself on a known day."""
        return self.against[0].from_on if len(self.against) == 1 else None


def eligibility(*, resident: Resident, strand: Strand, on: date, is_own: bool = True) -> Eligibility:
    """Return why the resident may or may not choose in the strand on the day, as the register tells it now.

    With `is_own` the words are for the resident, else for whoever looks at it for them.
    """
    rules = RuleSet.objects.in_force(on).filter(strand=strand).first()
    asked = _Asked(resident, on, is_own)
    reasons = [_alive(asked), _pilot(strand, rules, on), *_home(asked, rules)]
    if rules is not None:
        reasons += _person(asked, rules)
        reasons += _invitation(asked, strand, rules)
    return Eligibility(on, (*reasons, _exclusion(asked, strand, rules)))


@dataclass(frozen=True)
class _Asked:
    """About whom, about which day, and whether the answer is for the resident or for whoever acts for them."""

    resident: Resident
    on: date
    is_own: bool

    def says(self, own: str, other: str, **params: object) -> str:
        return (own if self.is_own else other).format(**params)


def _alive(asked: _Asked) -> Reason:
    resident, on = asked.resident, asked.on
    holds = resident.born_on <= on and (resident.died_on is None or on <= resident.died_on)
    if resident.merged_into_id is not None:
        text = _("This record was merged into another one of the same person, which goes on instead of it.")
        return Reason("alive", _("Life"), False, text)
    if holds:
        text = asked.says(
            _("By the population register you were born on {day}."),
            _("By the population register the day of birth is {day}."),
            day=formats.day(resident.born_on),
        )
    else:
        text = _("The population register has no living person to choose for on this day.")
    return Reason("alive", _("Life"), holds, text)


def _pilot(strand: Strand, rules: RuleSet | None, on: date) -> Reason:
    name = _("The pilot")
    period = strand.pilot.period
    first, last = formats.day(period.lower), day_before_end(period)
    if on < period.lower:
        text = _("The pilot begins on {day}.").format(day=first)
        return Reason("pilot", name, False, text, from_on=period.lower)
    if last is not None and on > last:
        return Reason("pilot", name, False, _("The pilot ended on {day}.").format(day=formats.day(last)))
    if rules is None:
        return Reason("pilot", name, False, _("The pilot has no rules in force on this day."))
    return Reason("pilot", name, True, _("The pilot runs {period}.").format(period=formats.period(period)))


def _home(asked: _Asked, rules: RuleSet | None) -> list[Reason]:
    known = (
        Residence.objects.filter(resident=asked.resident, period__isnull=False)
        .select_related("area")
        .order_by("period")
    )
    homes = list(known)
    if rules is None or rules.cohort_on is None:
        return [_present_home(asked, homes)]
    return [_cohort(asked, homes, rules.cohort_on), _kept_home(asked, homes, rules, rules.cohort_on)]


def _present_home(asked: _Asked, homes: list[Residence]) -> Reason:
    on = asked.on
    home = _home_on(homes, on)
    if home is not None and home.area is not None:
        text = asked.says(
            _("By the population register you have lived in the area {area} since {day}."),
            _("By the population register home has been in the area {area} since {day}."),
            area=home.area.name,
            day=formats.day(home.period.lower),
        )
        return _home_reason(True, text)
    coming = next((row for row in homes if row.area is not None and row.period.lower > on), None)
    if coming is not None and coming.area is not None:
        text = asked.says(
            _("By the population register you will live in the area {area} from {day} on."),
            _("By the population register home will be in the area {area} from {day} on."),
            area=coming.area.name,
            day=formats.day(coming.period.lower),
        )
        return _home_reason(False, text, from_on=coming.period.lower)
    if home is None:
        return _no_home(asked)
    text = asked.says(
        _("By the population register you have lived outside the pilot's areas since {day}."),
        _("By the population register home has been outside the pilot's areas since {day}."),
        day=formats.day(home.period.lower),
    )
    return _home_reason(False, text)


def _cohort(asked: _Asked, homes: list[Residence], cohort_on: date) -> Reason:
    name, day = _("Home on the day that counts"), formats.day(cohort_on)
    home = _home_on(homes, cohort_on)
    if home is not None and home.area is not None:
        text = asked.says(
            _("By the population register you lived in the area {area} on {day}, as the pilot asks."),
            _("By the population register home was in the area {area} on {day}, as the pilot asks."),
            area=home.area.name,
            day=day,
        )
        return Reason("cohort", name, True, text)
    if home is not None:
        text = asked.says(
            _("Only those who lived in the pilot's areas on {day} may choose. You lived elsewhere then."),
            _("Only those who lived in the pilot's areas on {day} may choose. Home was elsewhere then."),
            day=day,
        )
        return Reason("cohort", name, False, text)
    if asked.resident.born_on > cohort_on:
        text = asked.says(
            _("Only those who lived in the pilot's areas on {day} may choose. You were born later."),
            _("Only those who lived in the pilot's areas on {day} may choose. The day of birth is later."),
            day=day,
        )
        return Reason("cohort", name, False, text)
    text = asked.says(
        _(
            "The population register does not tell us where you lived on {day}, and the pilot asks for it. We do not"
            " guess: ask the population register to complete its data, or call the advice number."
        ),
        _(
            "The population register does not tell us where home was on {day}, and the pilot asks for it. We do not"
            " guess: ask the population register to complete its data, or call the advice number."
        ),
        day=day,
    )
    return Reason("cohort", name, False, text, is_missing=True)


def _kept_home(asked: _Asked, homes: list[Residence], rules: RuleSet, cohort_on: date) -> Reason:
    """Tell whether the right was kept since the day that counts: in the areas, or for a time inside the city."""
    on = asked.on
    home = _home_on(homes, on)
    if home is None:
        return _no_home(asked)
    left = [row for row in homes if row.area is None and cohort_on < row.period.lower <= on]
    away = next((row for row in left if row.municipality_code not in rules.kept_in), None) if rules.kept_in else None
    if away is not None:
        day = formats.day(away.period.lower)
        if not away.municipality_code:
            text = asked.says(
                _(
                    "The population register does not tell us to which municipality you moved on {day}. We do not"
                    " guess: ask the population register to complete its data, or call the advice number."
                ),
                _(
                    "The population register does not tell us to which municipality the move of {day} led. We do not"
                    " guess: ask the population register to complete its data, or call the advice number."
                ),
                day=day,
            )
            return _home_reason(False, text, is_missing=True)
        text = asked.says(
            _("You lost the right when you moved out of the city on {day}."),
            _("The right was lost by the move out of the city on {day}."),
            day=day,
        )
        return _home_reason(False, text)
    if home.area is not None or rules.kept_until is None:
        return _present_home(asked, homes)
    last = formats.day(rules.kept_until)
    if on <= rules.kept_until:
        text = asked.says(
            _("You moved inside the city, so you keep the right until {day}."),
            _("The move was inside the city, so the right is kept until {day}."),
            day=last,
        )
        return _home_reason(True, text)
    text = asked.says(
        _("You moved inside the city to outside the pilot's areas. Whoever did so kept the right until {day}."),
        _("The move inside the city led outside the pilot's areas. Whoever moved so kept the right until {day}."),
        day=last,
    )
    return _home_reason(False, text)


def _overlaps(home: Residence, first: date, last: date) -> bool:
    return home.period.lower <= last and (home.period.upper is None or home.period.upper > first)


def _home_on(homes: list[Residence], on: date) -> Residence | None:
    return next((home for home in homes if _overlaps(home, on, on)), None)


def _no_home(asked: _Asked) -> Reason:
    text = asked.says(
        _("The population register tells us no home of yours on this day. We do not guess: check your address there."),
        _("The population register tells us no home on this day. We do not guess: the address is put right there."),
    )
    return _home_reason(False, text, is_missing=True)


def _home_reason(holds: bool, text: str, from_on: date | None = None, is_missing: bool = False) -> Reason:
    return Reason("home", _("Home"), holds, text, from_on, is_missing)


def _person(asked: _Asked, rules: RuleSet) -> list[Reason]:
    reasons = []
    if rules.eligible_from_age:
        years, from_on = rules.eligible_from_age, add_months(asked.resident.born_on, 12 * rules.eligible_from_age)
        reached = (
            _("One may choose here from the age of {years} on; you turned that age on {day}."),
            _("One may choose here from the age of {years} on; that age was reached on {day}."),
        )
        not_yet = (
            _("Not yet: one may choose here from the age of {years} on, and you turn that age on {day}."),
            _("Not yet: one may choose here from the age of {years} on, and that age is reached on {day}."),
        )
        holds = from_on <= asked.on
        text = asked.says(*(reached if holds else not_yet), years=years, day=formats.day(from_on))
        reasons.append(Reason("age", _("Age"), holds, text, None if holds else from_on))
    return reasons


def _invitation(asked: _Asked, strand: Strand, rules: RuleSet) -> list[Reason]:
    if not rules.by_invitation:
        return []
    invitation = Invitation.objects.on_day(asked.on).filter(resident=asked.resident, strand=strand).first()
    if invitation is not None:
        text = asked.says(
            _("You may choose because you were invited on {day}."),
            _("A choice is possible because of the invitation of {day}."),
            day=formats.day(invitation.invited_on),
        )
        return [Reason("invitation", _("Invitation"), True, text)]
    text = asked.says(
        _("A case manager invites you to this after an assessment of need. The register alone gives no right."),
        _("A case manager invites to this after an assessment of need. The register alone gives no right."),
    )
    return [Reason("invitation", _("Invitation"), False, text)]


def _exclusion(asked: _Asked, strand: Strand, rules: RuleSet | None) -> Reason:
    on = asked.on
    name = _("Care that is arranged otherwise")
    rows = Exclusion.objects.filter(resident=asked.resident, strand=strand, period__contains=on)
    exclusion = next((row for row in rows if rules is None or _counts(row, rules, on)), None)
    if exclusion is None:
        text = asked.says(
            _("Nothing that we know of leaves you out of the pilot."),
            _("We know of nothing that would leave this person out of the pilot."),
        )
        return Reason("exclusion", name, True, text)
    text = asked.says(
        _("The pilot does not include you. Since {day} this is known to us: {reason}."),
        _("The pilot does not include this person. Since {day} this is known to us: {reason}."),
        reason=exclusion.get_reason_display(),
        day=formats.day(exclusion.period.lower),
    )
    return Reason("exclusion", name, False, text, from_on=_passes_on(exclusion, rules))


def _counts(exclusion: Exclusion, rules: RuleSet, on: date) -> bool:
    """Tell whether the rule set leaves somebody out for it on the day."""
    if exclusion.reason not in rules.excluded:
        return False
    if exclusion.reason in (Exclusion.Reason.INSTITUTION, Exclusion.Reason.SERVICE_HOUSING):
        return add_months(exclusion.period.lower, rules.care_months) <= on
    if exclusion.reason == Exclusion.Reason.OTHER_CENTRE:
        return on < add_months(exclusion.period.lower, rules.other_centre_months)
    return True


def _passes_on(exclusion: Exclusion, rules: RuleSet | None) -> date | None:
    ends = [exclusion.period.upper]
    if rules is not None and exclusion.reason == Exclusion.Reason.OTHER_CENTRE:
        ends.append(add_months(exclusion.period.lower, rules.other_centre_months))
    return min((day for day in ends if day is not None), default=None)
