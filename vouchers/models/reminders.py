"""Reminders: when residents are reminded of what, and whom it was done to.

Invariants held by the database: one rule holds for a strand and a kind on any day; nobody is reminded twice for one
cause; a reminder goes by e-mail, or is a letter.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Job, Strand, User
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.letters import Letter


class ReminderKind(models.TextChoices):
    """What residents are reminded of."""

    UNUSED = "unused", _("The right has not been used")
    LAST_CHOICE = "last_choice", _("The last day for choosing comes")
    REGRET = "regret", _("A choice is about to take effect")
    CLOSING = "closing", _("The pilot is about to close")


class ReminderRuleQuerySet(models.QuerySet):
    """Questions about rules of reminding."""

    def in_force(self, on):
        """Return the rules that hold on the day."""
        return self.filter(period__contains=on)


@tracked
class ReminderRule(models.Model):
    """How many days before the last day, or after the voucher, residents are reminded; no rule, no reminder."""

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="reminder_rules")
    kind = models.CharField(max_length=12, choices=ReminderKind.choices)
    days = models.PositiveSmallIntegerField()
    period = DateRangeField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="strand_reminds_by_one_rule_on_any_day",
                expressions=[
                    ("strand", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]


@tracked
class Reminder(models.Model):
    """That a resident was reminded; once for one cause."""

    class Way(models.TextChoices):
        EMAIL = "email", _("E-mail")
        LETTER = "letter", _("Letter")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="reminders")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ReminderKind.choices)
    cause = models.BigIntegerField(help_text="The voucher, choice or plan that it is about; else the strand.")
    last_day = models.DateField(help_text="The last day for what it reminds of.")
    way = models.CharField(max_length=6, choices=Way.choices)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="reminder")
    written_at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "kind", "cause"], name="nobody_is_reminded_twice_for_one_cause"
            ),
            models.CheckConstraint(
                name="reminder_is_an_email_or_a_letter",
                condition=Q(way="email", letter__isnull=True) | Q(way="letter", letter__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="reminder_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="reminder_never_changes", exclude=["resident"]),
            *nothing_for_absorbed(),
        ]
        indexes = [models.Index(fields=["strand", "kind"], name="reminder_by_strand")]
