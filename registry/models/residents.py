"""Residents, their identity codes and where they live.

A residence is a fact of the register (from which day, where) and its `period` is laid out from all of the resident's
facts: it is empty when a later fact of the same day replaced it, or when it was cancelled.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Area, Pilot, User
from registry.models.absorbed import nothing_for_absorbed
from registry.models.batches import RegisterBatch


@tracked
class Resident(models.Model):
    """A person of the population register; never keyed by identity code."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        UNKNOWN = "unknown", _("Not known")

    class Precision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="residents")
    list_code = models.CharField(max_length=12, help_text="How lists and statements name the resident.")
    given_names = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    born_on = models.DateField()
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    language = models.CharField(max_length=2, default="fi", help_text="Language of contact: fi, sv or en.")
    email = models.EmailField(blank=True)
    died_on = models.DateField(null=True, blank=True, help_text="Last day alive, as the rule set reads the register.")
    died_precision = models.CharField(max_length=6, choices=Precision.choices, blank=True)
    batch = models.ForeignKey(RegisterBatch, on_delete=models.PROTECT, null=True, related_name="residents")
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        help_text="The record of the same person that goes on instead of this one.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "list_code"], name="list_code_is_unique_in_pilot"),
            models.CheckConstraint(
                # The first day of a month or year that is all the register knows may lie before the birth.
                name="nobody_dies_before_birth",
                condition=Q(died_on__isnull=True) | Q(died_on__gte=F("born_on")) | ~Q(died_precision="day"),
            ),
            models.CheckConstraint(
                name="death_has_its_precision",
                condition=Q(died_on__isnull=True, died_precision="")
                | Q(died_on__isnull=False, died_precision__in=["day", "month", "year"]),
            ),
            models.CheckConstraint(name="record_is_not_merged_into_itself", condition=~Q(merged_into=F("pk"))),
        ]
        triggers = [
            pgtrigger.Protect(
                name="absorbed_record_stays_absorbed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__merged_into__isnull=False)
                & pgtrigger.Q(old__merged_into__df=pgtrigger.F("new__merged_into")),
            ),
            pgtrigger.Trigger(
                name="record_is_merged_into_one_that_goes_on",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__merged_into__isnull=False),
                func="""
                    IF EXISTS (
                        SELECT FROM registry_resident WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'record_is_merged_into_one_that_goes_on' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        indexes = [
            models.Index(fields=["pilot", "family_name", "given_names"], name="resident_by_name"),
            GinIndex(fields=["family_name"], name="resident_family_trgm", opclasses=["gin_trgm_ops"]),
        ]

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def listed_name(self) -> str:
        """Return the name as lists have it, family name first; some people have one name alone."""
        return ", ".join(filter(None, (self.family_name, self.given_names)))

    def __str__(self) -> str:
        return self.list_code


@tracked
class IdentityCode(models.Model):
    """A personal identity code and the days it was in use; the separator is part of it."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT)
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="identity_codes")
    code = models.CharField(max_length=11)
    period = DateRangeField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="identity_code_belongs_to_one_resident_on_any_day",
                expressions=[
                    ("pilot", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.UniqueConstraint(
                fields=["resident"], condition=Q(active=True), name="resident_has_one_active_identity_code"
            ),
        ]
        indexes = [models.Index(fields=["pilot", "code"], name="identity_code_lookup")]
        triggers = nothing_for_absorbed()


@tracked
class Residence(models.Model):
    """Where a resident lives from a day on, as the register told it; no area means outside the pilot's areas."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="residences")
    moved_on = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="residences")
    municipality_code = models.CharField(max_length=3, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=60, blank=True)
    street = models.CharField(max_length=120, blank=True)
    period = DateRangeField(null=True, blank=True)
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="resident_lives_in_one_place_on_any_day",
                expressions=[("resident", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                name="nobody_cancels_without_a_moment",
                condition=Q(cancelled_at__isnull=False) | Q(cancelled_by__isnull=True),
            ),
            models.CheckConstraint(
                name="cancelled_residence_holds_on_no_day",
                condition=Q(cancelled_at__isnull=True) | Q(period__isnull=True),
            ),
            models.CheckConstraint(
                name="residence_holds_from_the_day_of_the_move",
                condition=Q(period__isnull=True) | Q(period__startswith=F("moved_on")),
            ),
        ]
        indexes = [models.Index(fields=["area"], name="residence_by_area")]
        triggers = nothing_for_absorbed()
