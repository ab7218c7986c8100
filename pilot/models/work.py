"""Long work and outside effects. These rows are the truth; Redis and Celery only wake somebody to look at them."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilot.models.documents import Document
from pilot.models.organisers import Pilot
from pilot.models.people import User


class Job(models.Model):
    """A piece of long work with its progress."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=60)
    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, null=True, related_name="jobs")
    key = models.CharField(max_length=120, unique=True, null=True, help_text="The same key never starts twice.")
    params = models.JSONField(default=dict, help_text="Ids only, never personal data.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True)
    error = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_has_ended_when_done_or_failed",
                condition=models.Q(state__in=["done", "failed"], ended_at__isnull=False)
                | models.Q(state__in=["waiting", "running"], ended_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="job_by_state")]
        triggers = [
            pgtrigger.FSM(
                name="job_moves_as_allowed",
                field="state",
                transitions=[
                    ("waiting", "running"),
                    ("waiting", "failed"),
                    ("running", "waiting"),
                    ("running", "done"),
                    ("running", "failed"),
                    ("failed", "waiting"),
                ],
            ),
        ]


class OutboxMessage(models.Model):
    """An outside effect that was promised in the same commit as its cause."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160, unique=True, null=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="outbox_open", condition=models.Q(done_at__isnull=True)),
        ]
