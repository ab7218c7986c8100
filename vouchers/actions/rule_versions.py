"""Coming rules: drafted by one person from the rules that hold, approved by another, never changed afterwards."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from pilot import audit, rule_versions, rule_words
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import RuleDraft, RuleSet, Strand, User
from pilot.periods import between
from providers.models import Approval
from vouchers import errors
from vouchers.actions.lay_out import lay_out_sites
from vouchers.queries.rule_drafts import COLUMNS, change_refusal, rule_digest, rule_hindrance, rules_replaced

# What lists are laid out from beside choices and homes.
LAYS_LISTS = ("kept_in", "kept_until")


@transaction.atomic
def draft_rules(
    *, strand: Strand, valid_from: date, values: dict[str, Any], by: User, at: datetime, channel: str
) -> RuleDraft:
    """Draft rules that are to hold from the day on; what `values` leaves out stays as it is.

    Refuses a day that is not in the future, has no rules or begins others, days that contradict each other, and a fixed
    share below its floor. Records `rules_drafted`.
    """
    lock(("rules", strand.pk))
    draft = RuleDraft(strand=strand, drafted_by=by)
    _write(draft, valid_from, values, at)
    _record("rules_drafted", draft, by=by, at=at, channel=channel)
    return draft


@transaction.atomic
def change_rule_draft(
    *, draft: RuleDraft, valid_from: date, values: dict[str, Any], by: User, at: datetime, channel: str
) -> RuleDraft:
    """Write a draft anew.

    Refuses what `draft_rules` does, approved rules, and another's draft. Records `rule_draft_changed`.
    """
    draft = own_rule_draft(draft=draft, by=by)
    _write(draft, valid_from, values, at)
    _record("rule_draft_changed", draft, by=by, at=at, channel=channel)
    return draft


@transaction.atomic
def discard_rule_draft(*, draft: RuleDraft, by: User, at: datetime, channel: str) -> None:
    """Throw a draft away. Refuses approved rules, and another's. Records `rule_draft_discarded`."""
    draft = own_rule_draft(draft=draft, by=by)
    _record("rule_draft_discarded", draft, by=by, at=at, channel=channel)
    draft.delete()


@transaction.atomic
def approve_rules(*, draft: RuleDraft, looked_at: str, by: User, at: datetime, channel: str) -> RuleSet:
    """Approve drafted rules: they take the place of those that hold on their first day, until these would have ended.

    `looked_at` is the digest of what the approver saw: the draft and the rules it changes, with what is kept beside.
    Refuses who drafted it, what was not looked at so, a draft that changes nothing, what is kept beside the rules does
    not allow, and a first day that has come. Records `rules_approved`.
    """
    draft = _waiting(draft)
    if draft.drafted_by_id == by.pk:
        raise errors.OwnRules
    old = _replaced(draft.strand, draft.valid_from, at)
    if looked_at != rule_digest(draft, old):
        raise errors.RulesDiffer
    if (hindrance := rule_hindrance(draft, old)) is not None:
        raise hindrance
    draft.demonstration_fields = _unknown(draft, old)
    ends = old.period.upper
    old.period = between(old.period.lower, draft.valid_from)
    old.save(update_fields=["period"])
    new = RuleSet.objects.create(
        strand=draft.strand,
        period=DateRange(draft.valid_from, ends),
        **{name: getattr(draft, name) for name in COLUMNS},
    )
    rule_versions.carry_over(draft, old, new)
    draft.approved_at, draft.approved_by, draft.rule_set = at, by, new
    draft.save(update_fields=["approved_at", "approved_by", "rule_set", "demonstration_fields"])
    if any(getattr(old, name) != getattr(new, name) for name in LAYS_LISTS):
        sites = Approval.objects.filter(strand=draft.strand).values_list("site", flat=True).distinct()
        lay_out_sites(strand=draft.strand, sites=list(sites))
    _record("rules_approved", draft, by=by, at=at, channel=channel, rule_set=new.pk)
    return new


def _write(draft: RuleDraft, valid_from: date, values: dict[str, Any], at: datetime) -> None:
    old = _replaced(draft.strand, valid_from, at)
    for name, value in {name: getattr(old, name) for name in COLUMNS}.items():
        setattr(draft, name, values.get(name, value))
    draft.valid_from, draft.drafted_at = valid_from, at
    if what := draft.contradictions():
        raise errors.DaysContradict(what=what)
    if draft.fixed_share_thousandths < draft.fixed_share_floor_thousandths:
        raise errors.ShareBelowFloor(floor=rule_words.share_words(draft.fixed_share_floor_thousandths))
    draft.demonstration_fields = _unknown(draft, old)
    draft.save()


def _unknown(draft: RuleDraft, old: RuleSet) -> list[str]:
    """Return which values no source gives: what is decided now is known. Whether targets are is told beside them."""
    columns = {name for row in rule_words.differences(old, draft) for name in row.rule.columns} - {rule_words.TARGETS}
    columns |= {name for row in rule_versions.differences_beside(old, draft) for name in row.rule.columns}
    return [name for name in old.demonstration_fields if name not in columns]


def _replaced(strand: Strand, valid_from: date, at: datetime) -> RuleSet:
    if valid_from <= helsinki_today(at):
        raise errors.RulesNotComing(on=valid_from)
    old = rules_replaced(strand, valid_from)
    if old is None:
        raise errors.RulesOutsidePilot(on=valid_from)
    if old.period.lower == valid_from:
        raise errors.RulesBeginThen(on=valid_from)
    return old


def _waiting(draft: RuleDraft) -> RuleDraft:
    lock(("rules", draft.strand_id))
    found = RuleDraft.objects.select_for_update(of=["self"]).select_related("strand__pilot").filter(pk=draft.pk).first()
    if found is None or found.approved_at is not None:
        raise errors.RulesDecided
    return found


def own_rule_draft(*, draft: RuleDraft, by: User) -> RuleDraft:
    """Hold a draft that waits, for its drafter alone to change. Refuses approved rules, and another's draft."""
    found = _waiting(draft)
    if (refused := change_refusal(found, by)) is not None:
        raise refused
    return found


def _record(kind: str, draft: RuleDraft, *, by: User, at: datetime, channel: str, **facts: int) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("rule_draft", draft.pk),
        pilot_code=draft.strand.pilot.code,
        facts={"strand": draft.strand.code, "valid_from": draft.valid_from.isoformat(), **facts},
    )
