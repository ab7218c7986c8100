"""What letters say: texts in three languages that staff edit, in numbered versions.

Invariants held by the database: a text holds once somebody else than its author has looked at its preview and taken it
into use; from then on it never changes; a pilot has one draft of a kind at a time.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import Pilot, User


class LetterKind(models.TextChoices):
    """The kinds of letters whose text staff write."""

    REMINDER = "reminder", _("Reminder to choose")
    QUEUE = "queue", _("A place from the queue")
    CLOSING = "closing", _("The pilot closes")
    MOVED = "moved", _("Moved to another list")
    REGRET = "regret", _("A choice is about to take effect")
    CLOSING_AGAIN = "closing_again", _("The pilot is about to close")
    GUARDIAN = "guardian", _("A choice for a child")
    CHILD_PLACE = "child_place", _("A child's place from the queue")
    OBJECTION = "objection", _("An objection to a choice for a child")
    HEARING = "hearing", _("Hearing of a guardian")
    TAKEN_BACK = "taken_back", _("A choice taken back by another")
    CHILD_TAKEN_BACK = "child_taken_back", _("A choice for a child taken back")
    QUEUE_CLOSED = "queue_closed", _("A queue that ended")
    ACTED = "acted", _("Done for the reader by another")
    OWN_MATTER = "own_matter", _("A matter of the reader")
    CHILD_MATTER = "child_matter", _("A matter of a child")
    INVITATION = "invitation", _("Invitation to choose")


class LetterVersionQuerySet(models.QuerySet):
    """Questions about versions."""

    def in_use(self):
        """Return the versions that were taken into use, the present one of a kind first."""
        return self.filter(in_use_at__isnull=False).order_by("-number")

    def drafts(self):
        """Return the versions that may still be changed."""
        return self.filter(in_use_at__isnull=True)


@tracked
class LetterVersion(models.Model):
    """One version of what a kind of letter says in a pilot."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="letter_versions")
    kind = models.CharField(max_length=16, choices=LetterKind.choices)
    number = models.PositiveSmallIntegerField()
    title_fi = models.CharField(max_length=200)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_fi = models.TextField()
    text_sv = models.TextField()
    text_en = models.TextField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    previewed_at = models.DateTimeField(null=True)
    previewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    in_use_at = models.DateTimeField(null=True)
    in_use_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = LetterVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "kind", "number"], name="letter_version_has_its_number_alone"),
            models.UniqueConstraint(
                fields=["pilot", "kind"], condition=Q(in_use_at__isnull=True), name="letter_has_one_draft"
            ),
            models.CheckConstraint(
                name="letter_is_written_in_three_languages",
                condition=~Q(title_fi="")
                & ~Q(title_sv="")
                & ~Q(title_en="")
                & ~Q(text_fi="")
                & ~Q(text_sv="")
                & ~Q(text_en=""),
            ),
            models.CheckConstraint(
                name="letter_is_previewed_by_someone",
                condition=done("previewed"),
            ),
            models.CheckConstraint(
                name="letter_is_looked_at_before_it_is_used",
                condition=done("in_use", after="previewed"),
            ),
            models.CheckConstraint(
                name="letter_is_used_by_who_looked_and_did_not_write",
                condition=Q(in_use_by__isnull=True) | (Q(in_use_by=F("previewed_by")) & ~Q(in_use_by=F("drafted_by"))),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="letter_version_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="letter_version_in_use_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__in_use_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="changed_draft_is_looked_at_anew",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__previewed_at__isnull=False, old__previewed_at__isnull=False)
                & (
                    pgtrigger.Q(old__title_fi__df=pgtrigger.F("new__title_fi"))
                    | pgtrigger.Q(old__title_sv__df=pgtrigger.F("new__title_sv"))
                    | pgtrigger.Q(old__title_en__df=pgtrigger.F("new__title_en"))
                    | pgtrigger.Q(old__text_fi__df=pgtrigger.F("new__text_fi"))
                    | pgtrigger.Q(old__text_sv__df=pgtrigger.F("new__text_sv"))
                    | pgtrigger.Q(old__text_en__df=pgtrigger.F("new__text_en"))
                ),
            ),
        ]

    @property
    def stage(self) -> str:
        """Where the version stands, for its status tag."""
        return "in_use" if self.in_use_at else "looked_at" if self.previewed_at else "draft"

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
