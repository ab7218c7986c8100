"""The shape of what staff type about a resident by hand: deaths and moves. Rules are the actions'."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayInput
from registry import errors
from registry.actions import register_day

# As people write it, and as registers do; both may leave out the day, or the day and the month.
AS_WRITTEN = re.compile(r"(?:(?:(\d{1,2})\.\s?)?(\d{1,2})\.\s?)?(\d{4})", re.ASCII)


class RegisterDayField(forms.Field):
    """A day, a month or a year: 11.2.2017, 2.2017 or 2017; given as the register writes it, 2017-02-11."""

    widget = DayInput
    default_error_messages = {"required": _("Write the day, for example 15.3.2017.")}

    def to_python(self, value: str) -> str | None:
        """Read the day and refuse one that no calendar has."""
        if value in self.empty_values:
            return None
        text = value.strip()
        match = AS_WRITTEN.fullmatch(text)
        if match:
            day, month, year = match.groups()
            text = "-".join(part for part in (year, month and f"{int(month):02}", day and f"{int(day):02}") if part)
        try:
            register_day(text, "last_day")
        except errors.NotARegisterDay as refusal:
            raise ValidationError(
                errors.NotARegisterDay(value=value.strip()[:20]).message, code=refusal.code
            ) from refusal
        return text


class DeathForm(forms.Form):
    """The last day alive, as exactly as the register knows it."""

    died = RegisterDayField(
        label=_("Day of death"),
        help_text=_("A day, a month or a year: 11.2.2017, 2.2017 or 2017. Lists follow from it."),
    )


class MoveForm(forms.Form):
    """A new home from a day on. The area is read from the address, as it is from the register's file."""

    moved = RegisterDayField(
        label=_("Lives there from"), help_text=_("A day, a month or a year, for example 1.4.2017.")
    )
    street = forms.CharField(label=_("Street address"), max_length=120, required=False)
    postal_code = forms.RegexField(
        r"^[0-9]{5}$",
        label=_("Postal code"),
        error_messages={"invalid": _("A postal code has five figures, for example 40520.")},
        widget=forms.TextInput({"class": "input--short", "inputmode": "numeric"}),
    )
    town = forms.CharField(label=_("Town"), max_length=60, required=False)
    municipality_code = forms.RegexField(
        r"^[0-9]{3}$",
        label=_("Municipality number"),
        help_text=_("Three figures, for example 179. It may be left out."),
        error_messages={"invalid": _("A municipality number has three figures, for example 179.")},
        required=False,
        widget=forms.TextInput({"class": "input--short", "inputmode": "numeric"}),
    )
