"""The shape of what staff give of the register's change feed: a file, what was done about a doubt, or why it waits."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.calendar import Month
from vouchers.forms.pilots import PilotForm


class FeedAnswerForm(PilotForm):
    """A file of the change feed and the pilot it is for."""

    file = forms.FileField(
        label=_("Change file"),
        help_text=_("An answer of the change feed, or a list of them, as JSON."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )


class ChangeSettlementForm(forms.Form):
    """What somebody did by hand about a change in doubt."""

    note = forms.CharField(
        label=_("What you did"),
        help_text=_("For example that you recorded the move at the desk. No names or identity codes."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what you did about it.")},
    )


class PostponementForm(forms.Form):
    """For which month changes in doubt are put off, which of them, and why."""

    month = forms.ChoiceField(
        label=_("Month"), help_text=_("A month is stopped by what came before its end. The next month it stops again.")
    )
    everything = forms.BooleanField(
        label=_("All that stop the month, also those on other pages"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why the month need not wait"),
        help_text=_("Finance reads it before freezing. No names or identity codes."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why the month need not wait for it.")},
    )

    def __init__(self, *args: Any, months: list[Month], asked: str = "", picked: Sequence[str] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = {str(month): formats.month(month) for month in months}
        self.fields["month"].choices = list(choices.items())
        # A month is frozen when it is over.
        usual = str(months[min(1, len(months) - 1)])
        self.fields["month"].initial = asked if asked in choices else usual
        self.picked = [int(pk) for pk in picked if pk.isdecimal()]

    def clean_month(self) -> Month:
        """Read the month."""
        return Month.parse(self.cleaned_data["month"])

    def clean(self) -> dict[str, Any]:
        """Ask for at least one change."""
        if not self.picked and not self.cleaned_data.get("everything"):
            self.add_error("everything", _("Tick the changes in the list, or all of them here."))
        return self.cleaned_data
