"""Rate tables: euros a year by area and age, drafted by one person and approved by another."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Area, Strand, User


@tracked
class RateTable(models.Model):
    """Rates of a strand from a day on, until the next table's day; of one day the later approved holds."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="rate_tables")
    valid_from = models.DateField()
    decision_number = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approval_order = models.PositiveIntegerField(null=True, help_text="Of tables with one first day the highest holds.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strand", "approval_order"], name="rate_table_approvals_are_in_order"),
            models.CheckConstraint(
                name="rate_table_is_approved_by_somebody_else",
                condition=Q(
                    state="draft", approved_at__isnull=True, approved_by__isnull=True, approval_order__isnull=True
                )
                | (
                    Q(
                        state="approved",
                        approved_at__isnull=False,
                        approved_by__isnull=False,
                        approval_order__isnull=False,
                    )
                    & ~Q(approved_by=F("drafted_by"))
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approved_rates_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="approved"),
            ),
        ]


@tracked
class RateCell(models.Model):
    """Cents a year for a resident of the area and ages, both ages included; no upper age means no end."""

    table = models.ForeignKey(RateTable, on_delete=models.PROTECT, related_name="cells")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="rate_cells")
    ages = IntegerRangeField(help_text="Half-open: [7, 65) is 7 to 64.")
    annual_cents = models.BigIntegerField()
    is_demonstration = models.BooleanField(default=False, help_text="No source gives this value.")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="rate_cells_of_an_area_do_not_overlap",
                expressions=[
                    ("table", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    ("ages", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Two cells of one area hold for the same age."),
            ),
            models.CheckConstraint(
                name="rate_is_not_negative", condition=Q(annual_cents__gte=0, annual_cents__lt=1_000_000_000)
            ),
            models.CheckConstraint(
                name="rate_ages_start_at_an_age",
                condition=Q(ages__startswith__isnull=False, ages__startswith__gte=0),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="cells_of_approved_rates_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("of_table", "BIGINT")],
                func="""
                    IF TG_OP = 'INSERT' THEN of_table := NEW.table_id; ELSE of_table := OLD.table_id; END IF;
                    IF (SELECT state FROM billing_ratetable WHERE id = of_table) = 'approved' THEN
                        RAISE EXCEPTION 'cells_of_approved_rates_never_change' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]
