"""Changing before the lock-in ends, for a weighty reason: what was asked, who may not rule on it, and the rulings.

Invariants held by the database: a resident has one open case a strand; what was asked never changes (it only follows
its resident when two records of one person become one); a ruling is for good, has its reasons, and makes a choice
exactly when it accepts; nobody rules who declared to be disqualified; there is one ruling, and one on appeal.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Strand, User
from providers.models import Site
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.choices import CAPACITIES, NAMES_ITS_DEPUTY_ONCE, Choice, a_deputy, a_deputys_name
from vouchers.models.decisions import Decision

NOBODY_DISQUALIFIED = """
    IF EXISTS (
        SELECT FROM vouchers_disqualification
        WHERE early_change_id = NEW.early_change_id AND declared_by_id = NEW.decided_by_id
    ) THEN
        RAISE EXCEPTION 'nobody_disqualified_rules' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class EarlyChangeQuerySet(models.QuerySet):
    """Questions about cases."""

    def open(self):
        """Return the cases that wait for a ruling."""
        return self.filter(state=EarlyChange.State.OPEN)


@tracked
class EarlyChange(models.Model):
    """A wish to change before the lock-in ends; without a site it is a return to the home site."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for a decision")
        ACCEPTED = "accepted", _("Granted")
        DENIED = "denied", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Reason(models.TextChoices):
        MOVED = "moved", _("I have moved")
        PROVIDER_ENDED = "provider_ended", _("My site or its services have changed or ended")
        CARE_BROKEN = "care_broken", _("The care relationship has broken")
        ACCESS_MISSED = "access_missed", _("I have not got care in time")
        SAFETY = "safety", _("My safety is threatened")
        OTHER = "other", _("Another weighty reason")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="early_changes")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="early_changes")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    explanation = models.TextField(blank=True, help_text="In the resident's own words.")
    channel = models.CharField(max_length=10, choices=Choice.Channel.choices)
    capacity = models.CharField(
        max_length=14,
        choices=Choice.Capacity.choices,
        default=Choice.Capacity.OWN,
        db_default=Choice.Capacity.OWN,
        help_text="In which capacity somebody asked.",
    )
    deputy = a_deputy()
    deputy_name = a_deputys_name()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decide_by = models.DateField(help_text="By which day it is ruled on, by the rule set of the day it was asked.")
    key = models.CharField(max_length=64, unique=True, help_text="The form's token: the same one asks once.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EarlyChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "strand"],
                condition=Q(state="open"),
                name="resident_asks_one_early_change_at_once",
            ),
            models.CheckConstraint(name="early_change_is_asked_in_a_capacity", condition=Q(capacity__in=CAPACITIES)),
            models.CheckConstraint(name="early_change_names_its_deputy_once", condition=NAMES_ITS_DEPUTY_ONCE),
            models.CheckConstraint(name="another_reason_is_told", condition=~Q(reason="other") | ~Q(explanation="")),
            models.CheckConstraint(
                name="early_change_is_withdrawn_by_someone",
                condition=(~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True))
                | Q(state="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="early_change_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_asked_early_never_changes",
                fields=[
                    "strand",
                    "site",
                    "reason",
                    "explanation",
                    "channel",
                    "capacity",
                    "deputy",
                    "deputy_name",
                    "asked_at",
                    "asked_by",
                    "decide_by",
                    "key",
                ],
            ),
            pgtrigger.FSM(
                name="early_change_moves_as_allowed",
                field="state",
                transitions=[
                    ("open", "accepted"),
                    ("open", "denied"),
                    ("open", "withdrawn"),
                    ("denied", "accepted"),
                ],
            ),
            *nothing_for_absorbed(),
            *nothing_for_absorbed("deputy_id"),
        ]
        indexes = [models.Index(fields=["state", "decide_by"], name="early_change_by_deadline")]


@tracked
class Disqualification(models.Model):
    """Somebody's own word that another has to rule on the case (434/2003 sections 27 and 28)."""

    early_change = models.ForeignKey(EarlyChange, on_delete=models.PROTECT, related_name="disqualifications")
    ground = models.CharField(max_length=200)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["early_change", "declared_by"], name="disqualification_is_declared_once"),
            models.CheckConstraint(name="disqualification_has_its_ground", condition=~Q(ground="")),
        ]
        triggers = [
            pgtrigger.Protect(name="disqualification_stands", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


@tracked
class EarlyRuling(models.Model):
    """What was ruled on a case, and the choice it made."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Granted")
        DENIED = "denied", _("Rejected")

    early_change = models.ForeignKey(EarlyChange, on_delete=models.PROTECT, related_name="rulings")
    on_appeal = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reasons = models.TextField()
    choice = models.OneToOneField(Choice, on_delete=models.PROTECT, null=True, related_name="early_ruling")
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, related_name="early_ruling", help_text="What the party was sent."
    )
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["early_change", "on_appeal"], name="early_change_is_ruled_on_once"),
            models.CheckConstraint(name="early_ruling_has_its_reasons", condition=~Q(reasons="")),
            models.CheckConstraint(
                name="only_an_accepting_ruling_makes_a_choice",
                condition=Q(outcome="accepted", choice__isnull=False) | Q(outcome="denied", choice__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="early_ruling_stands", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="nobody_disqualified_rules",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NOBODY_DISQUALIFIED,
            ),
        ]
