"""What the bank answers, line by line, and the payments that did not arrive."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from billing.models.payments import Payment
from pilot.models import Document, Organiser, User


class BankMessage(models.Model):
    """One file of the bank, read once: the answer to a payment file, or what was booked on the account."""

    append_only = True

    class Kind(models.TextChoices):
        PAIN002 = "pain.002", _("Answer to a payment file")
        CAMT054 = "camt.054", _("Bookings on the account")

    payer = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="bank_messages")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    message_id = models.CharField(max_length=35)
    created_text = models.CharField(max_length=40, blank=True, help_text="The bank's own time, as written.")
    filename = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    line_count = models.PositiveIntegerField()
    aside_count = models.PositiveIntegerField()
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payer", "sha256"], name="bank_file_is_read_once"),
            models.UniqueConstraint(fields=["payer", "kind", "message_id"], name="bank_message_is_read_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="bank_message_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class BankMessageLine(models.Model):
    """What a message says of one payment, and what became of it: applied, known before, or set aside and why."""

    append_only = True

    class Result(models.TextChoices):
        APPLIED = "applied", _("Applied")
        KNOWN = "known", _("Known before")
        UNKNOWN_ID = "unknown_id", _("Not a payment of ours")
        UNKNOWN_FILE = "unknown_file", _("Not a file of ours")
        OTHER_FILE = "other_file", _("In another file")
        OTHER_ACCOUNT = "other_account", _("Another account")
        WRONG_AMOUNT = "wrong_amount", _("Another amount")
        UNKNOWN_STATUS = "unknown_status", _("Unknown status")
        CONTRADICTS = "contradicts", _("Contradicts what was known")
        NO_REFERENCE = "no_reference", _("Names no payment")
        CAME_BACK = "came_back", _("Booked, but it had come back")

    message = models.ForeignKey(BankMessage, on_delete=models.PROTECT, related_name="lines")
    ordinal = models.PositiveIntegerField()
    line = models.PositiveIntegerField(help_text="Where in the file it stands.")
    file_id_text = models.CharField(max_length=35, blank=True, help_text="The payment file that the bank names.")
    end_to_end_id = models.CharField(max_length=35, blank=True)
    status = models.CharField(max_length=35, blank=True, help_text="The bank's own word.")
    reason = models.CharField(max_length=35, blank=True, help_text="The bank's reason code.")
    told = models.CharField(max_length=210, blank=True, help_text="What the bank adds in words.")
    cents = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="EUR", db_default="EUR", help_text="In what the bank counts.")
    outcome = models.CharField(max_length=10, choices=Payment.State.choices, blank=True)
    result = models.CharField(max_length=14, choices=Result.choices)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="bank_lines")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "ordinal"], name="bank_lines_are_in_order"),
            models.CheckConstraint(
                name="applied_bank_line_names_its_payment",
                condition=~Q(result__in=["applied", "known"]) | (Q(payment__isnull=False) & ~Q(outcome="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="bank_line_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    @property
    def is_smaller_return(self) -> bool:
        """Tell whether the bank says that a payment came back, and less of it than was sent: it kept its charge."""
        return (
            self.result == self.Result.WRONG_AMOUNT
            and self.outcome == Payment.State.RETURNED
            and self.payment is not None
            and self.cents is not None
            and self.currency == "EUR"
            and 0 < self.cents < self.payment.cents
        )


class BankLineReview(models.Model):
    """Somebody has looked at a line that fitted no payment, and says what came of it."""

    append_only = True

    line = models.OneToOneField(BankMessageLine, on_delete=models.PROTECT, related_name="review")
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500)
    is_return = models.BooleanField(default=False, help_text="The payment counts as come back, though less of it came.")

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_of_a_bank_line_says_what_came_of_it", condition=~Q(note="")),
        ]
        triggers = [
            pgtrigger.Protect(name="bank_line_review_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="only_what_was_set_aside_is_reviewed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT FROM billing_bankmessageline
                        WHERE id = NEW.line_id AND result IN ('applied', 'known')
                    ) THEN
                        RAISE EXCEPTION 'only_what_was_set_aside_is_reviewed' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]


class ReturnedPayment(models.Model):
    """A payment that was rejected or came back, until two people have paid it again or settled it otherwise."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for somebody")
        REPAYING = "repaying", _("Paid again, waiting for approval")
        SETTLING = "settling", _("Settled otherwise, waiting for approval")
        REPAID = "repaid", _("Paid again")
        SETTLED = "settled", _("Settled otherwise")

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="returned")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=35, blank=True, help_text="The bank's reason code.")
    told = models.CharField(max_length=210, blank=True)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="settling_is_proposed_by_someone_who_says_how",
                condition=(
                    ~Q(state__in=["settling", "settled"]) & Q(proposed_at__isnull=True, proposed_by__isnull=True)
                )
                | (
                    Q(state__in=["settling", "settled"], proposed_at__isnull=False, proposed_by__isnull=False)
                    & ~Q(note="")
                ),
            ),
            models.CheckConstraint(
                name="returned_payment_is_settled_by_somebody_else",
                condition=(~Q(state="settled") & Q(settled_at__isnull=True, settled_by__isnull=True))
                | (
                    Q(state="settled", settled_at__isnull=False, settled_by__isnull=False)
                    & ~Q(settled_by=F("proposed_by"))
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="returned_payment_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="returned_payment_stays_what_it_was", fields=["payment", "reason", "told", "opened_at", "due_on"]
            ),
            pgtrigger.FSM(
                name="returned_payment_moves_as_allowed",
                field="state",
                transitions=[
                    ("open", "repaying"),
                    ("repaying", "open"),
                    ("repaying", "repaid"),
                    ("open", "settling"),
                    ("settling", "open"),
                    ("settling", "settled"),
                ],
            ),
            pgtrigger.Protect(
                name="proposed_settling_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'settled' OR (OLD.state = 'settling' AND NEW.state <> 'open'"
                    " AND (OLD.note, OLD.proposed_at, OLD.proposed_by_id)"
                    " IS DISTINCT FROM (NEW.note, NEW.proposed_at, NEW.proposed_by_id))"
                ),
            ),
        ]
