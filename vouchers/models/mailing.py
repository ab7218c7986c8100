"""Letters on paper, a batch for the printer at a time; and the mailboxes of a demonstration's made-up people.

Invariants held by the database: a pilot has one batch open at a time; what was handed over or voided stays so; nothing
of a batch changes otherwise, so its files are the same whenever they are fetched.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import Document, Pilot, User


class PrintBatchQuerySet(models.QuerySet):
    """Questions about print batches."""

    def open(self):
        """Return the batches that were neither handed over nor voided."""
        return self.filter(handed_at__isnull=True, voided_at__isnull=True)


@tracked
class PrintBatch(models.Model):
    """A day's letters as one file for the printer, with its index."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="print_batches")
    day = models.DateField(help_text="The day it is handed over, which every letter in it says.")
    serial = models.PositiveSmallIntegerField(help_text="Which batch of the day it is.")
    letters = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(help_text="With the blank backs that let every letter begin on a sheet.")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    index = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    handed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PrintBatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "day", "serial"], name="print_batch_has_its_serial_alone"),
            models.UniqueConstraint(
                fields=["pilot"],
                condition=Q(handed_at__isnull=True, voided_at__isnull=True),
                name="pilot_has_one_open_print_batch",
            ),
            models.CheckConstraint(
                name="print_batch_is_handed_over_by_someone",
                condition=done("handed", before="voided"),
            ),
            models.CheckConstraint(
                name="print_batch_is_voided_by_someone",
                condition=done("voided"),
            ),
            models.CheckConstraint(name="print_batch_has_letters", condition=Q(letters__gte=1, pages__gte=1)),
        ]
        triggers = [
            pgtrigger.Protect(name="print_batch_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="print_batch_never_changes", exclude=["handed_at", "handed_by", "voided_at", "voided_by"]
            ),
            pgtrigger.Protect(
                name="ended_print_batch_stays_ended",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__handed_at__isnull=False) | pgtrigger.Q(old__voided_at__isnull=False),
            ),
        ]

    @property
    def name(self) -> str:
        """The batch as people call it: its day, and which of the day it is."""
        return f"{self.day.isoformat()}/{self.serial}"

    @property
    def stage(self) -> str:
        """What became of it, for its status tag."""
        return "handed" if self.handed_at else "voided" if self.voided_at else "open"

    @property
    def sheets(self) -> int:
        return self.pages // 2

    def __str__(self) -> str:
        return self.name


class MadeUpMailbox(models.Model):
    """Whether a made-up person's mailbox takes messages; who has no row has no mailbox."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Takes messages")
        FAILED = "failed", _("Is out of order")
        UNDELIVERABLE = "undeliverable", _("Is closed")

    identity_code = models.CharField(max_length=11, unique=True)
    answer = models.CharField(max_length=14, choices=Answer.choices, default=Answer.ACCEPTED)


class MadeUpMessage(models.Model):
    """What arrived in a made-up person's mailbox."""

    append_only = True

    key = models.CharField(max_length=80, unique=True, help_text="The same message arrives once.")
    identity_code = models.CharField(max_length=11)
    title = models.CharField(max_length=200)
    text = models.TextField()
    document = models.BinaryField()
    arrived_at = models.DateTimeField(auto_now_add=True)
