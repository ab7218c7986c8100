"""Whose pilot it is, where it holds, and which strands of choice it has."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.translated import Translated


@tracked
class Organiser(models.Model):
    """A municipality, joint authority or county that organises and pays."""

    code = models.SlugField(max_length=40, unique=True)
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    business_id = models.CharField(max_length=9)
    iban = models.CharField(max_length=34)
    street = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=60, blank=True)
    contact_name_fi = models.CharField(max_length=120, blank=True)
    contact_name_sv = models.CharField(max_length=120, blank=True)
    contact_name_en = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    theme = models.JSONField(default=dict, blank=True, help_text="The six colours of the organiser's theme.")

    name = Translated("name")
    contact_name = Translated("contact_name")

    def __str__(self) -> str:
        return self.name_fi


@tracked
class Pilot(models.Model):
    """One freedom-of-choice pilot, with its dates and its organisers."""

    code = models.SlugField(max_length=40, unique=True)
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    lead = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="led_pilots")
    organisers = models.ManyToManyField(Organiser, related_name="pilots", blank=True)
    period = DateRangeField()
    grant_cents = models.BigIntegerField(default=0)
    grant_share_thousandths = models.PositiveSmallIntegerField(
        default=1000, help_text="What share of the cost counts against the grant."
    )
    is_demonstration = models.BooleanField(default=False)

    name = Translated("name")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(grant_cents__gte=0), name="pilot_grant_is_not_negative"),
            models.CheckConstraint(
                condition=models.Q(grant_share_thousandths__lte=1000), name="grant_share_is_at_most_all"
            ),
        ]

    def __str__(self) -> str:
        return self.code


@tracked
class Area(models.Model):
    """A part of the pilot whose residents share a home site and a column of the rate table."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="areas")
    organiser = models.ForeignKey(
        Organiser,
        on_delete=models.PROTECT,
        null=True,
        related_name="areas",
        help_text="Who bears the cost of its residents; none is the pilot's lead.",
    )
    code = models.CharField(max_length=40)
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)

    name = Translated("name")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "code"], name="area_code_is_unique_in_pilot"),
        ]

    def __str__(self) -> str:
        return self.code


@tracked
class AreaRule(models.Model):
    """What puts an address in an area: its postal code, municipality, or the register's area code."""

    class Kind(models.TextChoices):
        POSTAL_CODE = "postal_code", _("Postal code")
        MUNICIPALITY = "municipality", _("Municipality")
        REGISTER_AREA = "register_area", _("Area code in the register")

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="area_rules")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    value = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "kind", "value"], name="place_belongs_to_one_area_of_pilot"),
        ]


class StrandQuerySet(models.QuerySet):
    """Questions about strands."""

    def paid_by_capitation(self):
        """Return those whose sites are paid by the month for everybody on their lists."""
        return self.filter(kind=Strand.Kind.CAPITATION)


@tracked
class Strand(models.Model):
    """One kind of care that is chosen and paid on its own: reception, oral health, personal budget."""

    class Kind(models.TextChoices):
        CAPITATION = "capitation", _("Capitation")
        PER_SERVICE = "per_service", _("Per visit")

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="strands")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.CAPITATION)
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)

    name = Translated("name")
    objects = StrandQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "code"], name="strand_code_is_unique_in_pilot"),
        ]

    def __str__(self) -> str:
        return f"{self.pilot_id}/{self.code}"
