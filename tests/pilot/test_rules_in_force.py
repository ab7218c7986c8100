"""Nobody rewrites the rules that hold: what the database refuses to the application's own role, write by write."""

from datetime import date

import pytest
from django.db import connection, transaction

from pilot.models import RuleDraft, RuleSet
from pilot.periods import between, since
from tests.billing.stage import a_stage
from tests.constraints import refused_by
from tests.people import a_person
from tests.vouchers.cast import noon

pytestmark = pytest.mark.django_db
BEGUN, NEW_YEAR = date(2016, 1, 1), date(2018, 1, 1)
WRITES = {
    "a value of the rules": "UPDATE pilot_ruleset SET lock_in_months = 11 WHERE id = %s",
    "all values at once": "UPDATE pilot_ruleset SET payment_day = 1, dispute_days = 1 WHERE id = %s",
    "whose they are": "UPDATE pilot_ruleset SET strand_id = strand_id + 1 WHERE id = %s",
    "their number": "UPDATE pilot_ruleset SET id = id + 1000000 WHERE id = %s",
    "where the values stand": "UPDATE pilot_ruleset SET source = 'muualta' WHERE id = %s",
    "together with the end": "UPDATE pilot_ruleset SET lock_in_months = 11, period = '[2016-01-01,2018-01-01)'"
    " WHERE id = %s",
    "by an upsert": "INSERT INTO pilot_ruleset SELECT * FROM pilot_ruleset WHERE id = %s"
    " ON CONFLICT (id) DO UPDATE SET lock_in_months = 11",
    "by a merge": "MERGE INTO pilot_ruleset AS old USING (SELECT %s::bigint AS id) AS asked ON old.id = asked.id"
    " WHEN MATCHED THEN UPDATE SET lock_in_months = 11",
}
GONE = {
    "deleted": "DELETE FROM pilot_ruleset WHERE id = %s",
    "deleted by a merge": "MERGE INTO pilot_ruleset AS old USING (SELECT %s::bigint AS id) AS asked"
    " ON old.id = asked.id WHEN MATCHED THEN DELETE",
}
PERIODS = {
    "ended by nobody's decision": "[2016-01-01,2017-06-01)",
    "ended before they began to count": "[2016-01-01,2016-01-02)",
    "begun earlier": "[2015-01-01,2018-01-01)",
    "begun later": "[2016-02-01,2018-01-01)",
    "on no day": "empty",
}


@pytest.fixture
def rules() -> RuleSet:
    return a_stage().strand.rule_sets.get()


def run(statement: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def commit() -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def approved_from(rules: RuleSet, day: date, **fields) -> RuleDraft:
    """Write the approved draft that new rules come by."""
    copied = {field.name: getattr(rules, field.name) for field in RuleSet._meta.concrete_fields}
    values = {name: copied[name] for name in copied if name not in ("id", "strand", "period")}
    return RuleDraft.objects.create(
        strand=rules.strand, valid_from=day, drafted_at=noon(), drafted_by=a_person(),
        **values | {"source": "päätös 1/2017", "lock_in_months": 3} | fields,
    )  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
def test_what_rules_say_never_changes(rules, write):
    with refused_by("rules_stay_as_they_were_decided"):
        run(WRITES[write], rules.pk)


@pytest.mark.parametrize("write", GONE)
def test_rules_are_never_deleted(rules, write):
    with refused_by("rules_are_never_deleted"):
        run(GONE[write], rules.pk)


def test_rules_are_not_emptied_out_all_at_once(rules):
    with refused_by("permission denied"):
        run("TRUNCATE pilot_ruleset CASCADE")


@pytest.mark.parametrize("period", PERIODS)
def test_rules_end_only_where_others_begin_that_two_people_decided_on(rules, period):
    # Approved for another day: it ends nothing on these.
    approved(rules, NEW_YEAR)

    with refused_by("rules_end_where_approved_ones_begin"):
        run("UPDATE pilot_ruleset SET period = %s WHERE id = %s", PERIODS[period], rules.pk)
        commit()


def test_a_draft_that_waits_ends_nothing(rules):
    approved_from(rules, NEW_YEAR)

    with refused_by("rules_end_where_approved_ones_begin"):
        RuleSet.objects.filter(pk=rules.pk).update(period=between(rules.period.lower, NEW_YEAR))
        commit()


def approved(rules: RuleSet, day: date) -> None:
    draft = approved_from(rules, day)
    earlier = RuleSet.objects.get(pk=rules.pk)
    with transaction.atomic():
        RuleSet.objects.filter(pk=earlier.pk).update(period=between(earlier.period.lower, day))
        earlier.pk, earlier._state.adding, earlier.period = None, True, since(day)
        earlier.save()
        draft.approved_at, draft.approved_by, draft.rule_set = noon(), a_person(), earlier
        draft.save()
        commit()


def test_rules_end_where_approved_ones_begin(rules):
    approved(rules, NEW_YEAR)

    periods = RuleSet.objects.filter(strand=rules.strand).order_by("period").values_list("period", flat=True)
    assert [(row.lower, row.upper) for row in periods] == [(rules.period.lower, NEW_YEAR), (NEW_YEAR, None)]
