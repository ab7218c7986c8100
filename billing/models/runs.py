"""Payment runs, one a strand and month, and a run's statements, one a site."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from billing import sql
from pilot.models import Document, Strand, User
from providers.models import Site

NOTHING_IS_OPEN = """
    IF NEW.state = 'closed' AND EXISTS (
        SELECT FROM billing_payment AS payment
        LEFT JOIN billing_returnedpayment AS returned ON returned.payment_id = payment.id
        WHERE payment.run_id = NEW.id
            AND payment.state <> 'paid'
            AND NOT (payment.state IN ('rejected', 'returned') AND returned.state IN ('repaid', 'settled'))
    ) THEN
        RAISE EXCEPTION 'closed_run_has_nothing_open' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
OF_A_RUN_BEING_FROZEN = """
    IF NOT EXISTS (
        SELECT FROM billing_paymentrun
        WHERE id = NEW.run_id AND frozen_xid = pg_current_xact_id()::text::numeric
    ) THEN
        RAISE EXCEPTION 'only_a_freeze_adds_to_its_run' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


BALANCE = F("carried_in") + F("cents") + F("deductions") + F("co_payments") + F("incentive")


class PaymentRun(models.Model):
    """A frozen service month: what it says never changes, and later knowledge goes to the next run."""

    class State(models.TextChoices):
        FROZEN = "frozen", _("Frozen")
        SUBMITTED = "submitted", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        FILED = "filed", _("Payment file made")
        SENT = "sent", _("Sent to the bank")
        ANSWERED = "answered", _("The bank has answered")
        CLOSED = "closed", _("Closed")

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="payment_runs")
    month = models.DateField(help_text="First day of the service month.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.FROZEN)
    snapshot = models.TextField(help_text="What the freeze could see, as pg_snapshot.")
    frozen_xid = models.DecimalField(max_digits=20, decimal_places=0, help_text="The freeze's own unit of work.")
    marked_at = models.DateTimeField(help_text="The database's clock when the freeze looked.")
    digest = models.CharField(max_length=64, help_text="SHA-256 over the statements' digests and the previous run's.")
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    entry_count = models.PositiveBigIntegerField()
    total_cents = models.BigIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    pay_on = models.DateField(null=True)
    payment_digest = models.CharField(max_length=64, blank=True, help_text="Over the run's digest and its payments.")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_digest = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Who read the answer; none by command."
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strand", "month"], name="strand_has_one_run_a_month"),
            models.CheckConstraint(name="service_month_starts_on_the_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="run_is_submitted_by_someone_with_its_payments",
                condition=Q(state="frozen", submitted_at__isnull=True, submitted_by__isnull=True, payment_digest="")
                | (
                    Q(submitted_at__isnull=False, submitted_by__isnull=False, pay_on__isnull=False)
                    & ~Q(payment_digest="")
                    & ~Q(state="frozen")
                ),
            ),
            models.CheckConstraint(
                name="run_is_approved_by_somebody_else_for_that_digest",
                condition=Q(
                    state__in=["frozen", "submitted"],
                    approved_at__isnull=True,
                    approved_by__isnull=True,
                    approved_digest="",
                )
                | (
                    Q(
                        state__in=["approved", "filed", "sent", "answered", "closed"],
                        approved_at__isnull=False,
                        approved_by__isnull=False,
                    )
                    & Q(approved_digest=F("payment_digest"))
                    & ~Q(approved_by=F("submitted_by"))
                ),
            ),
            models.CheckConstraint(
                name="run_is_answered_at_a_moment",
                condition=Q(
                    state__in=["frozen", "submitted", "approved", "filed", "sent"],
                    answered_at__isnull=True,
                    answered_by__isnull=True,
                )
                | Q(state="answered", answered_at__isnull=False)
                # A run that pays nobody is closed without an answer.
                | Q(state="closed"),
            ),
            models.CheckConstraint(
                name="run_is_closed_by_someone",
                condition=(~Q(state="closed") & Q(closed_at__isnull=True, closed_by__isnull=True))
                | Q(state="closed", closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="run_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="frozen_figures_never_change",
                fields=[
                    "strand",
                    "month",
                    "snapshot",
                    "frozen_xid",
                    "marked_at",
                    "digest",
                    "previous",
                    "entry_count",
                    "total_cents",
                    "frozen_at",
                    "frozen_by",
                ],
            ),
            pgtrigger.FSM(
                name="run_moves_as_allowed",
                field="state",
                transitions=[
                    ("frozen", "submitted"),
                    ("submitted", "frozen"),
                    ("submitted", "approved"),
                    ("approved", "submitted"),
                    ("approved", "filed"),
                    ("approved", "closed"),
                    ("filed", "sent"),
                    ("sent", "answered"),
                    ("answered", "closed"),
                    ("closed", "answered"),
                ],
            ),
            pgtrigger.Trigger(
                name="closed_run_has_nothing_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=NOTHING_IS_OPEN,
            ),
            pgtrigger.Trigger(
                name="unresolved_doubt_stops_the_month",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=sql.text("unresolved_doubt_stops_the_month"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Statement(models.Model):
    """What a run says of one site: its entries' sum, its other parts, what is carried and what is to pay.

    Every part is signed as it moves the sum. Deductions and incentives are rows of their own that add up to it.
    """

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="statements")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="statements")
    number = models.CharField(max_length=20, unique=True)
    is_payable = models.BooleanField()
    entry_count = models.PositiveBigIntegerField()
    resident_count = models.PositiveBigIntegerField()
    cents = models.BigIntegerField(help_text="The entries' sum.")
    deductions = models.BigIntegerField(default=0, db_default=0, help_text="What was bought from the organiser.")
    co_payments = models.BigIntegerField(default=0, db_default=0, help_text="What residents paid the site themselves.")
    incentive = models.BigIntegerField(default=0, db_default=0)
    carried_in = models.BigIntegerField()
    to_pay = models.BigIntegerField()
    carried_out = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "site"], name="site_has_one_statement_a_run"),
            models.CheckConstraint(
                name="statement_adds_up",
                condition=Q(
                    is_payable=False, deductions=0, co_payments=0, incentive=0, carried_in=0, to_pay=0, carried_out=0
                )
                | Q(is_payable=True, to_pay=Greatest(0, BALANCE), carried_out=Least(0, BALANCE)),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_a_freeze_adds_statements",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=OF_A_RUN_BEING_FROZEN,
            ),
            # At the end of the freeze, when the rows are there; later none can come or go.
            pgtrigger.Trigger(
                name="statement_parts_are_the_sums_of_their_rows",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func="""
                    IF NEW.deductions <> (
                        SELECT coalesce(-sum(cents), 0) FROM billing_deduction
                        WHERE statement_id = NEW.id AND kind <> 'co_payment'
                    ) OR NEW.co_payments <> (
                        SELECT coalesce(-sum(cents), 0) FROM billing_deduction
                        WHERE statement_id = NEW.id AND kind = 'co_payment'
                    ) OR NEW.incentive <> (
                        SELECT coalesce(sum(cents), 0) FROM billing_incentive WHERE statement_id = NEW.id
                    ) THEN
                        RAISE EXCEPTION 'statement_parts_are_the_sums_of_their_rows'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Protect(name="statement_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="statement_figures_never_change", exclude=["document"]),
            pgtrigger.Protect(
                name="statement_document_is_made_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__document__isnull=False),
            ),
        ]
