"""Closing a pilot by its script: the dates that hold for one strand, and whom it was written to.

Invariants held by the database: the dates come in the script's order; what was proposed never changes; a plan is
approved by somebody else than who proposed it, and its approval is undone by somebody else than who asked for that; one
plan stands a strand; a resident gets one closing letter of a plan.
"""

from datetime import date, datetime

import pgtrigger
from django.db import models
from django.db.models import F, Q

from pilot.calendar import HELSINKI, ONE_DAY
from pilot.deed_columns import columns_of, done, stays_decided
from pilot.history import tracked
from pilot.models import Job, Strand, User
from providers.models import Approval, Site
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.letters import Letter


class ClosingPlanQuerySet(models.QuerySet):
    """Questions about plans."""

    def standing(self):
        """Return the plans that were neither withdrawn nor undone."""
        return self.filter(withdrawn_at__isnull=True, undone_at__isnull=True)

    def approved(self):
        """Return the plans that hold."""
        return self.filter(approved_at__isnull=False, undone_at__isnull=True)


@tracked
class ClosingPlan(models.Model):
    """The script by which a strand's private sites close: first nobody new, then letters, own choice, and home."""

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="closing_plans")
    join_until_on = models.DateField(help_text="The last day on which somebody new comes to a private site's list.")
    join_until_time = models.TimeField(help_text="On that day, until this time in Finland.")
    letters_on = models.DateField(help_text="From this day on the letters are sent.")
    choose_until = models.DateField(help_text="The last day on which residents choose a public site themselves.")
    closes_on = models.DateField(help_text="The first day without private sites: who did not choose is at home.")
    settle_until = models.DateField(help_text="The last day on which a run still corrects.")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undo_asked_at = models.DateTimeField(null=True)
    undo_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ClosingPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strand"],
                condition=Q(withdrawn_at__isnull=True, undone_at__isnull=True),
                name="strand_closes_by_one_plan",
            ),
            models.CheckConstraint(
                name="closing_comes_in_its_order",
                condition=Q(
                    join_until_on__lte=F("choose_until"),
                    letters_on__lte=F("choose_until"),
                    choose_until__lt=F("closes_on"),
                    settle_until__gte=F("closes_on"),
                ),
            ),
            models.CheckConstraint(
                name="closing_is_approved_by_somebody_else",
                condition=done("approved", by_another_than="proposed"),
            ),
            models.CheckConstraint(
                name="closing_is_withdrawn_before_it_is_approved",
                condition=done("withdrawn", before="approved"),
            ),
            models.CheckConstraint(
                name="undoing_is_asked_of_an_approved_closing",
                condition=done("undo_asked", after="approved"),
            ),
            models.CheckConstraint(
                name="closing_is_undone_by_somebody_else",
                condition=done("undone", by_another_than="undo_asked", after="undo_asked"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="closing_plan_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="proposed_closing_never_changes",
                exclude=columns_of("approved", "withdrawn", "undo_asked", "undone"),
            ),
            stays_decided("decided_closing_stays_decided"),
        ]

    @property
    def last_day(self) -> date:
        """The last day on which private sites have lists."""
        return self.closes_on - ONE_DAY

    @property
    def join_until(self) -> datetime:
        """The last moment at which somebody new comes to a private site's list."""
        return datetime.combine(self.join_until_on, self.join_until_time, tzinfo=HELSINKI)


class ClosedApproval(models.Model):
    """A site's approval that a plan ended, and when it would have ended without: what undoing the plan restores."""

    append_only = True

    plan = models.ForeignKey(ClosingPlan, on_delete=models.PROTECT, related_name="closed_approvals")
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True, help_text="The first day without it; none where it had no end.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "approval"], name="closing_ends_an_approval_once"),
        ]


@tracked
class ClosingLetter(models.Model):
    """That a resident who is with a private site was written to; once a plan."""

    plan = models.ForeignKey(ClosingPlan, on_delete=models.PROTECT, related_name="letters")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="closing_letters")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", help_text="Whose list it is about.")
    letter = models.OneToOneField(
        Letter,
        on_delete=models.PROTECT,
        null=True,
        related_name="closing_letter",
        help_text="None was kept of those written by the program's first version.",
    )
    written_at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "resident"], name="resident_gets_one_closing_letter"),
        ]
        triggers = [
            pgtrigger.Protect(name="closing_letter_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="closing_letter_never_changes", exclude=["resident"]),
            *nothing_for_absorbed(),
        ]
