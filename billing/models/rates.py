"""Rate tables: euros a year by area and age, drafted by one person and approved by another.

A cell may hold for one sex only, or for one need class only: a range of the need coefficient. Left out, it holds for
all. No two cells of a table hold for the same resident; "all" meets every sex and every class.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
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


# For a constraint nothing meets NULL, so "any" is written as the range without ends, which meets every other; a sex is
# the range of its first letter's number alone.
_FIRST_LETTER = Func(F("sex"), function="ascii", output_field=models.IntegerField())
_SEX_AS_RANGE = Func(_FIRST_LETTER, _FIRST_LETTER, Value("[]"), function="int4range", output_field=IntegerRangeField())
_NEEDS_AS_RANGE = Coalesce("needs", Value(NumericRange(None, None, "()"), output_field=IntegerRangeField()))


@tracked
class RateCell(models.Model):
    """Cents a year for a resident of the area and ages, both ages included; no upper age means no end."""

    class Sex(models.TextChoices):
        """As the register says it; who is of neither needs rates as well where they differ by sex."""

        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        UNKNOWN = "unknown", _("Not known")

    table = models.ForeignKey(RateTable, on_delete=models.PROTECT, related_name="cells")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="rate_cells")
    ages = IntegerRangeField(help_text="Half-open: [7, 65) is 7 to 64.")
    sex = models.CharField(max_length=8, choices=Sex.choices, null=True)
    needs = IntegerRangeField(null=True, help_text="Need coefficient in thousandths, half-open; none is any need.")
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
                    (_SEX_AS_RANGE, RangeOperators.OVERLAPS),
                    (_NEEDS_AS_RANGE, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Two cells of one area hold for the same age, sex and need."),
            ),
            models.CheckConstraint(
                name="rate_sex_is_one_of_the_registers",
                condition=Q(sex__isnull=True) | Q(sex__in=["female", "male", "unknown"]),
            ),
            models.CheckConstraint(
                name="rate_needs_are_coefficients",
                condition=Q(needs__isnull=True)
                | Q(
                    needs__isempty=False,
                    needs__startswith__isnull=False,
                    needs__startswith__gte=0,
                    needs__startswith__lt=100_000,
                ),
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

    @property
    def age_band(self) -> tuple[int, int | None]:
        """Both ages belong to the band."""
        return self.ages.lower, None if self.ages.upper is None else self.ages.upper - 1

    @property
    def need_class(self) -> tuple[int, int | None] | None:
        """The coefficients in thousandths, half-open."""
        return (self.needs.lower, self.needs.upper) if self.needs else None
