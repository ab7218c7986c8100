"""Rules in words: each value as people say it, since when it holds, and what no source gives."""

from datetime import date

import pytest
from django.utils import translation

from pilot import rule_words
from pilot.models import RuleSet
from pilot.periods import between, since

FIRST, THEN = date(2017, 1, 1), date(2018, 7, 1)


def a_rule_set(pk: int = 1, **columns) -> RuleSet:
    given = {"effect_kind": "days", "effect_days": 21, "counting": "daily", "age_on": "reference_day"}
    given |= {"leaves_area": "ends", "partial_date": "last_day", "period": since(FIRST)}
    return RuleSet(pk=pk, **given | columns)


def line(label: str, rules: RuleSet, *among: RuleSet) -> rule_words.Line:
    with translation.override("en"):
        return next(row for row in rule_words.lines(rules, among or [rules]) if str(row.rule.label) == label)


@pytest.mark.parametrize(
    ("label", "columns", "text"),
    [
        ("Home that gives the right", {"cohort_on": date(2016, 12, 31)}, "31.12.2016"),
        ("Moving out of the areas", {"kept_in": ["109"], "kept_until": date(2018, 12, 31)}, "109 keeps the right"),
        ("Moving out of the areas", {}, "loses the right"),
        ("Age that gives the right", {"eligible_from_age": 18}, "From the age of 18 on"),
        ("Invitation", {"by_invitation": True}, "A case manager invites"),
        ("Whom the pilot leaves out", {"excluded": []}, "Nobody is left out"),
        ("Whom the pilot leaves out", {"excluded": ["home_care", "institution"]}, "home care; Institutional care"),
        ("Institutional care and service housing count", {"care_months": 3}, "lasted 3 months"),
        ("Ways to choose", {"channels": ["online", "paper"]}, "Online; On paper"),
        ("A choice takes effect", {}, "21 days after the choice"),
        ("A choice takes effect", {"effect_kind": "same_day", "effect_days": None}, "On the same day"),
        ("A choice binds for", {"lock_in_months": 1}, "1 month"),
        ("A choice binds for", {}, "at any time"),
        ("Queue to a full list", {"queue_opens_at": 10, "queue_takes": 5}, "When 10 places are free, 5 are given"),
        ("Queue to a full list", {"queue_opens_at": 1}, "When 1 place is free, all of them are given"),
        ("Queue to a full list", {}, "There is no queue"),
        ("Families", {"family_age": 13}, "under 13"),
        ("Moving back", {"returns_within_months": 36}, "comes back onto a full list within 36 months"),
        ("Moving back", {}, "Nobody comes back"),
        ("Incentive", {"incentive_kind": "held", "fixed_share_thousandths": 970}, "97.0"),
        ("The fixed share is at least", {}, "66.7"),
        ("Payment day", {"payment_day": 20}, "Day 20"),
    ],
)
def test_a_value_is_said_in_words(label, columns, text):
    assert text in line(label, a_rule_set(**columns)).text


def test_every_column_of_a_rule_set_is_in_some_rule():
    apart = {"id", "strand", "period", "demonstration_fields", "decision_number", "source"}
    columns = {field.name for field in RuleSet._meta.concrete_fields} - apart

    told = {column for rule in rule_words.RULES for column in rule.columns} - {rule_words.TARGETS}

    assert told == columns


def test_an_unchanged_value_holds_since_the_rule_set_that_brought_it_with_its_source():
    old = a_rule_set(1, period=between(FIRST, THEN), lock_in_months=6, source="Sopimus 2016")
    new = a_rule_set(2, period=since(THEN), lock_in_months=3, source="Päätös 2018", decision_number="§ 12")

    effect, lock_in = line("A choice takes effect", new, new, old), line("A choice binds for", new, new, old)

    assert (effect.period.lower, effect.source, effect.decision_number) == (FIRST, "Sopimus 2016", "")
    assert (lock_in.period.lower, lock_in.source, lock_in.decision_number) == (THEN, "Päätös 2018", "§ 12")
    assert line("A choice binds for", old, old, new).period.upper == THEN
    assert line("A choice takes effect", old, old, new).period.upper is None


def test_a_gap_between_rule_sets_breaks_how_long_a_value_holds():
    old = a_rule_set(1, period=between(FIRST, date(2018, 6, 30)))

    assert (
        line(
            "A choice takes effect", a_rule_set(2, period=since(THEN)), old, a_rule_set(2, period=since(THEN))
        ).period.lower
        == THEN
    )


def test_a_value_that_no_source_gives_is_marked_alone():
    rules = a_rule_set(demonstration_fields=["effect_days"])

    assert line("A choice takes effect", rules).is_demonstration
    assert not line("A choice binds for", rules).is_demonstration


def test_differences_name_what_is_said_otherwise():
    with translation.override("en"):
        (only,) = rule_words.differences(a_rule_set(lock_in_months=6), a_rule_set(lock_in_months=3))

    assert (only.before, only.after) == ("6 months", "3 months")
    assert only.rule.columns == ("lock_in_months",)


def test_every_rule_is_under_a_heading_once():
    rules = a_rule_set()

    shown = [row.rule for _name, rows in rule_words.grouped(rule_words.lines(rules, [rules])) for row in rows]

    assert shown == list(rule_words.RULES)
