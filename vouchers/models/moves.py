"""Moves by others: a list that has to give residents up, the lots that were drawn for it, and what became of them.

Invariants held by the database: one draft waits a list; what was drawn never changes; a draft is approved, and so
carried out, by somebody else than who drafted it; that is undone by somebody else than who asked for it, before its day
and while no letter of it was sent, and takes every move of it back; a resident has one lot in a draw; only who is drawn
is moved, once.
How a draw is done, and done again by anybody: docs/adr/0017.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from pilot.deed_columns import columns_of, done, stays_decided
from pilot.history import tracked
from pilot.models import RuleSet, Strand, User
from providers.models import Site
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.choices import Choice

# Said when the unit of work ends, for undoing writes both the draw and its choices.
UNDOING_TAKES_ALL_BACK = """
    IF EXISTS (
        SELECT FROM vouchers_movelot AS lot JOIN vouchers_choice AS choice ON choice.id = lot.choice_id
        WHERE lot.plan_id = NEW.id AND (choice.regretted_at IS NULL OR choice.replaced_by_id IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'undoing_a_draw_takes_every_move_back' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM vouchers_movelot AS lot
        JOIN vouchers_letter AS letter ON letter.key = 'moved/' || lot.choice_id
        JOIN vouchers_delivery AS delivery ON delivery.letter_id = letter.id
        WHERE lot.plan_id = NEW.id AND delivery.state NOT IN ('withdrawn', 'replaced')
    ) THEN
        RAISE EXCEPTION 'letters_of_an_undone_draw_never_left' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
_UNDONE_ON = Func(
    F("undone_at"), template="(%(expressions)s AT TIME ZONE 'Europe/Helsinki')::date", output_field=models.DateField()
)


class MovePlanQuerySet(models.QuerySet):
    """Questions about plans."""

    def waiting(self):
        """Return the drafts that were neither approved nor withdrawn."""
        return self.filter(approved_at__isnull=True, withdrawn_at__isnull=True)


@tracked
class MovePlan(models.Model):
    """That a list gives residents up on a day: why, by which seed, and what the draw came to."""

    class Cause(models.TextChoices):
        CAP = "cap", _("The list is over its cap")
        CLOSING = "closing", _("The site closes")

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="move_plans")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="move_plans")
    cause = models.CharField(max_length=8, choices=Cause.choices)
    effective_on = models.DateField(help_text="The day from which those who are drawn are on another list.")
    held_on = models.DateField(help_text="The day whose list is drawn from.")
    places = models.PositiveIntegerField(null=True, help_text="The cap on the day; none when the site closes.")
    moves_to = models.CharField(max_length=8, choices=RuleSet.MovesTo.choices)
    family_age = models.PositiveSmallIntegerField(null=True, help_text="Who is younger moves with their guardians.")
    destinations = models.JSONField(help_text="Sites with room, the nearest first: pairs of site and free places.")
    seed = models.CharField(max_length=64)
    on_list = models.PositiveIntegerField(help_text="Who is on the list on its day.")
    coming = models.PositiveIntegerField(help_text="Who comes to the list later.")
    must_move = models.PositiveIntegerField()
    moving = models.PositiveIntegerField(help_text="A family moves whole, so it may be a few more.")
    digest = models.CharField(max_length=64, help_text="Of all that the draw came to; see draw_summary.sql.")
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undo_asked_at = models.DateTimeField(null=True)
    undo_asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MovePlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["strand", "site"],
                condition=Q(approved_at__isnull=True, withdrawn_at__isnull=True),
                name="list_has_one_waiting_draw",
            ),
            models.CheckConstraint(
                name="capped_list_gives_up_what_is_over_its_cap",
                condition=Q(cause="cap", places__isnull=False) | Q(cause="closing", places__isnull=True),
            ),
            models.CheckConstraint(name="draw_moves_enough", condition=Q(must_move__gte=1, moving__gte=F("must_move"))),
            models.CheckConstraint(
                name="draw_is_approved_by_somebody_else",
                condition=done("approved", by_another_than="drafted"),
            ),
            models.CheckConstraint(
                name="draw_is_withdrawn_before_it_is_approved",
                condition=done("withdrawn", before="approved"),
            ),
            models.CheckConstraint(
                name="undoing_is_asked_of_an_approved_draw",
                condition=done("undo_asked", after="approved"),
            ),
            models.CheckConstraint(
                name="draw_is_undone_by_somebody_else",
                condition=done("undone", by_another_than="undo_asked", after="undo_asked"),
            ),
            models.CheckConstraint(
                name="draw_is_undone_before_its_day",
                condition=Q(undone_at__isnull=True) | Q(effective_on__gt=_UNDONE_ON),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="draw_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_drafted_never_changes",
                exclude=columns_of("approved", "withdrawn", "undo_asked", "undone"),
            ),
            stays_decided("decided_draw_stays_decided"),
            pgtrigger.Trigger(
                name="undoing_a_draw_takes_every_move_back",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("undone_at"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__undone_at__isnull=False),
                func=UNDOING_TAKES_ALL_BACK,
            ),
        ]

    @property
    def stage(self) -> str:
        """Where the plan stands, for its status tag."""
        if self.undone_at:
            return "undone"
        if self.undo_asked_at:
            return "undoing"
        return "done" if self.approved_at else "withdrawn" if self.withdrawn_at else "draft"

    @property
    def is_closing(self) -> bool:
        """Tell whether everybody has to leave."""
        return self.cause == self.Cause.CLOSING


@tracked
class MoveLot(models.Model):
    """A resident of the list in its draw: with whom, by which lot, and whether they stay or go, and where to."""

    class Kept(models.TextChoices):
        NONE = "", _("In the draw")
        HOME = "home", _("On the list by home address")
        PROTECTED = "protected", _("Under non-disclosure")
        MOVED_BEFORE = "moved_before", _("Was moved here by an earlier draw")
        NO_HOME = "no_home", _("Would come on nobody's list")
        FAMILY = "family", _("A child whose guardian stays")

    plan = models.ForeignKey(MovePlan, on_delete=models.PROTECT, related_name="lots")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="move_lots")
    list_code = models.CharField(max_length=12, help_text="As it was when the lots were drawn.")
    unit = models.CharField(max_length=12, help_text="The list code by which the lot was drawn; a child's guardian's.")
    lot = models.CharField(max_length=64)
    kept = models.CharField(max_length=12, choices=Kept.choices, blank=True)
    turn = models.PositiveIntegerField(null=True, help_text="The place in the order of the lots; none for who is kept.")
    moves = models.BooleanField()
    to_site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, related_name="+", help_text="Where to; none is the home site."
    )
    choice = models.OneToOneField(Choice, on_delete=models.PROTECT, null=True, related_name="move_lot")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "resident"], name="resident_has_one_lot_in_a_draw"),
            models.CheckConstraint(
                name="who_is_kept_has_no_turn_and_stays",
                condition=Q(kept="", turn__isnull=False) | (~Q(kept="") & Q(turn__isnull=True, moves=False)),
            ),
            models.CheckConstraint(name="who_stays_goes_nowhere", condition=Q(moves=True) | Q(to_site__isnull=True)),
            models.CheckConstraint(name="only_who_is_drawn_is_moved", condition=Q(moves=True) | Q(choice__isnull=True)),
        ]
        triggers = [
            pgtrigger.Protect(name="lot_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="drawn_lot_never_changes", exclude=["choice"]),
            pgtrigger.Protect(
                name="who_is_drawn_is_moved_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__choice__isnull=False),
            ),
            *nothing_for_absorbed(),
        ]
        indexes = [models.Index(fields=["plan", "turn"], name="move_lot_by_turn")]
