"""What pages and actions read about coming rules: what they change, whom, and what they take the place of."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import QuerySet

from pilot import rule_versions, rule_words
from pilot.errors import Refused
from pilot.models import RuleColumns, RuleDraft, RuleSet, Strand, User
from pilot.rule_words import Difference
from vouchers import errors, sql

# Every value of a rule set, the marks and the source too: what a draft has and its rule set gets.
COLUMNS = tuple(field.name for field in RuleColumns._meta.local_fields)


@dataclass(frozen=True)
class RuleEffect:
    """How many residents may choose on the day by both rules, by the new ones alone, and by the old ones alone."""

    stay: int
    gain: int
    lose: int


@dataclass(frozen=True)
class DraftStanding:
    """A draft beside the rules that it takes the place of; none where they are gone meanwhile.

    `hindrance` is why nobody could approve it as it is.
    """

    draft: RuleDraft
    old: RuleSet | None
    differences: list[Difference]
    effect: RuleEffect | None
    digest: str
    hindrance: Refused | None = None

    @property
    def changes(self) -> dict[str, object]:
        """The columns that change, with their new values."""
        columns = [column for difference in self.differences for column in difference.rule.columns]
        return {column: getattr(self.draft, column) for column in columns if hasattr(self.draft, column)}


def rule_drafts(drafts: QuerySet[RuleDraft]) -> QuerySet[RuleDraft]:
    """Return the drafts with all that their pages name, the earliest first day first."""
    return drafts.select_related("strand__pilot__lead", "drafted_by", "approved_by").order_by("valid_from", "pk")


def rules_replaced(strand: Strand, valid_from: date) -> RuleSet | None:
    """Return the rule set that holds on the day, whose place new rules from that day on take."""
    return RuleSet.objects.in_force(valid_from).filter(strand=strand).first()


def draft_standing(draft: RuleDraft) -> DraftStanding:
    """Return what the draft changes; of approved rules, what they changed."""
    old = rules_replaced(draft.strand, draft.valid_from)
    if draft.rule_set_id is not None:
        old = RuleSet.objects.filter(strand=draft.strand, period__endswith=draft.valid_from).first()
    if old is None:
        return DraftStanding(draft, None, [], None, "")
    return DraftStanding(
        draft,
        old,
        _differences(draft, old),
        rule_effect(draft) if draft.rule_set_id is None else None,
        rule_digest(draft, old),
        rule_hindrance(draft, old) if draft.rule_set_id is None else None,
    )


def change_refusal(draft: RuleDraft, by: User) -> Refused | None:
    """Return why the person cannot change the draft, or nothing: it waits, and is theirs."""
    if draft.approved_at is not None:
        return errors.RulesDecided()
    return None if draft.drafted_by_id == by.pk else errors.OthersRules()


def rule_hindrance(draft: RuleDraft, old: RuleSet) -> Refused | None:
    """Return why nobody can approve the draft as it is: it changes nothing, or what is beside it forbids it."""
    if not _differences(draft, old):
        return errors.NothingChanges()
    return rule_versions.objection_to(old, draft)


def rule_effect(draft: RuleDraft) -> RuleEffect:
    """Count whom the draft lets in and leaves out on its first day, by what the register says now."""
    statement = f"""
        SELECT count(*) FILTER (WHERE before.id IS NOT NULL AND after.id IS NOT NULL),
            count(*) FILTER (WHERE before.id IS NULL), count(*) FILTER (WHERE after.id IS NULL)
        FROM ({sql.eligible()}) AS before FULL JOIN ({sql.eligible(by_draft=True)}) AS after USING (id)
    """  # noqa: S608 - our own text
    # Not in the ORM: both sides are the one statement that says who may choose.
    params: dict[str, int | date] = {"strand": draft.strand_id, "on": draft.valid_from, "draft": draft.pk}
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return RuleEffect(*cursor.fetchone())


def rule_digest(draft: RuleDraft, old: RuleSet) -> str:
    """Return what tells this draft, beside these rules, from any other."""
    values = [[getattr(row, name) for name in COLUMNS] for row in (old, draft)]
    beside = rule_versions.facts_beside(old, draft)
    text = json.dumps([old.pk, draft.valid_from, values, beside], cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _differences(draft: RuleDraft, old: RuleSet) -> list[Difference]:
    return rule_words.differences(old, draft) + rule_versions.differences_beside(old, draft)
