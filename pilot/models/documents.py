"""Documents as they were issued, and the running numbers they carry."""

import pgtrigger
from django.db import models


class Document(models.Model):
    """A file as it was issued, byte for byte."""

    append_only = True

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True, null=True, help_text="One document for one cause.")
    number = models.CharField(max_length=40, blank=True)
    filename = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    language = models.CharField(max_length=2, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="issued_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="document_by_subject")]


class NumberSeries(models.Model):
    """The last number given in a series, for example one a year and document kind."""

    code = models.CharField(max_length=60, unique=True)
    last = models.PositiveBigIntegerField(default=0)
