"""Decisions: numbered, with reasons, and for good.

Invariants held by the database: what was decided never changes (it only follows its party when two records of one
person become one); decisions of an organiser and year are numbered one after the other; a decision has reasons and
somebody to ask; an error is corrected by a new decision, once, that names the old; one that concerns a child of 12 or
over says what the child thinks, or why it was not heard.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Organiser, Strand, User
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.words.child_say import ChildSay

# From 12 on, until of age; the ages are those of `vouchers.queries.acting`.
CHILD_HAS_ITS_SAY = """
    IF NEW.child_heard_on IS NULL AND NEW.why_child_unheard = '' AND EXISTS (
        SELECT FROM registry_resident
        WHERE id = coalesce(NEW.concerns_id, NEW.resident_id)
            AND born_on + interval '12 years' <= NEW.decided_on AND born_on + interval '18 years' > NEW.decided_on
    ) THEN
        RAISE EXCEPTION 'decision_on_a_child_tells_its_say_or_why_not' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


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
        OBJECTION = "objection", _("Objection of a guardian")

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
    concerns = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, related_name="decisions_about",
        help_text="The child whom it concerns, where that is not the party.",
    )  # fmt: skip
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="decisions")
    language = models.CharField(max_length=2, help_text="The party's, in which all of it is written.")
    opened_on = models.DateField(null=True, help_text="When the matter came in.")
    applied = models.TextField(blank=True, help_text="What was applied for.")
    hearing = models.TextField(
        blank=True, default="", db_default="", help_text="Who was heard before, how, and what they answered."
    )
    child_heard_on = models.DateField(null=True)
    child_opinion = models.TextField(blank=True, default="", db_default="")
    why_child_unheard = models.TextField(blank=True, default="", db_default="")
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
    signed_title = models.CharField(
        max_length=120, blank=True, default="", db_default="", help_text="The officeholder's title, in its language."
    )
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organiser", "year", "serial"], name="decision_number_is_given_once"),
            models.UniqueConstraint(fields=["corrects"], name="decision_is_corrected_once"),
            models.CheckConstraint(name="decision_corrects_another", condition=~Q(corrects=F("pk"))),
            models.CheckConstraint(
                name="decision_concerns_a_child_beside_its_party", condition=~Q(concerns=F("resident"))
            ),
            models.CheckConstraint(
                name="child_was_heard_with_its_opinion",
                condition=Q(child_heard_on__isnull=True, child_opinion="")
                | (Q(child_heard_on__isnull=False, why_child_unheard="") & ~Q(child_opinion="")),
            ),
            models.CheckConstraint(
                name="child_was_heard_before_the_decision",
                condition=Q(child_heard_on__isnull=True) | Q(child_heard_on__lte=F("decided_on")),
            ),
            models.CheckConstraint(
                name="decision_says_all_that_is_asked",
                condition=~Q(reasons="") & ~Q(contact="") & ~Q(authority="") & ~Q(appeal_to="") & ~Q(signed=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="decision_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="decision_never_changes", exclude=["resident"]),
            pgtrigger.Trigger(
                name="decision_on_a_child_tells_its_say_or_why_not",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=CHILD_HAS_ITS_SAY,
            ),
            follows_its_party("decision_follows_its_party"),
            *nothing_for_absorbed(),
        ]
        indexes = [models.Index(fields=["resident", "decided_on"], name="decision_by_resident")]

    @property
    def stage(self) -> str:
        """What the outcome is called on pages: of an objection it says the same to whoever reads it."""
        return f"objection_{self.outcome}" if self.kind == self.Kind.OBJECTION else self.outcome

    @property
    def say(self) -> ChildSay:
        """What the child whom it concerns thinks, or why it was not heard."""
        return ChildSay(self.child_heard_on, self.child_opinion, self.why_child_unheard)

    @property
    def number(self) -> str:
        """The number as people write it."""
        return f"VAL {self.serial}/{self.year}"

    def __str__(self) -> str:
        return self.number
