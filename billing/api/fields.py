"""What answers about money share: months written 2017-02, addresses of the answers beside them, pages of entries."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from billing.queries.entries import EntryPage, Key
from pilot.calendar import Month, NotAMonth

PAGE = 500


@extend_schema_field({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "example": "2017-02"})
class MonthField(serializers.Field):
    """A service month, written 2017-02."""

    def to_internal_value(self, text: Any) -> Month:
        """Read the month; anything else is refused."""
        try:
            return Month.parse(str(text))
        except NotAMonth as refusal:
            raise serializers.ValidationError(refusal.message, code=refusal.code) from None

    def to_representation(self, value: date | Month) -> str:
        """Write the month."""
        return str(Month.of(value) if isinstance(value, date) else value)


@extend_schema_field(serializers.URLField(allow_null=True))
class LinkField(serializers.Field):
    """The address of another answer about the same row, None where there is none."""

    def __init__(self, name: str, *, where: str = "", **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)
        self.name, self.where = name, where

    def to_representation(self, row: Any) -> str | None:
        """Write the address."""
        if self.where and getattr(row, self.where) is None:
            return None
        return self.context["request"].build_absolute_uri(reverse(self.name, args=[row.pk]))


class MonthQuestion(serializers.Serializer):
    """Of which service month rows are asked for."""

    month = MonthField(required=False, help_text="Every month, when left out.")


class EntriesQuestion(serializers.Serializer):
    """After which entry a page begins."""

    after = serializers.CharField(required=False, help_text="The key of the last entry that was answered.")

    def validate_after(self, text: str) -> Key:
        """Refuse what is no key of an entry."""
        if (key := Key.parse(text)) is None:
            raise serializers.ValidationError(_("This is no key of an entry. Begin without one."), code="invalid")
        return key


class EntrySerializer(serializers.Serializer):
    """One entry. An original or a correction is above zero, a refund below; all of them add up to what is owed."""

    key = serializers.CharField(help_text="Names the entry for ever.")
    list_code = serializers.CharField(help_text="The resident, as lists name them.")
    month = MonthField(help_text="The service month that it is of.")
    kind = serializers.ChoiceField(["ORIGINAL", "REFUND", "CORRECTION"], source="kind_code")
    area = serializers.CharField()
    age = serializers.IntegerField()
    need_thousandths = serializers.IntegerField()
    starts_on = serializers.DateField()
    days = serializers.IntegerField()
    annual_cents = serializers.IntegerField()
    cents = serializers.IntegerField()
    cause = serializers.CharField(source="cause_code")
    cause_name = serializers.CharField(source="cause")
    refunds_run = MonthField(allow_null=True, help_text="From the run of which month it takes back.")
    receipt_number = serializers.CharField(help_text="Of the choice that it comes from; empty without one.")


class RunEntrySerializer(EntrySerializer):
    """One entry of a run, with whose statement it is on."""

    provider = serializers.CharField()
    site = serializers.CharField()


class EntriesSerializer(serializers.Serializer):
    """One page of entries, at most 500, in the order of their keys."""

    next = serializers.URLField(allow_null=True)
    entries = EntrySerializer(many=True)


class RunEntriesSerializer(EntriesSerializer):
    """One page of a run's entries, at most 500, in the order of their keys."""

    entries = RunEntrySerializer(many=True)


def asked_after(request: Request) -> Key | None:
    """Return the key after which entries are asked for; refuses what is none."""
    question = EntriesQuestion(data=request.query_params)
    question.is_valid(raise_exception=True)
    return question.validated_data.get("after")


def asked_month(request: Request) -> Month | None:
    """Return the month that is asked for; refuses what is none."""
    question = MonthQuestion(data=request.query_params)
    question.is_valid(raise_exception=True)
    return question.validated_data.get("month")


def as_body(request: Request, page: EntryPage) -> dict[str, Any]:
    """Return a page of entries with the address of the next one."""
    address = request.build_absolute_uri(f"{request.path}?after={page.after}") if page.after else None
    return {"next": address, "entries": page.lines}
