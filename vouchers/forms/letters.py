"""What staff type about letters that came back or are handed over."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnForm(forms.Form):
    """Why a letter came back."""

    why = forms.CharField(
        label=_("Why did it come back?"),
        help_text=_("As the envelope says it, for example: address unknown. Not the address itself."),
        max_length=200,
        error_messages={"required": _("Write why the letter came back, as the envelope says it.")},
    )


class HandOverForm(forms.Form):
    """How the reader was recognised."""

    identified_by = forms.CharField(
        label=_("How was the resident recognised?"),
        help_text=_("For example: passport. Not its number."),
        max_length=200,
        error_messages={"required": _("Write how you recognised the resident, for example by passport.")},
    )
