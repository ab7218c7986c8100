"""Providers, their sites, and what residents may know of a site before they choose."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Area, Pilot, User
from pilot.translated import Translated, language_of


@tracked
class Provider(models.Model):
    """An organisation that serves: public, private or third-sector."""

    class Sector(models.TextChoices):
        PUBLIC = "public", _("Public")
        PRIVATE = "private", _("Private")
        THIRD = "third", _("Third sector")

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="providers")
    name = models.CharField(max_length=120)
    sector = models.CharField(max_length=8, choices=Sector.choices)
    business_id = models.CharField(max_length=9)
    street = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, default="fi")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "business_id"], name="provider_is_registered_once_in_pilot"),
        ]

    @property
    def is_paid(self) -> bool:
        """Tell whether statements are paid; a public provider's are a calculation only (569/2009)."""
        return self.sector != self.Sector.PUBLIC

    def __str__(self) -> str:
        return self.name


@tracked
class Site(models.Model):
    """One place of a provider, which residents choose."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="sites")
    slug = models.SlugField(max_length=60, unique=True)
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    description_fi = models.TextField(blank=True)
    description_sv = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    home_area = models.OneToOneField(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="home_site")
    street = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=60, blank=True)
    municipality_code = models.CharField(max_length=3, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    accessibility = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    name = Translated("name")
    description = Translated("description")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="coordinates_come_in_pairs_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__isnull=False,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
            ),
        ]
        indexes = [GinIndex(fields=["name_fi"], name="site_name_trgm", opclasses=["gin_trgm_ops"])]
        triggers = [
            pgtrigger.Trigger(
                name="home_site_is_public",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.home_area_id IS NOT NULL"),
                func="""
                    IF (SELECT sector FROM providers_provider WHERE id = NEW.provider_id) <> 'public' THEN
                        RAISE EXCEPTION 'home_site_is_public' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def description_language(self) -> str:
        """Tell the language in which the description is read."""
        return language_of(self, "description")


@tracked
class OpeningHours(models.Model):
    """When a site is open on a weekday (1 is Monday)."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="weekday_is_one_to_seven", condition=Q(weekday__gte=1, weekday__lte=7)),
            models.CheckConstraint(name="site_closes_after_it_opens", condition=Q(closes__gt=models.F("opens"))),
            models.UniqueConstraint(fields=["site", "weekday", "opens"], name="opening_is_given_once"),
        ]


@tracked
class Measure(models.Model):
    """A figure of quality or access on a day; "not bookable" is a value of its own."""

    class Indicator(models.TextChoices):
        T3_DOCTOR = "t3_doctor", _("Days to the third free time with a doctor")
        T3_NURSE = "t3_nurse", _("Days to the third free time with a nurse")
        FEEDBACK = "feedback", _("Would recommend, per cent")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="measures")
    indicator = models.CharField(max_length=20, choices=Indicator.choices)
    on = models.DateField()
    value = models.PositiveIntegerField(null=True)
    respondents = models.PositiveIntegerField(null=True)
    not_bookable = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "indicator", "on"], name="measure_is_given_once_a_day"),
            models.CheckConstraint(
                name="measure_has_a_value_or_is_not_bookable",
                condition=Q(value__isnull=False, not_bookable=False) | Q(value__isnull=True, not_bookable=True),
            ),
        ]


@tracked
class ProviderMember(models.Model):
    """Who may see a provider's lists and statements."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="provider_memberships")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="members")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "provider"], name="provider_member_is_named_once"),
        ]
