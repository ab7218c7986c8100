"""Deductions: what a site bought from the organiser, or what residents paid it themselves, taken off its statement.

One person enters a row and another confirms it; a confirmed row never changes. A freeze puts it on a statement, for
good. A row that was wrong is taken back by another that turns its sign, entered and confirmed in the same way.
"""

import pgtrigger
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from billing.models.runs import Statement
from pilot.history import tracked
from pilot.models import Strand, User
from providers.models import Site

MOST_CENTS = 10**11
PRICED = ExpressionWrapper(F("quantity") * F("unit_cents"), output_field=models.BigIntegerField())


@tracked
class Deduction(models.Model):
    """Cents that a site's statement is less by; below zero only where a row takes another back."""

    class Kind(models.TextChoices):
        LABORATORY = "laboratory", _("Laboratory")
        IMAGING = "imaging", _("Imaging")
        OTHER = "other", _("Other purchase")
        CO_PAYMENT = "co_payment", _("Co-payments")

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="deductions")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="deductions")
    month = models.DateField(help_text="First day of the month in which it was bought.")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    item = models.CharField(max_length=120, help_text="What was bought, as the invoice names it.")
    quantity = models.PositiveIntegerField(null=True)
    unit_cents = models.BigIntegerField(null=True)
    cents = models.BigIntegerField()
    document = models.CharField(max_length=60, help_text="The invoice or list that it stands on.")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    reason = models.CharField(max_length=200, blank=True, help_text="Why it takes another back.")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="deduction_rows")

    class Meta:
        constraints = [
            models.CheckConstraint(name="deduction_month_starts_on_the_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="deduction_is_above_zero_unless_it_takes_back",
                condition=Q(reverses__isnull=True, reason="", cents__gt=0, cents__lt=MOST_CENTS)
                | (Q(reverses__isnull=False, cents__lt=0) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="deduction_is_its_quantity_times_its_price",
                condition=Q(quantity__isnull=True, unit_cents__isnull=True)
                | (
                    Q(quantity__isnull=False, quantity__gt=0, unit_cents__isnull=False, unit_cents__gt=0)
                    & (Q(cents=PRICED) | Q(cents=-PRICED))
                ),
            ),
            models.CheckConstraint(
                name="deduction_is_confirmed_by_somebody_else",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True, statement__isnull=True)
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_by=F("entered_by"))),
            ),
        ]
        indexes = [
            models.Index(fields=["strand"], condition=Q(statement__isnull=True), name="deduction_waits_for_a_run")
        ]
        triggers = [
            pgtrigger.Protect(
                name="confirmed_deduction_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.confirmed_at IS NOT NULL AND"
                    " to_jsonb(OLD.*) - 'statement_id' IS DISTINCT FROM to_jsonb(NEW.*) - 'statement_id'"
                ),
            ),
            pgtrigger.Protect(
                name="confirmed_deduction_is_never_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="deduction_takes_back_a_whole_one",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.reverses_id IS NOT NULL"),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM billing_deduction AS taken
                        WHERE taken.id = NEW.reverses_id AND taken.reverses_id IS NULL
                            AND taken.confirmed_at IS NOT NULL AND taken.cents = -NEW.cents
                            AND (taken.strand_id, taken.site_id, taken.month, taken.kind)
                                = (NEW.strand_id, NEW.site_id, NEW.month, NEW.kind)
                    ) THEN
                        RAISE EXCEPTION 'deduction_takes_back_a_whole_one' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="only_a_freeze_puts_deductions_on_a_statement",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.statement_id IS NOT NULL"),
                func="""
                    IF TG_OP = 'UPDATE' AND OLD.statement_id IS NOT DISTINCT FROM NEW.statement_id THEN
                        RETURN NEW;
                    END IF;
                    IF (TG_OP = 'UPDATE' AND OLD.statement_id IS NOT NULL) OR NOT EXISTS (
                        SELECT FROM billing_statement AS statement
                        JOIN billing_paymentrun AS run ON run.id = statement.run_id
                        WHERE statement.id = NEW.statement_id AND statement.site_id = NEW.site_id
                            AND run.strand_id = NEW.strand_id AND run.month >= NEW.month
                            AND run.frozen_xid = pg_current_xact_id()::text::numeric
                    ) THEN
                        RAISE EXCEPTION 'only_a_freeze_puts_deductions_on_a_statement'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="deduction_stays_on_its_statement",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__statement__isnull=False),
            ),
        ]
