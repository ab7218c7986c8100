"""From which list lots are drawn and for which day, as staff type it. Whether that may be is the action's."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField


class MovesForm(forms.Form):
    """The day from which those who are drawn are on another list."""

    site = forms.SlugField(widget=forms.HiddenInput)
    effective_on = DayField(
        label=_("They move on"),
        help_text=_("The first day on another list. The rules say how early it may be; a later day leaves more time."),
    )
