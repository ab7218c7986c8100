"""What a visit costs the resident: one table of fees for a strand and a period, the same at every site.

At a public site it is the client fee, at a private one the voucher's co-payment, which the pilots set to the same sum
(734/1992 § 12, 569/2009 § 3). Invariants held by the database: of approved tables a strand has at most one on any day;
somebody else than the drafter approves it; an approved one never changes, and only ends earlier; inside a table one fee
holds for a service, a unit and an age; no fee is negative. A fee without a sum is one that nobody knows: never zero.
Whether co-payments count towards the year's ceiling is said with its source, or is not known (docs/adr/0026).
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pilot.deed_columns import done
from pilot.history import tracked
from pilot.models import Strand, User

MOST_CENTS = 10_000_000


class FeeTableQuerySet(models.QuerySet):
    """Questions about tables of fees."""

    def approved(self):
        """Return those that hold or will."""
        return self.filter(approved_at__isnull=False)

    def waiting(self):
        """Return what nobody has approved yet."""
        return self.filter(approved_at__isnull=True)


@tracked
class FeeTable(models.Model):
    """All fees of a strand in a period, with the place where they stand."""

    class Ceiling(models.TextChoices):
        """Whether the voucher's co-payments count towards the annual ceiling of client fees."""

        YES = "yes", _("Co-payments count towards the annual ceiling")
        NO = "no", _("Co-payments do not count towards the annual ceiling")

    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="fee_tables")
    period = DateRangeField()
    decision_number = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, help_text="The decision or regulation in which the fees stand.")
    source_url = models.URLField(max_length=300, blank=True, help_text="Where everybody can read it.")
    ceiling = models.CharField(
        max_length=3,
        choices=Ceiling.choices,
        blank=True,
        db_default="",
        default="",
        help_text="Whether co-payments count towards the annual ceiling; empty is not known.",
    )
    ceiling_source = models.CharField(
        max_length=300, blank=True, db_default="", default="", help_text="Where that is said."
    )
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_period = DateRangeField(
        null=True, help_text="As it was approved. The period ends earlier once later fees take its place."
    )
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = FeeTableQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="strand_has_one_table_of_fees_on_any_day",
                expressions=[("strand", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="fees_have_a_first_day", condition=Q(period__isempty=False, period__startswith__isnull=False)
            ),
            models.CheckConstraint(
                name="fees_say_where_they_stand",
                condition=~Q(source=""),
                violation_error_message=_("Write where the fees stand, for example the decision's date."),
            ),
            models.CheckConstraint(
                name="what_is_said_of_the_ceiling_says_where_it_stands",
                condition=Q(ceiling="", ceiling_source="") | (Q(ceiling__in=["yes", "no"]) & ~Q(ceiling_source="")),
                violation_error_message=_("Write where it is said whether co-payments count towards the ceiling."),
            ),
            models.CheckConstraint(
                name="fees_are_approved_by_somebody_else",
                condition=done("approved", by_another_than="drafted"),
            ),
            models.CheckConstraint(
                name="fees_hold_no_longer_than_approved",
                condition=Q(approved_period__isnull=True)
                | Q(approved_at__isnull=False, approved_period__contains=F("period")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approved_fees_only_end_earlier",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
                func="""
                    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'period' <> to_jsonb(OLD) - 'period'
                        OR NOT NEW.period <@ OLD.period OR lower(NEW.period) IS DISTINCT FROM lower(OLD.period) THEN
                        RAISE EXCEPTION 'approved_fees_only_end_earlier' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    @property
    def named(self) -> str:
        """Where the fees stand, with the decision's number where there is one."""
        return f"{self.source} ({self.decision_number})" if self.decision_number else self.source

    @property
    def stage(self) -> str:
        """Where the table stands, for its status tag."""
        return "approved" if self.approved_at else "draft"


@tracked
class Fee(models.Model):
    """What one service costs at an age; without a sum nobody knows it, and zero is nothing to pay."""

    class Service(models.TextChoices):
        """In the order of the pages."""

        DOCTOR = "doctor", _("Doctor's appointment")
        NURSE = "nurse", _("Nurse's appointment")
        PHYSIOTHERAPIST = "physiotherapist", _("Physiotherapist's appointment")
        DENTIST = "dentist", _("Dentist's appointment")
        HYGIENIST = "hygienist", _("Oral hygienist's appointment")

    class Unit(models.TextChoices):
        VISIT = "visit", _("A visit")
        YEAR = "year", _("A calendar year")

    class Counted(models.TextChoices):
        """Whether a change of site makes somebody pay again; where the source does not say it, it does not."""

        TOGETHER = "together", _("At all sites together")
        EACH = "each", _("At each site by itself")

    table = models.ForeignKey(FeeTable, on_delete=models.PROTECT, related_name="fees")
    service = models.CharField(max_length=16, choices=Service.choices)
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.VISIT)
    ages = IntegerRangeField(help_text="Half-open: [0, 18) is whoever is younger than 18.")
    cents = models.BigIntegerField(null=True, help_text="None: no source gives it. Zero: nothing to pay.")
    is_most = models.BooleanField(default=False, help_text="The source gives the most that may be asked, not the sum.")
    is_basic = models.BooleanField(default=False, help_text="Of the visit alone: what is done there costs beside it.")
    times_a_year = models.PositiveSmallIntegerField(null=True, help_text="So often in a calendar year, then no more.")
    counted = models.CharField(max_length=8, choices=Counted.choices, blank=True, help_text="Where visits are counted.")
    spares_veterans = models.BooleanField(default=False, help_text="Veterans pay nothing.")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_fee_holds_for_a_service_and_an_age",
                expressions=[
                    ("table", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("ages", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="fee_is_not_negative",
                condition=Q(cents__isnull=True) | Q(cents__gte=0, cents__lte=MOST_CENTS),
            ),
            models.CheckConstraint(
                name="fee_ages_start_at_an_age",
                condition=Q(ages__isempty=False, ages__startswith__isnull=False, ages__startswith__gte=0),
            ),
            models.CheckConstraint(
                name="fee_is_for_a_visit_or_a_year", condition=Q(unit__in=["visit", "year"]) & ~Q(service="")
            ),
            models.CheckConstraint(
                name="only_a_paid_visit_is_counted",
                condition=Q(times_a_year__isnull=True)
                | Q(times_a_year__gte=1, unit="visit", cents__isnull=False, cents__gt=0),
            ),
            models.CheckConstraint(
                name="where_visits_are_counted_goes_with_how_many",
                condition=Q(counted="") | Q(counted__in=["together", "each"], times_a_year__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_paid_visit_is_basic",
                condition=Q(is_basic=False) | Q(unit="visit", cents__isnull=False, cents__gt=0),
            ),
            models.CheckConstraint(
                name="only_a_sum_is_a_most_and_spares_anybody",
                condition=Q(is_most=False, spares_veterans=False) | Q(cents__isnull=False, cents__gt=0),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approved_fees_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("of_table", "BIGINT")],
                func="""
                    IF TG_OP = 'INSERT' THEN of_table := NEW.table_id; ELSE of_table := OLD.table_id; END IF;
                    IF EXISTS (
                        SELECT FROM vouchers_feetable WHERE approved_at IS NOT NULL
                        AND id IN (of_table, CASE TG_OP WHEN 'UPDATE' THEN NEW.table_id END)
                    ) THEN
                        RAISE EXCEPTION 'approved_fees_never_change' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    @property
    def is_recorded(self) -> bool:
        """Tell whether charges are kept: where a count or the ceiling needs them, and nowhere else."""
        is_of_use = self.times_a_year or self.unit == self.Unit.YEAR or self.table.ceiling == FeeTable.Ceiling.YES
        return bool(self.cents and is_of_use)

    @property
    def counted_where(self) -> str:
        """Return where its charges are counted: together, unless each site is said to count by itself."""
        if self.unit == self.Unit.YEAR:
            return self.Counted.TOGETHER
        return (self.counted or self.Counted.TOGETHER) if self.times_a_year else ""

    @property
    def turns(self) -> int | None:
        """Return how often it is charged in a calendar year; none is as often as there is a visit."""
        return 1 if self.unit == self.Unit.YEAR else self.times_a_year

    @property
    def age_to(self) -> int | None:
        """The highest age that belongs to it; none is no end."""
        return None if self.ages.upper is None else self.ages.upper - 1
