"""A coming rule set: drafted by one person from the one that holds, approved by another before its first day.

A draft holds for nobody: approving it writes a `RuleSet`, which alone is read by choices, lists and payments.
Invariants held by the database: a draft's values are possible ones and say where they stand; somebody else than the
drafter approves it, on a day before its first; what was approved never changes.
"""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models.organisers import Strand
from pilot.models.people import User
from pilot.models.rules import RuleColumns, RuleSet, checks

# The columns whose constraints of days are told at them.
DAYS = ("cohort_on", "kept_until")
_APPROVED_ON = Func(
    F("approved_at"), template="(%(expressions)s AT TIME ZONE 'Europe/Helsinki')::date", output_field=models.DateField()
)


class RuleDraftQuerySet(models.QuerySet):
    """Questions about drafts."""

    def waiting(self):
        """Return what nobody has approved yet."""
        return self.filter(approved_at__isnull=True)


@tracked
class RuleDraft(RuleColumns):
    """Rules that are to hold for a strand from a day on."""

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="rule_drafts")
    valid_from = models.DateField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    rule_set = models.OneToOneField(
        RuleSet, on_delete=models.PROTECT, null=True, related_name="draft", help_text="What it became."
    )

    objects = RuleDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            *checks(F("valid_from"), "draft_"),
            models.CheckConstraint(
                name="rule_draft_says_where_its_values_stand",
                condition=~Q(source=""),
                violation_error_message=_("Write where the new values stand, for example the decision's date."),
            ),
            models.CheckConstraint(
                name="rule_draft_is_approved_by_somebody_else",
                condition=done("approved", by_another_than="drafted", leaves="rule_set"),
            ),
            models.CheckConstraint(
                name="rule_draft_is_approved_before_it_holds",
                condition=Q(approved_at__isnull=True) | Q(valid_from__gt=_APPROVED_ON),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_rules_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            ),
        ]

    def contradictions(self) -> dict[str, str]:
        """Return how its days contradict each other, by the field to mend: what the database would refuse."""
        found: dict[str, str] = {}
        for constraint in self._meta.constraints:
            if constraint.violation_error_code not in DAYS:
                continue
            try:
                constraint.validate(type(self), self)
            except ValidationError as refusal:
                found.setdefault(str(constraint.violation_error_code), str(refusal.messages[0]))
        return found

    @property
    def stage(self) -> str:
        """Where the draft stands, for its status tag."""
        return "approved" if self.approved_at else "draft"
