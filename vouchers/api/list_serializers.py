"""How a provider's lists look to its systems: the columns of the page, under the page's own protection of people."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from pilot.periods import day_before_end
from providers.models import Approval
from vouchers.api import cursors
from vouchers.api.serializers import FIRST_DAY, LAST_DAY
from vouchers.models import Enrolment
from vouchers.queries import ListLook

MOST_ID = 2**63 - 1


class ListSerializer(serializers.Serializer):
    """A list that the system may read."""

    site = serializers.SlugField(source="site.slug")
    site_name = serializers.CharField(source="site.name")
    provider = serializers.CharField(source="site.provider.name")
    pilot = serializers.CharField(source="strand.pilot.code")
    strand = serializers.CharField(source="strand.code")
    strand_name = serializers.CharField(source="strand.name")
    residents = serializers.SerializerMethodField(help_text="Where it is answered who is on the list.")
    changes = serializers.SerializerMethodField(help_text="Where it is answered who joined and who left.")

    @extend_schema_field(serializers.URLField())
    def get_residents(self, approval: Approval) -> str:
        return self._address("api-list", approval)

    @extend_schema_field(serializers.URLField())
    def get_changes(self, approval: Approval) -> str:
        return self._address("api-list-changes", approval)

    def _address(self, name: str, approval: Approval) -> str:
        path = reverse(name, kwargs={"site": approval.site.slug, "strand": approval.strand.code})
        return self.context["request"].build_absolute_uri(path)


class ListQuestion(serializers.Serializer):
    """Whose rows of a list are asked for, and after which one the page begins."""

    on = serializers.DateField(required=False, help_text="Today, when left out.")
    state = serializers.ChoiceField(
        ["on", "coming"], default="on", help_text="Who is on the list that day, or who is known to come after it."
    )
    after = serializers.IntegerField(
        min_value=0, max_value=MOST_ID, default=0, help_text="Where a page begins; stands in next."
    )

    def validate_on(self, on: date) -> date:
        """Refuse days that no list can be of."""
        if not FIRST_DAY <= on <= LAST_DAY:
            raise serializers.ValidationError(_("Give a day between 1900 and 2099."), code="out_of_range")
        return on


class ListedSerializer(serializers.Serializer):
    """Somebody on the list; under non-disclosure by list code alone."""

    list_code = serializers.CharField(source="resident.list_code")
    is_protected = serializers.BooleanField(help_text="Under non-disclosure today: name, birth and address stay empty.")
    name = serializers.CharField(source="shown_name")
    born_on = serializers.DateField(source="shown_born_on", allow_null=True)
    language = serializers.CharField(source="resident.language")
    address = serializers.CharField()
    from_on = serializers.DateField(source="period.lower")
    last_on = serializers.SerializerMethodField(help_text="None while no end is known.")
    origin = serializers.ChoiceField(Enrolment.Origin.choices)

    def get_last_on(self, row: Enrolment) -> date | None:
        return day_before_end(row.period)


class ListPageSerializer(serializers.Serializer):
    """One page of a list, at most 500 residents, in an order that new rows do not disturb."""

    on = serializers.DateField(help_text="The day that the answer is of.")
    count = serializers.IntegerField(help_text="Of all pages.")
    next = serializers.URLField(allow_null=True)
    residents = ListedSerializer(many=True)


class ChangesQuestion(serializers.Serializer):
    """Since which look changes are asked for; `context` names the list."""

    since = serializers.CharField(
        required=False, help_text="The cursor of the last answer. Left out: only a cursor is answered, for the start."
    )

    def validate_since(self, text: str) -> ListLook:
        """Refuse what is no cursor of this list."""
        if (look := cursors.read(text, site=self.context["site"], strand=self.context["strand"])) is None:
            raise no_cursor("invalid")
        return look


def no_cursor(code: str) -> serializers.ValidationError:
    """Return the refusal of a cursor that changes cannot be told by."""
    text = _("This is no cursor of this list. Ask without one, fetch the whole list, and go on from the new cursor.")
    return serializers.ValidationError(text, code=code)


class ChangeSerializer(serializers.Serializer):
    """Somebody joined or left, or is told to have done neither after all."""

    list_code = serializers.CharField()
    change = serializers.ChoiceField(["joined", "left"])
    from_on = serializers.DateField(source="first_on", help_text="The first day on the list.")
    last_on = serializers.DateField(allow_null=True, help_text="The last day on the list; none while no end is known.")
    origin = serializers.ChoiceField(Enrolment.Origin.choices, help_text="How they came onto the list.")
    is_undone = serializers.BooleanField(help_text="Told earlier, and no longer so: take it back.")


class ChangesSerializer(serializers.Serializer):
    """One page of changes, at most 500. The same cursor never leads to a change that an answer before it told."""

    changes = ChangeSerializer(many=True)
    has_more = serializers.BooleanField(help_text="Ask on at once: there are more than fit here.")
    cursor = serializers.CharField(help_text="Keep it, and send it as since next time.")
    next = serializers.URLField(help_text="The address that asks so.")
