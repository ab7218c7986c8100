"""Who may choose on a day, and why, in words that a resident can check.

The same four questions are asked of everybody at once by vouchers/sql/eligible.sql. What the register does not tell is
never guessed: without a known home the answer is "not yet". Pages and vouchers ask here; whether one particular choice
is accepted is asked of `vouchers.rules`.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilot import formats
from pilot.models import RuleSet, Strand
from pilot.periods import day_before_end
from registry.models import Exclusion, Residence, Resident


@dataclass(frozen=True)
class Reason:
    """One question, whether it speaks for the choice, and what the answer rests on."""

    code: str
    name: str
    holds: bool
    text: str
    from_on: date | None = None


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
    def from_on(self) -> date | None:
        """The day from which one may choose, where the only hindrance passes by itself on a known day."""
        return self.against[0].from_on if len(self.against) == 1 else None


def eligibility(*, resident: Resident, strand: Strand, on: date) -> Eligibility:
    """Return why the resident may or may not choose in the strand on the day, as the register tells it now."""
    return Eligibility(
        on, (_alive(resident, on), _pilot(strand, on), _home(resident, on), _exclusion(resident, strand, on))
    )


def _alive(resident: Resident, on: date) -> Reason:
    holds = resident.born_on <= on and (resident.died_on is None or on <= resident.died_on)
    if resident.merged_into_id is not None:
        text = _("This record was merged into another one of the same person, which goes on instead of it.")
        return Reason("alive", _("Life"), False, text)
    if holds:
        text = _("By the population register you were born on {day}.").format(day=formats.day(resident.born_on))
    else:
        text = _("The population register has no living person to choose for on this day.")
    return Reason("alive", _("Life"), holds, text)


def _pilot(strand: Strand, on: date) -> Reason:
    name = _("The pilot")
    period = strand.pilot.period
    first, last = formats.day(period.lower), day_before_end(period)
    if on < period.lower:
        text = _("The pilot begins on {day}.").format(day=first)
        return Reason("pilot", name, False, text, from_on=period.lower)
    if last is not None and on > last:
        return Reason("pilot", name, False, _("The pilot ended on {day}.").format(day=formats.day(last)))
    if not RuleSet.objects.in_force(on).filter(strand=strand).exists():
        return Reason("pilot", name, False, _("The pilot has no rules in force on this day."))
    return Reason("pilot", name, True, _("The pilot runs {period}.").format(period=formats.period(period)))


def _home(resident: Resident, on: date) -> Reason:
    residences = Residence.objects.filter(resident=resident, period__isnull=False).select_related("area")
    home = residences.filter(period__contains=on).first()
    if home is not None and home.area is not None:
        text = _("By the population register you have lived in the area {area} since {day}.")
        return _home_reason(True, text.format(area=home.area.name, day=formats.day(home.period.lower)))
    coming = residences.filter(period__startswith__gt=on, area__isnull=False).order_by("period").first()
    if coming is not None and coming.area is not None:
        text = _("By the population register you will live in the area {area} from {day} on.")
        text = text.format(area=coming.area.name, day=formats.day(coming.period.lower))
        return _home_reason(False, text, from_on=coming.period.lower)
    if home is not None:
        text = _("By the population register you have lived outside the pilot's areas since {day}.")
        return _home_reason(False, text.format(day=formats.day(home.period.lower)))
    text = _(
        "The population register tells us no home of yours on this day. We do not guess: check your address there."
    )
    return _home_reason(False, text)


def _home_reason(holds: bool, text: str, from_on: date | None = None) -> Reason:
    return Reason("home", _("Home"), holds, text, from_on)


def _exclusion(resident: Resident, strand: Strand, on: date) -> Reason:
    name = _("Care that is arranged otherwise")
    exclusion = Exclusion.objects.filter(resident=resident, strand=strand, period__contains=on).first()
    if exclusion is None:
        return Reason("exclusion", name, True, _("Nothing that we know of leaves you out of the pilot."))
    text = _("The pilot does not include you. Since {day} this is known to us: {reason}.")
    text = text.format(reason=exclusion.get_reason_display(), day=formats.day(exclusion.period.lower))
    return Reason("exclusion", name, False, text, from_on=exclusion.period.upper)
