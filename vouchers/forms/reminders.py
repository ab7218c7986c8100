"""By how many days residents are reminded, as staff type it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vouchers.models import ReminderKind

HELP = {
    ReminderKind.UNUSED: _("Days after the voucher. To whoever has never chosen and waits for no list."),
    ReminderKind.LAST_CHOICE: _("Days before the last day for choosing. To whoever has never chosen."),
    ReminderKind.REGRET: _("Days before the last day for taking the choice back. To whoever has one that waits."),
    ReminderKind.CLOSING: _("Days before the last day for own choice. To whoever is still with a private site then."),
}


class ReminderRulesForm(forms.Form):
    """A number of days for each kind; empty reminds nobody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ReminderKind:
            self.fields[kind.value] = forms.IntegerField(
                label=kind.label,
                help_text=HELP[kind],
                required=False,
                min_value=0,
                widget=forms.TextInput({"class": "input--short", "inputmode": "numeric", "autocomplete": "off"}),
                error_messages={
                    "invalid": _("Write a whole number of days, or leave it empty."),
                    "min_value": _("Write a whole number of days, or leave it empty."),
                },
            )
