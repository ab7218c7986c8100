"""How answers about choosing look: codes for programs, and words for people in the language asked for."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from pilot.models import Strand
from pilot.periods import day_before_end
from registry.queries import as_identity_code
from vouchers.catalogue import SiteFacts

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)


class StrandSerializer(serializers.Serializer):
    """A strand in which residents choose, with its pilot."""

    pilot = serializers.CharField(source="pilot.code")
    pilot_name = serializers.CharField(source="pilot.name")
    strand = serializers.CharField(source="code")
    strand_name = serializers.CharField(source="name")
    lead = serializers.CharField(source="pilot.lead.name")
    first_on = serializers.DateField(source="pilot.period.lower")
    last_on = serializers.SerializerMethodField(help_text="None while no end is known.")
    sites = serializers.SerializerMethodField(help_text="Where the strand's sites are answered.")

    def get_last_on(self, strand: Strand) -> date | None:
        return day_before_end(strand.pilot.period)

    @extend_schema_field(serializers.URLField())
    def get_sites(self, strand: Strand) -> str:
        path = reverse("api-sites", kwargs={"pilot": strand.pilot.code, "strand": strand.code})
        return self.context["request"].build_absolute_uri(path)


@extend_schema_field({"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$", "example": "16:15"})
class ClockField(serializers.TimeField):
    """A time of day as a clock shows it: no moment of RFC 3339, which programs would want seconds and a zone in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


class HoursSerializer(serializers.Serializer):
    """When a site is open on a weekday."""

    weekday = serializers.IntegerField(help_text="1 is Monday.")
    opens = ClockField()
    closes = ClockField()


class RoomSerializer(serializers.Serializer):
    """How much room there is on the list for whoever chooses now."""

    state = serializers.ChoiceField(["uncapped", "free", "full"])
    places = serializers.IntegerField(allow_null=True, help_text="The cap; none when there is none.")
    free = serializers.IntegerField(allow_null=True)
    waiting = serializers.IntegerField(help_text="How many wait for a place.")


class WaitSerializer(serializers.Serializer):
    """Days to the third free time, as the site told them."""

    on = serializers.DateField()
    days = serializers.IntegerField(source="value", allow_null=True)
    not_bookable = serializers.BooleanField(help_text="There were no times to book at all.")


class SiteSerializer(serializers.Serializer):
    """A site as whoever chooses sees it."""

    site = serializers.SlugField(source="site.slug")
    name = serializers.CharField(source="site.name")
    provider = serializers.CharField(source="site.provider.name")
    sector = serializers.CharField(source="site.provider.sector")
    street = serializers.CharField(source="site.street")
    postal_code = serializers.CharField(source="site.postal_code")
    town = serializers.CharField(source="site.town")
    latitude = serializers.FloatField(source="site.latitude", allow_null=True)
    longitude = serializers.FloatField(source="site.longitude", allow_null=True)
    phone = serializers.CharField(source="site.phone")
    website = serializers.CharField(source="site.website")
    languages = serializers.ListField(child=serializers.CharField(), source="site.languages")
    accessibility = serializers.ListField(child=serializers.CharField(), source="site.accessibility")
    hours = HoursSerializer(many=True, source="opening_hours")
    room = RoomSerializer()
    doctor = WaitSerializer(allow_null=True)
    nurse = WaitSerializer(allow_null=True)
    feedback = serializers.SerializerMethodField(help_text="How many of a hundred would recommend it.")
    km = serializers.DecimalField(6, 1, allow_null=True, help_text="From the place asked for, in a straight line.")
    page = serializers.SerializerMethodField(help_text="The site's page for people.")

    @extend_schema_field(
        inline_serializer(
            "SiteFeedback",
            {
                "on": serializers.DateField(),
                "per_cent": serializers.IntegerField(allow_null=True, help_text="None when too few answered."),
                "answers": serializers.IntegerField(allow_null=True),
            },
            allow_null=True,
        )
    )
    def get_feedback(self, facts: SiteFacts) -> dict[str, Any] | None:
        told = facts.feedback
        if told is None or told.not_bookable:
            return None
        value, answers = (told.value, told.respondents) if told.has_enough_answers else (None, None)
        return {"on": told.on, "per_cent": value, "answers": answers}

    @extend_schema_field(serializers.URLField())
    def get_page(self, facts: SiteFacts) -> str:
        return self.context["request"].build_absolute_uri(reverse("vouchers:site-detail", args=[facts.site.slug]))


class SitePageSerializer(serializers.Serializer):
    """One page of sites, in the neutral order that is drawn anew each day, or the nearest first."""

    on = serializers.DateField(help_text="The day that the answer is of.")
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    sites = SiteSerializer(many=True)


class EligibilityQuestion(serializers.Serializer):
    """About whom, in which strand and for which day it is asked, and why."""

    pilot = serializers.SlugField()
    strand = serializers.SlugField()
    identity_code = serializers.CharField(max_length=20, help_text="Whole, with its separator, which counts.")
    on = serializers.DateField(required=False, help_text="Today, when left out.")
    purpose = serializers.CharField(
        min_length=5, max_length=200, help_text="Why it is asked; the resident reads it in their history."
    )

    def validate_identity_code(self, text: str) -> str:
        """Refuse what is no identity code; nothing in it is guessed."""
        if (code := as_identity_code(text)) is None:
            raise serializers.ValidationError(
                _("This is no identity code: one of its characters is wrong, or two changed places."), code="invalid"
            )
        return code

    def validate_on(self, on: date) -> date:
        """Refuse days that no pilot can have."""
        if not FIRST_DAY <= on <= LAST_DAY:
            raise serializers.ValidationError(_("Give a day between 1900 and 2099."), code="out_of_range")
        return on


class ReasonSerializer(serializers.Serializer):
    """One question, whether it speaks for the choice, and what the answer rests on."""

    code = serializers.CharField()
    name = serializers.CharField()
    holds = serializers.BooleanField()
    is_missing = serializers.BooleanField(help_text="The register does not tell it, so nothing was decided.")
    from_on = serializers.DateField(allow_null=True, help_text="From when it will hold by itself.")
    text = serializers.CharField(allow_null=True, help_text="None where it would tell where a protected person lives.")


class EligibilitySerializer(serializers.Serializer):
    """Whether somebody may choose on a day, and every reason for and against."""

    pilot = serializers.CharField()
    strand = serializers.CharField()
    on = serializers.DateField()
    is_eligible = serializers.BooleanField()
    from_on = serializers.DateField(allow_null=True, help_text="From when they may, where that is known.")
    reasons = ReasonSerializer(many=True)
