"""Decisions: numbered, with reasons, and for good.

Invariants held by the database: what was decided never changes (it only follows its party when two records of one
person become one); decisions of an organiser and year are numbered one after the other; a decision has reasons and
somebody to ask; an error is corrected by a new decision, once, that names the old.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Organiser, Strand, User
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed


def follows_its_party(name: str) -> pgtrigger.Trigger:
    """Return the guard that lets a row change its resident only by a merger."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("resident_id"),
        condition=pgtrigger.Q(old__resident__df=pgtrigger.F("new__resident")),
        func=f"""
            IF NOT EXISTS (
                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id
            ) THEN
                RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


@tracked
class Decision(models.Model):
    """An administrative decision about one resident, with all that the law asks it to say."""

    class Kind(models.TextChoices):
        EARLY_CHANGE = "early_change", _("Changing for a weighty reason")
        CHOICE = "choice", _("Choice of a site")
        VOUCHER_VALUE = "voucher_value", _("Value of a voucher")
        BUDGET = "budget", _("Personal budget")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("Granted")
        PARTLY = "partly", _("Granted in part")
        REJECTED = "rejected", _("Rejected")
        DISMISSED = "dismissed", _("Left unexamined")

    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="decisions")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="decisions")
    language = models.CharField(max_length=2, help_text="The party's, in which all of it is written.")
    opened_on = models.DateField(null=True, help_text="When the matter came in.")
    applied = models.TextField(blank=True, help_text="What was applied for.")
    hearing = models.TextField(
        blank=True, default="", db_default="", help_text="Who was heard before, how, and what they answered."
    )
    ruling = models.TextField(blank=True, help_text="What the outcome means, in a sentence or two.")
    reasons = models.TextField()
    laws = models.TextField(blank=True)
    authority = models.CharField(max_length=200)
    power = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=300, help_text="Whom to ask: name, telephone, e-mail.")
    appeal_to = models.CharField(max_length=200)
    appeal_address = models.CharField(max_length=300)
    appeal_days = models.PositiveSmallIntegerField()
    closing_hour = models.PositiveSmallIntegerField()
    secrecy = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed = models.CharField(max_length=160, help_text="The officeholder's name as signed.")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organiser", "year", "serial"], name="decision_number_is_given_once"),
            models.UniqueConstraint(fields=["corrects"], name="decision_is_corrected_once"),
            models.CheckConstraint(name="decision_corrects_another", condition=~Q(corrects=F("pk"))),
            models.CheckConstraint(
                name="decision_says_all_that_is_asked",
                condition=~Q(reasons="") & ~Q(contact="") & ~Q(authority="") & ~Q(appeal_to="") & ~Q(signed=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="decision_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="decision_never_changes", exclude=["resident"]),
            follows_its_party("decision_follows_its_party"),
            *nothing_for_absorbed(),
        ]
        indexes = [models.Index(fields=["resident", "decided_on"], name="decision_by_resident")]

    @property
    def number(self) -> str:
        """The number as people write it."""
        return f"VAL {self.serial}/{self.year}"

    def __str__(self) -> str:
        return self.number
