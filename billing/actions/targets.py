"""The incentive's targets of coming rules: written beside the draft by its drafter, approved with it by another."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from billing import errors
from billing.models import DraftTarget
from billing.queries.incentives import is_same_target, targets_beside
from pilot import audit
from pilot.models import RuleDraft, User
from vouchers import actions as voucher_actions
from vouchers import queries as voucher_queries


@dataclass(frozen=True)
class TargetDraft:
    """One target as it is typed; its place is its place among them."""

    name_fi: str
    direction: str
    threshold: int
    unit: str
    weight: int
    name_sv: str = ""
    name_en: str = ""
    indicator: str = ""


@transaction.atomic
def draft_targets(
    *, draft: RuleDraft, targets: Sequence[TargetDraft], by: User, at: datetime, channel: str
) -> list[DraftTarget]:
    """Write the targets of coming rules, over those that were written before.

    The same as those of the rules in force are no targets of its own. Refuses none at all, approved rules, and
    another's draft. Records `rule_targets_drafted`.
    """
    draft = voucher_actions.own_rule_draft(draft=draft, by=by)
    if not targets:
        raise errors.NoTargets
    rows = [DraftTarget(draft=draft, place=place, **asdict(target)) for place, target in enumerate(targets, start=1)]
    old = voucher_queries.rules_replaced(draft.strand, draft.valid_from)
    holding = targets_beside(old, old) if old else []
    if len(holding) == len(rows) and all(map(is_same_target, holding, rows)):
        rows = []
    draft.incentive_targets.all().delete()
    for row in rows:
        row.save()
    _record("rule_targets_drafted", draft, by=by, at=at, channel=channel, targets=len(rows))
    return rows


@transaction.atomic
def keep_targets(*, draft: RuleDraft, by: User, at: datetime, channel: str) -> None:
    """Let the targets of the rules in force go on. Refuses what `draft_targets` does. Records `rule_targets_kept`."""
    draft = voucher_actions.own_rule_draft(draft=draft, by=by)
    draft.incentive_targets.all().delete()
    _record("rule_targets_kept", draft, by=by, at=at, channel=channel)


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
