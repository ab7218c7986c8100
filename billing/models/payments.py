"""Payments, one for each debt that is alive, the files that take them to the bank, and their sending.

A debt is what one run owes one provider. Invariants, held by the database: a debt has at most one payment that is alive
(neither rejected nor returned); a payment goes into one file; a payment again is of the same debt and sum, follows one
that failed, and belongs to an order that two people saw.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from billing.models.runs import PaymentRun
from pilot.models import Document, User
from providers.models import Provider

FOLLOWS_A_FAILED_PAYMENT = """
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM billing_payment AS failed
        JOIN billing_returnedpayment AS returned ON returned.payment_id = failed.id
        WHERE failed.id = NEW.replaces_id AND failed.state IN ('rejected', 'returned')
            AND failed.run_id = NEW.run_id AND failed.provider_id = NEW.provider_id
            AND failed.cents = NEW.cents AND failed.attempt = NEW.attempt - 1 AND returned.state = 'repaying'
    ) THEN
        RAISE EXCEPTION 'payment_again_follows_a_failed_one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


# What the bank may say next; what it says later than that contradicts itself and is shown to a person.
MOVES = (
    ("ordered", "pending"),
    ("ordered", "accepted"),
    ("ordered", "paid"),
    ("ordered", "rejected"),
    ("ordered", "returned"),
    ("pending", "accepted"),
    ("pending", "paid"),
    ("pending", "rejected"),
    ("pending", "returned"),
    ("accepted", "paid"),
    ("accepted", "rejected"),
    ("accepted", "returned"),
    ("paid", "returned"),
)


class Repayment(models.Model):
    """An order to pay again what came back: made by one person, approved by another, with a file of its own."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for approval")
        FILED = "filed", _("Payment file made")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="repayments")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    pay_on = models.DateField()
    payment_digest = models.CharField(max_length=64, help_text="Over the run's digest, the number and the payments.")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="repayments_of_a_run_are_numbered"),
            models.CheckConstraint(
                name="repayment_is_approved_by_somebody_else",
                condition=(~Q(state="filed") & Q(approved_at__isnull=True, approved_by__isnull=True))
                | (
                    Q(state="filed", approved_at__isnull=False, approved_by__isnull=False)
                    & ~Q(approved_by=F("submitted_by"))
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="repayment_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="repayment_never_changes", exclude=["state", "approved_at", "approved_by"]),
            pgtrigger.FSM(
                name="repayment_moves_as_allowed",
                field="state",
                transitions=[("submitted", "filed"), ("submitted", "withdrawn")],
            ),
        ]


class PaymentFile(models.Model):
    """One pain.001 file; its bytes are the document's and never made again."""

    append_only = True

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="payment_files")
    repayment = models.OneToOneField(Repayment, on_delete=models.PROTECT, null=True, related_name="payment_file")
    # The file's one payment information block bears the same id: what is unique here is unique there.
    message_id = models.CharField(max_length=35, unique=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    payment_count = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=Q(repayment__isnull=True), name="run_has_one_first_payment_file"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="payment_file_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class FileSending(models.Model):
    """That a payment file went to the bank: somebody says so, or an answer of the bank shows it."""

    append_only = True

    file = models.OneToOneField(PaymentFile, on_delete=models.PROTECT, related_name="sending")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    is_shown_by_answer = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sending_is_said_by_somebody_or_shown",
                condition=Q(is_shown_by_answer=True) | Q(sent_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="sending_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class Payment(models.Model):
    """What a run pays a provider, to the account that was confirmed when it was submitted."""

    class State(models.TextChoices):
        ORDERED = "ordered", _("No answer yet")
        PENDING = "pending", _("Pending at the bank")
        ACCEPTED = "accepted", _("Accepted by the bank")
        PAID = "paid", _("Paid")
        REJECTED = "rejected", _("Rejected by the bank")
        RETURNED = "returned", _("Came back")

    FAILED = (State.REJECTED, State.RETURNED)
    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="payments")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="payments")
    attempt = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replacement")
    repayment = models.ForeignKey(Repayment, on_delete=models.PROTECT, null=True, related_name="payments")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ORDERED)
    cents = models.BigIntegerField()
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=70)
    reference = models.CharField(max_length=25)
    end_to_end_id = models.CharField(max_length=35, unique=True)
    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, null=True, related_name="payments")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "provider"],
                condition=~Q(state__in=["rejected", "returned"]),
                name="debt_has_one_live_payment",
            ),
            models.UniqueConstraint(fields=["run", "provider", "attempt"], name="payments_of_a_debt_are_numbered"),
            models.CheckConstraint(name="payment_is_above_zero", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="payment_again_is_ordered_by_two",
                condition=Q(attempt=1, replaces__isnull=True, repayment__isnull=True)
                | Q(attempt__gt=1, replaces__isnull=False, repayment__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_filed_payment_is_answered", condition=Q(state="ordered") | Q(file__isnull=False)
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="payment_never_changes", exclude=["file", "state"]),
            pgtrigger.Protect(
                name="filed_payment_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__file__isnull=False),
            ),
            pgtrigger.Protect(
                name="payment_is_in_one_file",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__file__isnull=False) & pgtrigger.Q(old__file__df=pgtrigger.F("new__file")),
            ),
            pgtrigger.FSM(name="payment_moves_as_allowed", field="state", transitions=list(MOVES)),
            pgtrigger.Trigger(
                name="payment_again_follows_a_failed_one",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=FOLLOWS_A_FAILED_PAYMENT,
            ),
        ]
