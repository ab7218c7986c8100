"""What pages read about rule sets: those of a strand in their order, and how each strand stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from pilot import rule_versions, rule_words
from pilot.models import RuleSet, Strand
from pilot.periods import contains
from pilot.rule_words import Difference


@dataclass(frozen=True)
class StrandRules:
    """A strand with the rule set of the day, the one that its page opens with, and how many come later."""

    strand: Strand
    rules: RuleSet | None
    shown: RuleSet | None
    coming: int

    @property
    def unknown(self) -> int:
        """How many rules no source gives."""
        return unknown_in(self.rules) if self.rules else 0


@dataclass(frozen=True)
class Version:
    """A rule set on the strand's time line, with what it changed of the one before it."""

    rules: RuleSet
    state: str
    changes: list[Difference]
    is_first: bool


def rule_sets_of(strand: Strand) -> list[RuleSet]:
    """Return the strand's rule sets, the earliest first."""
    return list(RuleSet.objects.filter(strand=strand).order_by("period"))


def strands_with_rules() -> QuerySet[Strand]:
    """Return every strand that has rules, also those that one is invited to."""
    return (
        Strand.objects.filter(pk__in=RuleSet.objects.values("strand")).select_related("pilot").order_by("pilot", "pk")
    )


def strand_rules(strands: QuerySet[Strand], on: date) -> list[StrandRules]:
    """Return how each strand stands on the day; asks the database twice for however many."""
    found = list(strands.select_related("pilot").prefetch_related("rule_sets").order_by("pilot", "pk"))
    return [_standing(strand, list(strand.rule_sets.all()), on) for strand in found]


def versions(rule_sets: list[RuleSet], on: date) -> list[Version]:
    """Return the time line of rule sets that are in their order."""
    earlier = [None, *rule_sets]
    return [
        Version(rules, state_of_rules(rules, on), _differences(before, rules) if before else [], not before)
        for before, rules in zip(earlier, rule_sets, strict=False)
    ]


def state_of_rules(rules: RuleSet, on: date) -> str:
    """Return whether the rule set holds, comes or has ended on the day."""
    if contains(rules.period, on):
        return "holds"
    return "coming" if rules.period.lower is not None and on < rules.period.lower else "ended"


def unknown_in(rules: RuleSet) -> int:
    """Return how many rules of the rule set no source gives."""
    return sum(rule.is_demonstration(rules) for rule in rule_words.RULES)


def _standing(strand: Strand, rule_sets: list[RuleSet], on: date) -> StrandRules:
    rules = next((row for row in rule_sets if contains(row.period, on)), None)
    in_order = sorted(rule_sets, key=lambda row: row.period.lower or date.min)
    shown = rules or next(reversed(in_order), None)
    return StrandRules(strand, rules, shown, sum(state_of_rules(row, on) == "coming" for row in rule_sets))


def _differences(before: RuleSet, rules: RuleSet) -> list[rule_words.Difference]:
    return rule_words.differences(before, rules) + rule_versions.differences_beside(before, rules)
