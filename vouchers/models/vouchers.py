"""Vouchers: the organiser's promise to pay for the strand's care (569/2009 § 3)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from pilot.history import tracked
from pilot.models import Job, Strand, User
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed


@tracked
class Voucher(models.Model):
    """One resident's voucher for a strand; its number is random with a check character and opens nothing alone."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="vouchers")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="vouchers")
    number = models.CharField(max_length=16, unique=True)
    period = DateRangeField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="resident_has_one_voucher_on_any_day",
                expressions=[
                    ("resident", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = nothing_for_absorbed()

    def __str__(self) -> str:
        return self.number
