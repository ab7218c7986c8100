"""The incentive: what was measured for its targets (`targets.py`), and what came of it on a statement.

How much of the capitation the targets decide over is the rule set's fixed share (`pilot.RuleSet`). What a statement
says of a target is copied there by the freeze, with the figure and where it came from, and never changes.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from billing.models.runs import Statement
from billing.models.targets import IncentiveTarget
from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import User
from providers.models import Site

REMOVAL = "'{removal_asked_at,removal_asked_by_id,removed_at,removed_by_id}'::text[]"


class IncentiveInputQuerySet(models.QuerySet):
    """Questions about typed figures."""

    def standing(self):
        """Return what was not removed, confirmed or not."""
        return self.filter(removed_at__isnull=True)


@tracked
class IncentiveInput(models.Model):
    """A figure that somebody typed for a target, and where it is from; it holds before a measured one.

    Confirmed by another, it moves money: then it is removed by two as well, and stays on file.
    """

    target = models.ForeignKey(IncentiveTarget, on_delete=models.PROTECT, related_name="inputs")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="incentive_inputs")
    month = models.DateField(help_text="First day of the service month.")
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removal_asked_at = models.DateTimeField(null=True)
    removal_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = IncentiveInputQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "site", "month"],
                condition=Q(removed_at__isnull=True),
                name="incentive_input_is_typed_once_a_month",
            ),
            models.CheckConstraint(name="incentive_input_month_starts_on_the_first", condition=Q(month__day=1)),
            models.CheckConstraint(name="incentive_input_says_its_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="incentive_input_is_confirmed_by_somebody_else",
                condition=done("confirmed", by_another_than="entered"),
            ),
            models.CheckConstraint(
                name="removal_is_asked_of_a_confirmed_input",
                condition=done("removal_asked", after="confirmed"),
            ),
            models.CheckConstraint(
                name="confirmed_input_is_removed_by_somebody_else",
                condition=done("removed", by_another_than="removal_asked", after="removal_asked"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="confirmed_incentive_input_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.removed_at IS NOT NULL OR (OLD.confirmed_at IS NOT NULL"
                    f" AND to_jsonb(OLD.*) - {REMOVAL} IS DISTINCT FROM to_jsonb(NEW.*) - {REMOVAL})"
                ),
            ),
            pgtrigger.Protect(
                name="confirmed_incentive_input_is_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            ),
        ]


class Incentive(models.Model):
    """What a statement says of one target: the figure, whether it met the target, and what that brought or cost."""

    append_only = True

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="incentive_rows")
    target = models.ForeignKey(IncentiveTarget, on_delete=models.PROTECT, related_name="results")
    is_added = models.BooleanField(help_text="Paid on top of the capitation; else held back from it.")
    fixed_share_thousandths = models.PositiveSmallIntegerField()
    base_cents = models.BigIntegerField(help_text="The month's own capitation.")
    value = models.PositiveIntegerField(null=True)
    is_not_bookable = models.BooleanField()
    measured_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    is_met = models.BooleanField()
    part_cents = models.BigIntegerField(help_text="What the target decides over.")
    cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "target"], name="target_is_on_a_statement_once"),
            models.CheckConstraint(
                name="incentive_is_its_part_or_nothing",
                condition=Q(part_cents__gte=0)
                & (
                    Q(is_added=True, is_met=True, cents=F("part_cents"))
                    | Q(is_added=True, is_met=False, cents=0)
                    | Q(is_added=False, is_met=True, cents=0)
                    | Q(is_added=False, is_met=False, cents=-F("part_cents"))
                ),
            ),
            models.CheckConstraint(
                name="target_without_a_figure_is_not_met", condition=Q(value__isnull=False) | Q(is_met=False)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_a_freeze_adds_incentives",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM billing_statement AS statement
                        JOIN billing_paymentrun AS run ON run.id = statement.run_id
                        WHERE statement.id = NEW.statement_id
                            AND run.frozen_xid = pg_current_xact_id()::text::numeric
                    ) THEN
                        RAISE EXCEPTION 'only_a_freeze_adds_incentives' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="incentive_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
