"""Files received from the population register, the rows that were refused, and who looked those through."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilot.models import Job, Pilot, User


class RegisterBatch(models.Model):
    """One file of the population register, as it was received."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        LOADED = "loaded", _("Loaded")

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="register_batches")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(help_text="The file, kept until it is loaded.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    reviewed_at = models.DateTimeField(null=True, help_text="When somebody looked through what was left out.")
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    review_note = models.CharField(max_length=500, blank=True, help_text="What came of it.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="every_row_of_a_batch_is_accounted_for",
                condition=models.Q(state="received")
                | models.Q(rows=models.F("new") + models.F("unchanged") + models.F("rejected")),
            ),
            models.CheckConstraint(
                name="review_of_a_batch_is_somebodys_and_says_what_came_of_it",
                condition=models.Q(reviewed_at__isnull=True, reviewed_by__isnull=True, review_note="")
                | (
                    models.Q(state="loaded", rejected__gt=0, reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~models.Q(review_note="")
                ),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="batch_moves_as_allowed", field="state", transitions=[("received", "loaded")]),
            pgtrigger.Protect(
                name="reviewed_batch_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reviewed_at__isnull=False),
            ),
        ]


class RegisterRejection(models.Model):
    """A row of a file that was refused: where, which field and why."""

    append_only = True

    batch = models.ForeignKey(RegisterBatch, on_delete=models.PROTECT, related_name="rejections")
    line = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    because = models.CharField(max_length=40)
    value = models.CharField(max_length=80, blank=True, help_text="The refused value; never an identity code in full.")

    class Meta:
        indexes = [models.Index(fields=["batch", "line"], name="rejection_by_line")]
