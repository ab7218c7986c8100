"""On which days a site may serve a strand, and how many residents its list takes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Strand, User
from providers.models.sites import Site


@tracked
class Approval(models.Model):
    """The organiser's approval of a site for a strand; outside its period the site is closed."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="approvals")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="approvals")
    period = DateRangeField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decision_number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="site_is_approved_once_on_any_day",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The site is already approved on some of these days."),
            ),
        ]


@tracked
class ListCap(models.Model):
    """How many residents a site's list takes; without a row there is no cap."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="list_caps")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="list_caps")
    places = models.PositiveIntegerField()
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="site_has_one_list_cap_on_any_day",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another list cap holds on some of these days."),
            ),
        ]
