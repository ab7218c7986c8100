"""The dates by which a pilot closes, as staff type them. Whether they make a script is the action's."""

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from vouchers.actions.closing import ClosingDates


class ClockField(forms.RegexField):
    """A time of day as it is written: 14.00 or 14:00."""

    def __init__(self, **kwargs) -> None:
        super().__init__(r"^([01]?\d|2[0-3])[.:][0-5]\d$", **kwargs)

    def clean(self, value: str) -> time | None:
        """Read the time."""
        text = super().clean(value)
        return datetime.strptime(text.replace(":", "."), "%H.%M").time() if text else None


class ClosingPlanForm(forms.Form):
    """The script's dates, in its order."""

    join_until_on = DayField(
        label=_("Last day for new residents"), help_text=_("Afterwards nobody new comes to a private site.")
    )
    join_until_time = ClockField(
        label=_("On that day until"),
        initial="14.00",
        widget=forms.TextInput({"class": "input--short", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the time, for example 14.00."),
            "invalid": _("Write the time as 14.00."),
        },
    )
    letters_on = DayField(label=_("Letters from"), help_text=_("To everybody who is with a private site."))
    choose_until = DayField(
        label=_("Own choice until"), help_text=_("The last day on which residents choose a public site themselves.")
    )
    closes_on = DayField(
        label=_("Closes on"),
        help_text=_("The first day without private sites. Whoever did not choose is then at the home health station."),
    )
    settle_until = DayField(
        label=_("Corrections until"), help_text=_("The last day on which a run may still correct earlier months.")
    )

    @property
    def dates(self) -> ClosingDates:
        """The dates of a valid form."""
        return ClosingDates(**self.cleaned_data)
