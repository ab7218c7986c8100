"""How long one may ask for a decision to be reconsidered, and when a notice counts as received: dated data.

Invariant held by the database: an organiser has at most one set of terms on any day, and so has everybody else.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from pilot.history import tracked
from pilot.models.organisers import Organiser
from pilot.translated import Translated

EVERYBODY = 0


class NoticeTermsQuerySet(models.QuerySet):
    """Questions about terms of notice."""

    def of(self, organiser, on):
        """Return the terms that hold for the organiser on the day, its own before those for everybody."""
        rows = self.filter(Q(organiser=organiser) | Q(organiser__isnull=True), period__contains=on)
        return rows.order_by(F("organiser").asc(nulls_last=True)).first()


@tracked
class NoticeTerms(models.Model):
    """What the organiser's lawyer sets about decisions and their notice, from a day on."""

    organiser = models.ForeignKey(
        Organiser,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notice_terms",
        help_text="Whose own terms they are; none is everybody who has none.",
    )
    period = DateRangeField()
    appeal_days = models.PositiveSmallIntegerField(help_text="Days after the notice, its own day not counted.")
    letter_days = models.PositiveSmallIntegerField(help_text="An ordinary letter is received so many days after.")
    message_days = models.PositiveSmallIntegerField(help_text="An ordinary electronic message likewise.")
    closing_hour = models.PositiveSmallIntegerField(default=15, help_text="The hour at which the last day ends.")
    appeal_to_fi = models.CharField(
        max_length=200, blank=True, help_text="The body that reconsiders; else the organiser."
    )
    appeal_to_sv = models.CharField(max_length=200, blank=True)
    appeal_to_en = models.CharField(max_length=200, blank=True)
    power_fi = models.CharField(max_length=200, blank=True, help_text="By what the officeholder may decide.")
    power_sv = models.CharField(max_length=200, blank=True)
    power_en = models.CharField(max_length=200, blank=True)
    laws_fi = models.TextField(blank=True, help_text="The sections applied, one a line.")
    laws_sv = models.TextField(blank=True)
    laws_en = models.TextField(blank=True)
    secrecy_fi = models.CharField(max_length=120, blank=True, help_text="The mark of a secret document.")
    secrecy_sv = models.CharField(max_length=120, blank=True)
    secrecy_en = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200, blank=True)
    unverified_fields = models.JSONField(default=list, blank=True, help_text="Names of values nobody has checked.")

    appeal_to = Translated("appeal_to")
    power = Translated("power")
    laws = Translated("laws")
    secrecy = Translated("secrecy")

    objects = NoticeTermsQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="organiser_has_one_set_of_notice_terms_on_any_day",
                expressions=[
                    (Coalesce(F("organiser"), Value(EVERYBODY)), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="notice_terms_count_at_least_a_day",
                condition=Q(appeal_days__gte=1, letter_days__gte=1, message_days__gte=1, closing_hour__lte=24),
            ),
        ]
