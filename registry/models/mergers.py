"""Two records of one person: one person proposes that one is absorbed by the other, somebody else confirms it.

Invariants held by the database: a record is absorbed once and for good, by a record that is not absorbed itself;
nothing is added to or moved onto an absorbed record any more; what was proposed never changes.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import User
from registry.models.residents import Resident


class MergerQuerySet(models.QuerySet):
    """Questions about mergers."""

    def open(self):
        """Return the proposals that wait for somebody else."""
        return self.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)


@tracked
class Merger(models.Model):
    """A proposal that one record is absorbed by another, and what became of it."""

    survivor = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="mergers_into")
    absorbed = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="mergers_of")
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MergerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="nobody_absorbs_oneself", condition=~Q(survivor=F("absorbed"))),
            models.CheckConstraint(name="merger_has_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="merger_is_confirmed_by_somebody_else",
                condition=done("confirmed", by_another_than="proposed"),
            ),
            models.CheckConstraint(
                name="merger_is_withdrawn_by_someone",
                condition=done("withdrawn", before="confirmed"),
            ),
            models.UniqueConstraint(
                fields=["absorbed"], condition=Q(withdrawn_at__isnull=True), name="record_is_absorbed_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="merger_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="proposed_merger_never_changes",
                fields=["survivor", "absorbed", "reason", "proposed_at", "proposed_by"],
            ),
            pgtrigger.Protect(
                name="decided_merger_stays_decided",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False) | pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]
