"""Coming rules: one drafts, another approves, nothing that holds changes."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import translation

from pilot.models import AuditEvent, RuleDraft, RuleSet
from pilot.periods import between, since
from tests.people import a_person
from tests.rules import write_rules
from tests.vouchers.cast import LONG_AGO, TODAY, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, queries

pytestmark = pytest.mark.django_db
# Today is 15.3.2017.
THEN = date(2017, 7, 1)
DECISION = {"source": "Lautakunta 12.6.2017", "decision_number": "§ 12"}


@pytest.fixture
def strand():
    return a_strand(source="Sopimus 2016", demonstration_fields=["lock_in_months", "minimum_age"])


def drafted(strand, valid_from: date = THEN, by=None, **values) -> RuleDraft:
    given = DECISION | (values or {"lock_in_months": 3})
    return actions.draft_rules(
        strand=strand, valid_from=valid_from, values=given, by=by or a_person(), at=noon(), channel="online"
    )


def approve(draft: RuleDraft, on: date = TODAY, **fields) -> RuleSet:
    given = {"looked_at": queries.draft_standing(draft).digest, "by": a_person(), "at": noon(on), "channel": "online"}
    return actions.approve_rules(draft=draft, **given | fields)


def kinds() -> list[str]:
    return list(AuditEvent.objects.filter(subject_kind="rule_draft").order_by("pk").values_list("kind", flat=True))


def test_a_draft_changes_nothing_that_holds_and_keeps_what_it_does_not_say(strand):
    draft = drafted(strand)

    assert strand.rule_sets.get().period == since(LONG_AGO)
    assert (draft.lock_in_months, draft.effect_days, draft.channels) == (3, 21, ["online", "desk", "paper"])
    assert kinds() == ["rules_drafted"]


def test_what_is_decided_is_known_from_then_on_and_the_rest_stays_marked(strand):
    assert drafted(strand).demonstration_fields == ["minimum_age"]


def test_approved_rules_take_the_place_of_those_in_force_from_their_day_on(strand):
    rules = approve(drafted(strand))

    old, new = strand.rule_sets.order_by("period")
    assert (old.period, new.period) == (between(LONG_AGO, THEN), since(THEN))
    assert (old.lock_in_months, new.lock_in_months, new.source) == (6, 3, "Lautakunta 12.6.2017")
    assert new == rules == RuleDraft.objects.get().rule_set
    assert kinds() == ["rules_drafted", "rules_approved"]


def test_rules_inside_a_period_end_when_those_before_them_would_have(strand):
    write_rules(strand, period=between(LONG_AGO, date(2018, 1, 1)))

    assert approve(drafted(strand)).period == between(THEN, date(2018, 1, 1))


def test_choices_made_before_keep_the_rules_of_their_day(strand):
    area = an_area(strand)
    early = chosen(a_resident(strand, area), strand, a_site(strand))
    approve(drafted(strand))
    late = chosen(a_resident(strand, area), strand, a_site(strand), on=date(2017, 7, 3))

    # 15.3. + 21 days = 5.4., bound for six months; 3.7. + 21 days = 24.7., bound for three.
    assert queries.terms_of(early).next_change_on == date(2017, 10, 5)
    assert queries.terms_of(late).next_change_on == date(2017, 10, 24)


@pytest.mark.parametrize(
    ("valid_from", "refusal"),
    [
        (TODAY, errors.RulesNotComing),
        (date(2017, 3, 14), errors.RulesNotComing),
        (date(2018, 1, 1), errors.RulesOutsidePilot),
        (date(2017, 9, 1), errors.RulesBeginThen),
    ],
)
def test_a_day_is_refused_that_no_rules_can_begin_on(strand, valid_from, refusal):
    first = strand.rule_sets.get()
    write_rules(strand, period=between(LONG_AGO, date(2017, 9, 1)))
    first.pk, first._state.adding, first.period = None, True, between(date(2017, 9, 1), date(2018, 1, 1))
    first.save()

    with pytest.raises(refusal):
        drafted(strand, valid_from)
    assert not RuleDraft.objects.exists()


def test_a_draft_that_changes_nothing_is_not_approved(strand):
    """It may be drafted: what is kept beside the rules may be all that is to change."""
    draft = drafted(strand, lock_in_months=6)

    with pytest.raises(errors.NothingChanges):
        approve(draft)
    assert strand.rule_sets.count() == 1


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"cohort_on": date(2017, 7, 2)}, "comes after the first day"),
        ({"cohort_on": THEN, "kept_in": ["109"], "kept_until": date(2017, 6, 30)}, "comes before the first day"),
        ({"kept_in": ["109"], "kept_until": date(2018, 12, 31)}, "hangs on the home"),
    ],
)
def test_days_that_contradict_each_other_are_refused(strand, values, where):
    with translation.override("en"), pytest.raises(errors.DaysContradict) as refusal:
        drafted(strand, **values)

    with translation.override("en"):
        assert where in refusal.value.message
    assert not RuleDraft.objects.exists()


def test_a_right_kept_until_a_day_goes_with_rules_that_begin_later(strand):
    """Rules until 2018 keep a right until its last day; those of 2019 cannot carry it on."""
    kept = {"cohort_on": LONG_AGO, "kept_in": ["109"], "kept_until": date(2018, 12, 31)}
    write_rules(strand, **kept)
    drafted(strand, date(2018, 12, 31))

    with pytest.raises(errors.DaysContradict):
        drafted(strand, date(2019, 1, 1))


def test_the_order_of_several_values_is_no_change(strand):
    with pytest.raises(errors.NothingChanges):
        approve(drafted(strand, channels=["paper", "desk", "online"]))


def test_nobody_approves_an_own_draft(strand):
    drafter = a_person()
    draft = drafted(strand, by=drafter)

    with pytest.raises(errors.OwnRules):
        approve(draft, by=drafter)
    assert strand.rule_sets.count() == 1


def test_nobody_approves_on_the_first_day_or_later(strand):
    draft = drafted(strand)

    with pytest.raises(errors.RulesNotComing):
        approve(draft, on=THEN)


def test_what_was_changed_after_it_was_looked_at_is_not_approved(strand):
    drafter = a_person()
    draft = drafted(strand, by=drafter)
    looked_at = queries.draft_standing(draft).digest
    actions.change_rule_draft(
        draft=draft, valid_from=THEN, values=DECISION | {"lock_in_months": 1}, by=drafter, at=noon(), channel="online"
    )

    with pytest.raises(errors.RulesDiffer):
        approve(draft, looked_at=looked_at)
    assert kinds() == ["rules_drafted", "rule_draft_changed"]


def test_of_two_drafts_the_second_is_looked_at_anew_once_the_first_is_approved(strand):
    first, second = drafted(strand), drafted(strand, date(2017, 9, 1), lock_in_months=1)
    looked_at = queries.draft_standing(second).digest
    approve(first)

    with pytest.raises(errors.RulesDiffer):
        approve(second, looked_at=looked_at)
    approve(second)

    periods = [row.period for row in strand.rule_sets.order_by("period")]
    assert periods == [between(LONG_AGO, THEN), between(THEN, date(2017, 9, 1)), since(date(2017, 9, 1))]


def test_only_the_drafter_changes_a_draft_and_throws_it_away(strand):
    drafter = a_person()
    draft = drafted(strand, by=drafter)
    who = {"by": a_person(), "at": noon(), "channel": "online"}

    with pytest.raises(errors.OthersRules):
        actions.discard_rule_draft(draft=draft, **who)
    with pytest.raises(errors.OthersRules):
        actions.change_rule_draft(draft=draft, valid_from=THEN, values=DECISION, **who)
    actions.discard_rule_draft(draft=draft, **who | {"by": drafter})

    assert not RuleDraft.objects.exists()
    assert kinds() == ["rules_drafted", "rule_draft_discarded"]
    with pytest.raises(errors.RulesDecided):
        actions.approve_rules(draft=draft, looked_at="", **who)


def test_an_approval_that_fails_leaves_no_trace(strand, monkeypatch):
    draft = drafted(strand)
    monkeypatch.setattr("pilot.audit.record", lambda *_args, **_fields: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        approve(draft)

    assert (strand.rule_sets.count(), RuleDraft.objects.waiting().count()) == (1, 1)


@pytest.mark.parametrize(
    ("values", "effect"),
    [
        # Of the three in the area one is 16 years old on 1.7.2017, one is in home care.
        ({"eligible_from_age": 18}, (1, 0, 1)),
        ({"excluded": []}, (2, 1, 0)),
        ({"by_invitation": True}, (0, 0, 2)),
        ({"lock_in_months": 3}, (2, 0, 0)),
    ],
)
def test_the_effect_counts_whom_the_rules_let_in_and_leave_out(strand, values, effect):
    area = an_area(strand)
    a_resident(strand, area)
    a_resident(strand, area, born_on=date(2001, 7, 1))
    a_resident(strand, None)
    a_resident(strand, area).exclusions.create(strand=strand, reason="home_care", period=since(LONG_AGO))

    found = queries.draft_standing(drafted(strand, **values)).effect

    assert (found.stay, found.gain, found.lose) == effect
