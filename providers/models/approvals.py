"""On which days a site may serve a strand, and how many residents its list takes.

Invariants held by the database: where a person approves a site, another proposed exactly that; what was proposed never
changes and what was decided stays decided; a site is approved once on any day.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import Strand, User
from providers.models.sites import Site


@tracked
class Approval(models.Model):
    """The organiser's approval of a site for a strand; outside its period the site is closed."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="approvals")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="approvals")
    period = DateRangeField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decision_number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="site_is_approved_once_on_any_day",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The site is already approved on some of these days."),
            ),
        ]
        triggers = [
            # Only of new ones: what one person approved before this took two still ends as every approval does.
            pgtrigger.Trigger(
                name="site_is_approved_by_two",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__decided_by__isnull=False),
                func="""
                    IF NEW.proposed_by_id IS NULL OR NEW.proposed_by_id = NEW.decided_by_id THEN
                        RAISE EXCEPTION 'site_is_approved_by_two' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            # At the end of the unit of work, in which the proposal is told what it became.
            pgtrigger.Trigger(
                name="approval_is_what_was_proposed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__decided_by__isnull=False),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM providers_approvalproposal AS proposal
                        WHERE proposal.approval_id = NEW.id
                            AND proposal.site_id = NEW.site_id
                            AND proposal.strand_id = NEW.strand_id
                            AND proposal.first_on = lower(NEW.period)
                            AND proposal.decision_number = NEW.decision_number
                            AND proposal.proposed_by_id = NEW.proposed_by_id
                            AND proposal.approved_by_id = NEW.decided_by_id
                    ) THEN
                        RAISE EXCEPTION 'approval_is_what_was_proposed' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.ReadOnly(name="who_approved_never_changes", exclude=["period"]),
        ]


class ApprovalProposalQuerySet(models.QuerySet):
    """Questions about proposed approvals."""

    def waiting(self):
        """Return what nobody has approved or withdrawn yet."""
        return self.filter(approved_at__isnull=True, withdrawn_at__isnull=True)


@tracked
class ApprovalProposal(models.Model):
    """From which day on a site is to be approved: proposed by one person, approved by another."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="approval_proposals")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="approval_proposals")
    first_on = models.DateField()
    decision_number = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, null=True, related_name="proposal")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ApprovalProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "strand"],
                condition=Q(approved_at__isnull=True, withdrawn_at__isnull=True),
                name="one_approval_of_a_site_waits",
            ),
            models.CheckConstraint(
                name="proposed_site_is_approved_by_somebody_else",
                condition=done("approved", by_another_than="proposed", leaves="approval"),
            ),
            models.CheckConstraint(
                name="approval_is_withdrawn_before_it_is_decided",
                condition=done("withdrawn", before="approved"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="approval_proposal_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="proposed_approval_never_changes",
                exclude=["approval", "approved_at", "approved_by", "withdrawn_at", "withdrawn_by"],
            ),
            pgtrigger.Protect(
                name="decided_approval_stays_decided",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__approved_at__isnull=False) | pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]


@tracked
class ListCap(models.Model):
    """How many residents a site's list takes; without a row there is no cap."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="list_caps")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="list_caps")
    places = models.PositiveIntegerField()
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="site_has_one_list_cap_on_any_day",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another list cap holds on some of these days."),
            ),
        ]
