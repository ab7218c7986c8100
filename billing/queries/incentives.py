"""The incentive: its targets, the figures of a month, and what a statement says of them."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from billing import errors, sql
from billing.models import DraftTarget, Incentive, IncentiveInput, IncentiveTarget, TargetColumns
from billing.month.incentive import Measured
from pilot.calendar import Month
from pilot.models import RuleColumns, RuleDraft, RuleSet, Strand
from providers.models import Site


@dataclass(frozen=True)
class Figure:
    """One site's figure for one target in a month, and what was typed for it, confirmed or not."""

    site: Site
    target: IncentiveTarget
    measured: Measured
    typed: IncentiveInput | None


TARGET_COLUMNS = tuple(field.name for field in TargetColumns._meta.local_fields)


def targets_beside(rules: RuleColumns, old: RuleSet) -> list[TargetColumns]:
    """Return the targets of a rule set or of its draft, in their order; a draft without its own keeps the old ones."""
    if isinstance(rules, RuleDraft):
        drafted = list(DraftTarget.objects.filter(draft=rules.pk).order_by("place"))
        return [*drafted] if drafted else targets_beside(old, old)
    return list(IncentiveTarget.objects.filter(rule_set=rules.pk).order_by("place"))


def is_same_target(one: TargetColumns, other: TargetColumns) -> bool:
    """Tell whether two targets ask the same."""
    return all(getattr(one, name) == getattr(other, name) for name in TARGET_COLUMNS)


def input_refusal(target: IncentiveTarget, site: Site, month: Month) -> errors.BillingRefused | None:
    """Return why a figure cannot be typed, or nothing when it can."""
    strand = target.rule_set.strand
    if not site.provider.is_paid:
        return errors.SiteIsNotPaid(site=site.name)
    if month.first not in target.rule_set.period:
        return errors.TargetOfOtherRules(month=month)
    if strand.payment_runs.filter(month__gte=month.first).exists():
        return errors.MonthIsFrozen()
    if IncentiveInput.objects.standing().filter(target=target, site=site, month=month.first).exists():
        return errors.InputStandsAlready()
    return None


def targets_of(strand: Strand, month: Month) -> list[IncentiveTarget]:
    """Return the month's targets in their order."""
    rules = RuleSet.objects.in_force(month.first).filter(strand=strand).exclude(incentive_kind="none").first()
    if rules is None:
        return []
    return list(rules.incentive_targets.select_related("rule_set__strand").order_by("place"))


def figures(strand: Strand, month: Month, sites: QuerySet[Site]) -> list[Figure]:
    """Return every site's figure for every target, as a freeze would find it now."""
    targets = {target.pk: target for target in targets_of(strand, month)}
    by_id = {site.pk: site for site in sites}
    if not targets:
        return []
    typed = {
        (row.target_id, row.site_id): row
        for row in IncentiveInput.objects.standing()
        .filter(target__in=targets, month=month.first)
        .select_related("entered_by", "confirmed_by", "removal_asked_by")
    }
    rules_id = next(iter(targets.values())).rule_set_id
    params: dict[str, Any] = {"rules": rules_id, "sites": list(by_id), "first": month.first, "until": month.until}
    with connection.cursor() as cursor:
        cursor.execute(sql.text("measured_targets"), params)
        rows = [Measured(*row) for row in cursor.fetchall()]
    found = [
        Figure(by_id[row.site_id], targets[row.target_id], row, typed.get((row.target_id, row.site_id))) for row in rows
    ]
    return sorted(found, key=lambda row: (row.site.name, row.site.pk, row.target.place))


def of_statement(statement_id: int) -> QuerySet[Incentive]:
    """Return what a statement says of each target, in the targets' order."""
    return Incentive.objects.filter(statement=statement_id).select_related("target").order_by("target__place")
