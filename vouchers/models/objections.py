"""Guardians in dispute: one objects to what another chose for a child, and staff settle it with reasons.

Invariants held by the database: what was objected to never changes; a guardian objects to a choice once, and one
objection waits for a choice at a time; a settled objection has its decision, and the choice stands unless it is upheld;
it is settled when every other guardian was heard, or somebody says why one was not (434/2003, section 34), and when
staff have looked over what others read of an answer that somebody wrote: it may tell where they live.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import User
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.choices import Choice
from vouchers.models.decisions import Decision, follows_its_party

# Whoever is a party now and was not heard; who they are is `vouchers.queries.parties_of`.
HEARD_OR_WHY_NOT = """
    IF EXISTS (SELECT FROM vouchers_hearing WHERE objection_id = NEW.id AND state = 'open') OR (
        NEW.why_unheard = '' AND EXISTS (
            SELECT FROM registry_resident AS party JOIN vouchers_choice AS choice ON choice.id = NEW.choice_id
            WHERE party.id <> NEW.resident_id AND party.died_on IS NULL AND party.merged_into_id IS NULL
                AND (party.id = choice.deputy_id OR EXISTS (
                    SELECT FROM registry_guardianship
                    WHERE child_id = choice.resident_id AND guardian_id = party.id
                        AND period @> (NEW.settled_at AT TIME ZONE 'Europe/Helsinki')::date
                ))
                AND NOT EXISTS (
                    SELECT FROM vouchers_hearing
                    WHERE objection_id = NEW.id AND resident_id = party.id AND state IN ('answered', 'silent')
                )
        )
    ) THEN
        RAISE EXCEPTION 'objection_is_settled_after_hearing_or_says_why' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""

ANSWERS_LOOKED_OVER = """
    IF EXISTS (
        SELECT FROM vouchers_hearing
        WHERE objection_id = NEW.id AND state = 'answered' AND answer_channel = 'online' AND told = ''
    ) THEN
        RAISE EXCEPTION 'objection_waits_until_answers_are_looked_over' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class ObjectionQuerySet(models.QuerySet):
    """Questions about objections."""

    def open(self):
        """Return those that wait to be settled."""
        return self.filter(state=Objection.State.OPEN)


@tracked
class Objection(models.Model):
    """What a guardian says against another guardian's choice for their child."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits to be settled")
        UPHELD = "upheld", _("Upheld: the choice is undone")
        DISMISSED = "dismissed", _("The choice stands")

    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="objections")
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="objections", help_text="The guardian who objects."
    )
    text = models.TextField()
    channel = models.CharField(max_length=10, choices=Choice.Channel.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settle_by = models.DateField(help_text="By which day it is settled, by the rule set of the day it was made.")
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    reasons = models.TextField(blank=True)
    why_unheard = models.TextField(
        blank=True, default="", db_default="", help_text="Why it was settled although not every guardian was heard."
    )
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, related_name="objection", help_text="To whoever objected."
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["choice", "resident"], name="guardian_objects_to_a_choice_once"),
            models.UniqueConstraint(
                fields=["choice"], condition=Q(state="open"), name="one_objection_to_a_choice_waits"
            ),
            models.CheckConstraint(name="objection_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="objection_is_settled_by_someone_with_reasons",
                condition=Q(
                    state="open", decision__isnull=True, settled_at__isnull=True, settled_by__isnull=True, reasons=""
                )
                | (
                    ~Q(state="open")
                    & ~Q(reasons="")
                    & Q(decision__isnull=False, settled_at__isnull=False, settled_by__isnull=False)
                ),
            ),
        ]
        constraints += [
            models.CheckConstraint(
                name="only_a_settled_objection_says_why_unheard", condition=~Q(state="open") | Q(why_unheard="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="objection_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_objected_never_changes",
                fields=["choice", "text", "channel", "made_at", "made_by", "settle_by"],
            ),
            pgtrigger.FSM(
                name="objection_moves_as_allowed",
                field="state",
                transitions=[("open", "upheld"), ("open", "dismissed")],
            ),
            pgtrigger.Trigger(
                name="objection_is_settled_after_hearing_or_says_why",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Q(old__state="open") & ~pgtrigger.Q(new__state="open"),
                func=HEARD_OR_WHY_NOT,
            ),
            pgtrigger.Trigger(
                name="objection_waits_until_answers_are_looked_over",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Q(old__state="open") & ~pgtrigger.Q(new__state="open"),
                func=ANSWERS_LOOKED_OVER,
            ),
            follows_its_party("objection_follows_its_guardian"),
            *nothing_for_absorbed(),
        ]
        indexes = [models.Index(fields=["state", "settle_by"], name="objection_by_deadline")]
