"""What must never be true of a draft of rules, tried in the database itself."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from pilot.models import RuleDraft, RuleSet, Strand
from pilot.periods import between, since
from tests.people import a_person, a_pilot

pytestmark = pytest.mark.django_db
FIRST, THEN = date(2017, 1, 1), date(2017, 7, 1)
VALUES = {
    "effect_kind": "days", "effect_days": 21, "counting": "daily", "age_on": "reference_day", "leaves_area": "ends",
    "partial_date": "last_day",
}  # fmt: skip
KEPT = {"cohort_on": THEN, "kept_in": ["109"], "kept_until": THEN}
# 23.59 and 0.30 in Finland, summer time.
EVE, NIGHT = datetime(2017, 6, 30, 20, 59, tzinfo=UTC), datetime(2017, 6, 30, 21, 30, tzinfo=UTC)


def a_draft(**fields) -> RuleDraft:
    strand = Strand.objects.create(pilot=a_pilot(), code="reception", name_fi="Vastaanotto")
    rules = RuleSet.objects.create(strand=strand, period=between(FIRST, THEN), **VALUES)
    given = {"valid_from": THEN, "drafted_at": EVE, "drafted_by": a_person(), "source": "Lautakunta"}
    draft = RuleDraft(strand=strand, **VALUES | given | fields)
    draft.became = rules
    return draft


def refused(save) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        save()
    return str(error.value)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"source": ""}, "rule_draft_says_where_its_values_stand"),
        ({"effect_days": None}, "draft_effect_days_go_with_effect_by_days"),
        ({"channels": []}, "draft_one_may_choose_by_some_channel"),
        ({"cohort_on": THEN, "kept_in": ["109"]}, "draft_kept_right_has_its_municipalities_and_its_last_day"),
        ({"cohort_on": date(2017, 7, 2)}, "draft_day_of_homes_is_not_after_the_first_day"),
        (KEPT | {"kept_until": date(2017, 6, 30)}, "draft_kept_right_does_not_end_before_its_rules"),
        (KEPT | {"cohort_on": None}, "draft_kept_right_hangs_on_a_day_of_homes"),
        ({"payment_day": 29}, "draft_payment_day_is_in_every_month"),
        ({"queue_opens_at": 2, "queue_takes": 3}, "draft_queue_takes_no_more_than_opens_it"),
        ({"moves_to": "far"}, "draft_moves_go_home_or_to_the_nearest"),
        ({"fixed_share_thousandths": 600}, "draft_fixed_share_is_not_below_its_floor"),
        ({"fixed_share_thousandths": 990}, "draft_without_an_incentive_all_is_fixed"),
    ],
)
def test_values_that_no_rule_set_may_have_are_not_drafted(fields, constraint):
    assert constraint in refused(a_draft(**fields).save)


def test_the_first_day_itself_contradicts_nothing():
    a_draft(**KEPT).save()

    assert RuleDraft.objects.get().contradictions() == {}


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"cohort_on": date(2017, 7, 2)}, "cohort_on"),
        (KEPT | {"kept_until": date(2017, 6, 30)}, "kept_until"),
        (KEPT | {"cohort_on": None}, "cohort_on"),
    ],
)
def test_a_draft_tells_by_the_databases_own_conditions_where_its_days_contradict(fields, where):
    assert list(a_draft(**fields).contradictions()) == [where]


def approved(draft: RuleDraft, at: datetime = EVE, **fields) -> RuleDraft:
    draft.approved_at, draft.approved_by, draft.rule_set = at, a_person(), draft.became
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft


def test_the_drafter_does_not_approve():
    draft = a_draft()

    assert "rule_draft_is_approved_by_somebody_else" in refused(approved(draft, approved_by=draft.drafted_by).save)


@pytest.mark.parametrize("missing", ["approved_at", "approved_by", "rule_set"])
def test_an_approval_is_whole(missing):
    assert "rule_draft_is_approved_by_somebody_else" in refused(approved(a_draft(), **{missing: None}).save)


def test_rules_are_approved_on_a_finnish_day_before_their_first():
    assert "rule_draft_is_approved_before_it_holds" in refused(approved(a_draft(), at=NIGHT).save)
    approved(a_draft(), at=EVE).save()


def test_approved_rules_never_change_and_stay():
    draft = approved(a_draft())
    draft.save()
    draft.lock_in_months = 1

    assert "Cannot update or delete rows" in refused(draft.save)
    assert "Cannot update or delete rows" in refused(draft.delete)


def test_a_waiting_draft_changes_and_goes():
    draft = a_draft()
    draft.save()
    draft.lock_in_months = 1
    draft.save()
    draft.delete()

    assert not RuleDraft.objects.exists()


def test_two_rule_sets_never_hold_on_one_day():
    draft = a_draft()

    overlapping = RuleSet(strand=draft.strand, period=since(date(2017, 6, 30)), **VALUES)

    assert "strand_has_one_rule_set_on_any_day" in refused(overlapping.save)
