"""Closing one site: proposed by one person, approved by another, since it moves its residents and ends its pay.

Invariants held by the database: what was proposed never changes; somebody else than who proposed it approves it; one
closing waits for a site and strand; what was decided stays decided. Closing all private sites is `closing.py`.
"""

import pgtrigger
from django.db import models
from django.db.models import Q

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import Strand, User
from providers.models import Site


class SiteClosingQuerySet(models.QuerySet):
    """Questions about closings of sites."""

    def waiting(self):
        """Return what nobody has approved or withdrawn yet."""
        return self.filter(approved_at__isnull=True, withdrawn_at__isnull=True)


@tracked
class SiteClosing(models.Model):
    """The first day on which a site is to have no list in a strand."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="closings")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="site_closings")
    closes_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SiteClosingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "strand"],
                condition=Q(approved_at__isnull=True, withdrawn_at__isnull=True),
                name="one_closing_of_a_site_waits",
            ),
            models.CheckConstraint(
                name="site_closing_is_approved_by_somebody_else",
                condition=done("approved", by_another_than="proposed"),
            ),
            models.CheckConstraint(
                name="site_closing_is_withdrawn_before_it_is_approved",
                condition=done("withdrawn", before="approved"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="site_closing_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="proposed_site_closing_never_changes",
                exclude=["approved_at", "approved_by", "withdrawn_at", "withdrawn_by"],
            ),
            pgtrigger.Protect(
                name="decided_site_closing_stays_decided",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False) | pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]
