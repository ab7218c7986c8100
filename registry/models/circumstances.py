"""What else the register and the organiser know of a resident, each with the days it holds."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from pilot.history import tracked
from pilot.models import ExclusionReason, Strand
from registry.models.absorbed import nothing_for_absorbed
from registry.models.residents import Resident


@tracked
class Guardianship(models.Model):
    """Who may act for a child, by the register."""

    child = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="wards")
    period = DateRangeField()
    is_certain = models.BooleanField(
        default=True, db_default=True, help_text="Not where an agreement on custody is not told in a way we can read."
    )

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="guardianship_is_registered_once",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("guardian", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="nobody_is_own_guardian", condition=~Q(child=F("guardian"))),
        ]
        triggers = [*nothing_for_absorbed("child_id"), *nothing_for_absorbed("guardian_id")]


@tracked
class Protection(models.Model):
    """Non-disclosure for personal safety (turvakielto)."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="protections")
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="protection_is_registered_once",
                expressions=[("resident", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]


@tracked
class Exclusion(models.Model):
    """Why a resident may be outside a strand, if its rules say so; confidential and never shown to providers."""

    Reason = ExclusionReason

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="exclusions")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="exclusions")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="resident_is_excluded_once_on_any_day",
                expressions=[
                    ("resident", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = nothing_for_absorbed()


@tracked
class NeedCoefficient(models.Model):
    """How much more or less than the average a resident needs, in thousandths; without a row it is 1000."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="need_coefficients")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="need_coefficients")
    thousandths = models.PositiveIntegerField()
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="resident_has_one_need_coefficient_on_any_day",
                expressions=[
                    ("resident", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="need_is_under_a_hundred", condition=Q(thousandths__gte=0, thousandths__lt=100_000)
            ),
        ]
        triggers = nothing_for_absorbed()
