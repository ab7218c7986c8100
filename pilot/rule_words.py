"""The rules of a rule set in words: each with its value, since when it holds, and where it comes from.

One line is one rule as people speak of it, which may be several columns. A value comes from the rule set that brought
it; what no source gives is said to be a demonstration value. Pages, drafts and comparisons all read here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilot import formats
from pilot.models.rules import ChoiceChannel, ExclusionReason, RuleSet

# Beside the columns: the incentive's targets, which billing keeps.
TARGETS = "targets"


class Group(StrEnum):
    """What a rule is about, in the order of the page."""

    RIGHT = "right"
    CHOICE = "choice"
    LIST = "list"
    MONEY = "money"


GROUP_NAMES: dict[Group, Promise] = {
    Group.RIGHT: gettext_lazy("Who may choose"),
    Group.CHOICE: gettext_lazy("How one chooses"),
    Group.LIST: gettext_lazy("Lists and queues"),
    Group.MONEY: gettext_lazy("Payment"),
}


@dataclass(frozen=True)
class Rule:
    """One rule: what it is called, on which columns it stands, how its value is said, and the law that asks for it."""

    group: Group
    label: Promise
    columns: tuple[str, ...]
    words: Callable[[Any], str]
    law: str = ""

    def is_same(self, one: Any, other: Any) -> bool:
        """Tell whether two rule sets have the same value."""
        return all(_value(one, name) == _value(other, name) for name in self.columns)

    def is_unset(self, rules: Any) -> bool:
        """Tell whether the rule set says nothing of it: its columns are as they are when nobody gives them."""
        fields = [RuleSet._meta.get_field(name) for name in self.columns if name != TARGETS]
        return all(
            isinstance(field, Field)
            and (field.has_default() or field.null)
            and getattr(rules, field.name) == field.get_default()
            for field in fields
        )

    def is_demonstration(self, rules: Any) -> bool:
        """Tell whether no source gives the value."""
        return bool(set(self.columns) & set(rules.demonstration_fields))


@dataclass(frozen=True)
class Line:
    """A rule of a rule set as one reads it; `period` is how long the value has held and holds without a break.

    `is_unset` where the rules ask for nothing of the kind, so that there is no source to name either.
    """

    rule: Rule
    text: str
    period: DateRange
    is_demonstration: bool
    source: str
    decision_number: str
    is_unset: bool


@dataclass(frozen=True)
class Difference:
    """A rule whose value differs between two rule sets."""

    rule: Rule
    before: str
    after: str


def lines(rules: RuleSet, among: Sequence[RuleSet]) -> list[Line]:
    """Return every rule of the rule set; by `among`, the strand's rule sets, one sees since when a value holds."""
    in_order = sorted(among, key=lambda row: row.period.lower or date.min)
    place = next(index for index, row in enumerate(in_order) if row.pk == rules.pk)
    return [_line(rule, in_order, place) for rule in RULES]


def grouped(found: Sequence[Line]) -> list[tuple[Promise, list[Line]]]:
    """Return the lines under the headings of the page."""
    return [(GROUP_NAMES[group], [line for line in found if line.rule.group == group]) for group in Group]


def differences(old: Any, new: Any) -> list[Difference]:
    """Return the rules that say something else in the new one."""
    return [Difference(rule, rule.words(old), rule.words(new)) for rule in RULES if not rule.is_same(old, new)]


def _line(rule: Rule, in_order: Sequence[RuleSet], place: int) -> Line:
    rules = in_order[place]
    first = last = place
    while first > 0 and _goes_on(rule, in_order[first - 1], in_order[first]):
        first -= 1
    while last + 1 < len(in_order) and _goes_on(rule, in_order[last], in_order[last + 1]):
        last += 1
    brought_by, is_unset = in_order[first], rule.is_unset(rules)
    return Line(
        rule=rule,
        text=rule.words(rules),
        period=DateRange(brought_by.period.lower, in_order[last].period.upper),
        is_demonstration=rule.is_demonstration(rules),
        source="" if is_unset else brought_by.source,
        decision_number="" if is_unset else brought_by.decision_number,
        is_unset=is_unset,
    )


def _goes_on(rule: Rule, earlier: RuleSet, later: RuleSet) -> bool:
    return (
        earlier.period.upper == later.period.lower
        and rule.is_same(earlier, later)
        and rule.is_demonstration(earlier) == rule.is_demonstration(later)
    )


def _value(rules: Any, name: str) -> Any:
    """Return a column's value; of several values their order says nothing."""
    value = getattr(rules, name, None)
    return sorted(value) if isinstance(value, list) else value


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=count)


def _months(count: int) -> str:
    return ngettext("{count} month", "{count} months", count).format(count=count)


def _years_on(years: int) -> str:
    return _("From the age of {years} on").format(years=years) if years else _("At any age")


def share_words(share: int) -> str:
    """Say a share that is kept in thousandths as a percentage."""
    return formats.percent(Decimal(share) / 1000)


def _cohort(rules: Any) -> str:
    if rules.cohort_on is None:
        return _("Whoever lives in the pilot's areas on the day of the choice")
    return _("Only whoever lived in the pilot's areas on {day}").format(day=formats.day(rules.cohort_on))


def _kept(rules: Any) -> str:
    if rules.kept_until is None:
        return _("Whoever moves out of the areas loses the right")
    text = _("Whoever moves inside municipality {codes} keeps the right until {day}")
    return text.format(codes=", ".join(rules.kept_in), day=formats.day(rules.kept_until))


def _invitation(rules: Any) -> str:
    if rules.by_invitation:
        return _("A case manager invites after an assessment of need")
    return _("No invitation is needed")


def _excluded(rules: Any) -> str:
    names = [str(ExclusionReason(reason).label) for reason in rules.excluded]
    return "; ".join(names) if names else _("Nobody is left out")


def _care(rules: Any) -> str:
    if not rules.care_months:
        return _("From the first day on")
    text = ngettext("Once they have lasted {count} month", "Once they have lasted {count} months", rules.care_months)
    return text.format(count=rules.care_months)


def _channels(rules: Any) -> str:
    return "; ".join(str(ChoiceChannel(channel).label) for channel in rules.channels)


def _effect(rules: Any) -> str:
    if rules.effect_kind == RuleSet.Effect.DAYS:
        days = rules.effect_days or 0
        return ngettext("{count} day after the choice", "{count} days after the choice", days).format(count=days)
    return str(RuleSet.Effect(rules.effect_kind).label)


def _lock_in(rules: Any) -> str:
    return _months(rules.lock_in_months) if rules.lock_in_months else _("One may change at any time")


def _queue(rules: Any) -> str:
    if rules.queue_opens_at is None:
        return _("There is no queue")
    opens, takes = rules.queue_opens_at, rules.queue_takes
    text = ngettext("When {count} place is free", "When {count} places are free", opens).format(count=opens)
    if takes is None:
        return _("{when}, all of them are given").format(when=text)
    return ngettext("{when}, {count} is given", "{when}, {count} are given", takes).format(when=text, count=takes)


def _family(rules: Any) -> str:
    if rules.family_age is None:
        return _("Nobody passes a full list")
    return _("Who is under {years} follows a parent or sibling onto a full list").format(years=rules.family_age)


def _return(rules: Any) -> str:
    if not rules.returns_within_months:
        return _("Nobody comes back onto a full list")
    months = _months(rules.returns_within_months)
    return _("Who moved away comes back onto a full list within {months}").format(months=months)


def _incentive(rules: Any) -> str:
    label = str(RuleSet.IncentiveKind(rules.incentive_kind).label)
    if rules.incentive_kind == RuleSet.IncentiveKind.NONE:
        return label
    text = _("{kind}; {share} of the capitation is fixed")
    return text.format(kind=label, share=share_words(rules.fixed_share_thousandths))


def _chosen(name: str) -> Callable[[Any], str]:
    """Say the value of a column of choices by its label."""
    return lambda rules: str(getattr(rules, f"get_{name}_display")())


RULES = (
    Rule(Group.RIGHT, gettext_lazy("Home that gives the right"), ("cohort_on",), _cohort),
    Rule(Group.RIGHT, gettext_lazy("Moving out of the areas"), ("kept_in", "kept_until"), _kept),
    Rule(
        Group.RIGHT,
        gettext_lazy("Age that gives the right"),
        ("eligible_from_age",),
        lambda rules: _years_on(rules.eligible_from_age),
    ),
    Rule(Group.RIGHT, gettext_lazy("Invitation"), ("by_invitation",), _invitation),
    Rule(Group.RIGHT, gettext_lazy("Whom the pilot leaves out"), ("excluded",), _excluded),
    Rule(Group.RIGHT, gettext_lazy("Institutional care and service housing count"), ("care_months",), _care),
    Rule(
        Group.RIGHT,
        gettext_lazy("A choice of another municipality's health centre counts for"),
        ("other_centre_months",),
        lambda rules: _months(rules.other_centre_months),
        "1326/2010 § 48",
    ),
    Rule(Group.CHOICE, gettext_lazy("Ways to choose"), ("channels",), _channels),
    Rule(
        Group.CHOICE,
        gettext_lazy("Age of own choice"),
        ("minimum_age",),
        lambda rules: _years_on(rules.minimum_age),
    ),
    Rule(Group.CHOICE, gettext_lazy("A choice takes effect"), ("effect_kind", "effect_days"), _effect),
    Rule(Group.CHOICE, gettext_lazy("A choice binds for"), ("lock_in_months",), _lock_in),
    Rule(
        Group.CHOICE,
        gettext_lazy("A change for a weighty reason is decided within"),
        ("early_change_days",),
        lambda rules: _days(rules.early_change_days),
    ),
    Rule(
        Group.CHOICE,
        gettext_lazy("A guardian objects to another guardian's choice within"),
        ("objection_days",),
        lambda rules: _days(rules.objection_days),
    ),
    Rule(Group.LIST, gettext_lazy("Leaving the area"), ("leaves_area",), _chosen("leaves_area")),
    Rule(Group.LIST, gettext_lazy("Queue to a full list"), ("queue_opens_at", "queue_takes"), _queue),
    Rule(Group.LIST, gettext_lazy("Families"), ("family_age",), _family),
    Rule(Group.LIST, gettext_lazy("Moving back"), ("returns_within_months",), _return),
    Rule(Group.LIST, gettext_lazy("Whom a list gives up goes"), ("moves_to",), _chosen("moves_to")),
    Rule(
        Group.LIST,
        gettext_lazy("A day known only by its month or year"),
        ("partial_date",),
        _chosen("partial_date"),
    ),
    Rule(Group.MONEY, gettext_lazy("Counting"), ("counting",), _chosen("counting")),
    Rule(Group.MONEY, gettext_lazy("Age that the rate depends on"), ("age_on",), _chosen("age_on")),
    Rule(
        Group.MONEY,
        gettext_lazy("Payment day"),
        ("payment_day",),
        lambda rules: _("Day {day} of the month, or the next bank day").format(day=rules.payment_day),
    ),
    Rule(
        Group.MONEY,
        gettext_lazy("A provider disputes within"),
        ("dispute_days",),
        lambda rules: _days(rules.dispute_days),
    ),
    # What its targets are stands beside the columns; here is only whether somebody made them up.
    Rule(
        Group.MONEY,
        gettext_lazy("Incentive"),
        ("incentive_kind", "fixed_share_thousandths", TARGETS),
        _incentive,
    ),
    Rule(
        Group.MONEY,
        gettext_lazy("The fixed share is at least"),
        ("fixed_share_floor_thousandths",),
        lambda rules: share_words(rules.fixed_share_floor_thousandths),
    ),
    Rule(
        Group.MONEY,
        gettext_lazy("Co-payments"),
        ("nets_co_payments",),
        lambda rules: (
            _("What residents paid the site is taken off") if rules.nets_co_payments else _("Nothing is taken off")
        ),
    ),
)
