"""Payments, one a run and provider, and the file that takes them to the bank."""

import pgtrigger
from django.db import models
from django.db.models import Q

from billing.models.runs import PaymentRun
from pilot.models import Document, User
from providers.models import Provider


class PaymentFile(models.Model):
    """One pain.001 file; its bytes are the document's and never made again."""

    append_only = True

    run = models.OneToOneField(PaymentRun, on_delete=models.PROTECT, related_name="payment_file")
    message_id = models.CharField(max_length=35, unique=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    payment_count = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        triggers = [
            pgtrigger.Protect(name="payment_file_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class Payment(models.Model):
    """What a run pays a provider, to the account that was confirmed when the run was submitted."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="payments")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="payments")
    cents = models.BigIntegerField()
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=70)
    reference = models.CharField(max_length=25)
    end_to_end_id = models.CharField(max_length=35, unique=True)
    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, null=True, related_name="payments")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "provider"], name="provider_is_paid_once_a_run"),
            models.CheckConstraint(name="payment_is_above_zero", condition=Q(cents__gt=0)),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="payment_never_changes", exclude=["file"]),
            pgtrigger.Protect(
                name="filed_payment_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__file__isnull=False),
            ),
        ]
