"""What was done (audit events) and who looked at whom (access log). Both are only ever added to."""

import pgtrigger
from django.db import models
from django.db.models import Q

from pilot.history import CurrentXid, Xid8Field

APPEND_ONLY = [
    pgtrigger.Protect(name="never_changed_or_deleted", operation=pgtrigger.Update | pgtrigger.Delete),
]


class AuditEvent(models.Model):
    """Who did what, for whom, through which channel and why.

    Subjects and actors are named by text, so that the event outlives them.
    """

    append_only = True

    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=160)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=20)
    pilot_code = models.CharField(max_length=40, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    # The unit of work that did the deed, so that a freeze can tell which rows were its doing (billing/sql/changes.sql).
    xid = Xid8Field(null=True, db_default=CurrentXid(), editable=False)

    class Meta:
        triggers = APPEND_ONLY
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["pilot_code", "id"], name="audit_by_pilot"),
            models.Index(fields=["xid"], name="audit_by_xid"),
        ]


class AccessLogEntry(models.Model):
    """Who looked at whose personal data, what of it, and why."""

    append_only = True

    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=160)
    role = models.CharField(max_length=20)
    resident_id = models.BigIntegerField(null=True)
    group = models.JSONField(default=dict, help_text="For a list: which one, on which day, how many people.")
    what = models.CharField(max_length=60)
    why = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        triggers = APPEND_ONLY
        constraints = [
            models.CheckConstraint(
                name="access_names_a_resident_or_a_group",
                condition=Q(resident_id__isnull=False) | ~Q(group={}),
            ),
        ]
        indexes = [models.Index(fields=["resident_id", "-at"], name="access_by_resident")]
