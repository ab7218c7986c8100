"""The incentive's targets: those of a rule set, and those drafted beside coming rules.

Invariants held by the database: a rule set's targets come with it, in the same unit of work, and never change; what is
drafted beside rules never changes once somebody else has approved them.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import RuleDraft, RuleSet
from pilot.translated import Translated
from providers.models import Measure


def checks(prefix: str = "") -> list[models.CheckConstraint]:
    """Return what must be true of any target; of a drafted one as well, under names of its own."""
    return [models.CheckConstraint(name=f"{prefix}incentive_target_weighs_something", condition=Q(weight__gt=0))]


class TargetColumns(models.Model):
    """What a target asks, whether it holds or is only drafted; whoever meets it gets its weight's part."""

    class Direction(models.TextChoices):
        AT_MOST = "at_most", _("at most")
        AT_LEAST = "at_least", _("at least")

    class Unit(models.TextChoices):
        DAYS = "days", _("days")
        PER_CENT = "per_cent", _("per cent")
        NUMBER = "number", _("number")

    place = models.PositiveSmallIntegerField()
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    indicator = models.CharField(
        max_length=20, choices=Measure.Indicator.choices, blank=True, help_text="What is measured; none is typed."
    )
    direction = models.CharField(max_length=8, choices=Direction.choices)
    threshold = models.PositiveIntegerField()
    unit = models.CharField(max_length=8, choices=Unit.choices)
    weight = models.PositiveSmallIntegerField()

    name = Translated("name")

    class Meta:
        abstract = True


@tracked
class IncentiveTarget(TargetColumns):
    """One target of a rule set."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="incentive_targets")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "place"], name="incentive_target_has_a_place_of_its_own"),
            *checks(),
        ]
        triggers = [
            pgtrigger.Protect(name="targets_never_change", operation=pgtrigger.Update | pgtrigger.Delete),
            # Asked of the rule set's history, which knows the unit of work that wrote it.
            pgtrigger.Trigger(
                name="targets_come_with_their_rules",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM pilot_rulesetevent
                        WHERE pgh_obj_id = NEW.rule_set_id AND pgh_label = 'insert'
                            AND pgh_xid = pg_current_xact_id()
                    ) THEN
                        RAISE EXCEPTION 'targets_come_with_their_rules' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]


@tracked
class DraftTarget(TargetColumns):
    """One target of coming rules; where none is drafted, those of the rules in force go on."""

    # Goes with a draft that is thrown away; approved rules are never deleted.
    draft = models.ForeignKey(RuleDraft, on_delete=models.CASCADE, related_name="incentive_targets")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "place"], name="draft_incentive_target_has_a_place_of_its_own"),
            *checks("draft_"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="targets_of_approved_rules_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT FROM pilot_ruledraft
                        WHERE approved_at IS NOT NULL AND id IN (
                            CASE WHEN TG_OP <> 'INSERT' THEN OLD.draft_id END,
                            CASE WHEN TG_OP <> 'DELETE' THEN NEW.draft_id END
                        )
                    ) THEN
                        RAISE EXCEPTION 'targets_of_approved_rules_never_change' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]
