"""Whom a case manager invited, as staff type it or give it as a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from registry.queries import as_identity_code

INVITED_ON = {"label": _("Invited on"), "help_text": _("The day of the case manager's invitation.")}


class InvitationForm(forms.Form):
    """One resident, by identity code."""

    identity_code = forms.CharField(
        label=_("Identity code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    invited_on = DayField(**INVITED_ON)

    def clean_identity_code(self) -> str:
        """Refuse what is no identity code."""
        code = as_identity_code(self.cleaned_data["identity_code"])
        if code is None:
            raise ValidationError(_("This is not an identity code. Check the figures and the last character."))
        return code


class InvitationFileForm(forms.Form):
    """A file with one identity code a line."""

    file = forms.FileField(
        label=_("File of identity codes"),
        help_text=_("CSV or text in UTF-8: the identity code comes first on each line. A heading may stand on top."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )
    invited_on = DayField(**INVITED_ON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Beside the other form on one page.
        super().__init__(*args, prefix="list", **kwargs)
