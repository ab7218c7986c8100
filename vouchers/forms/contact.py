"""What residents type about how they want to be reached."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.context import LANGUAGE_NAMES


class ContactForm(forms.Form):
    """Language of letters, and telephone."""

    language = forms.ChoiceField(
        label=_("Language of letters and messages"), choices=list(LANGUAGE_NAMES.items()), widget=forms.RadioSelect
    )
    phone = forms.RegexField(
        r"^[0-9+ ()-]{5,40}$",
        label=_("Telephone"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={
            "invalid": _("Write the number with figures and spaces, for example 040 123 4567. Nothing was saved.")
        },
    )


class EmailForm(forms.Form):
    """The address to prove; empty takes the present one out."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_(
            "We send a link to the address. It is in use when you have opened the link. "
            "If you leave the field empty, your present address is taken out."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write the whole address, for example name@example.fi, or leave it empty. Nothing was saved.")
        },
    )
