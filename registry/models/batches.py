"""Files received from the population register, and the rows that were refused."""

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

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="every_row_of_a_batch_is_accounted_for",
                condition=models.Q(state="received")
                | models.Q(rows=models.F("new") + models.F("unchanged") + models.F("rejected")),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="batch_moves_as_allowed", field="state", transitions=[("received", "loaded")]),
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
