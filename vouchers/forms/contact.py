"""What residents type about how they want to be reached."""

from typing import Any

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
    """The address to prove. An emptied field takes nothing out: that has a button of its own."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a link to the address. It is in use when you have opened the link."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write the whole address, for example name@example.fi. Nothing was changed."),
            "required": _("Write the address. Nothing was changed."),
        },
    )

    def __init__(self, *args: Any, kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kept:
            text = _("The field was empty. Your address {address} was kept. To take it out, use the button for that.")
            self.fields["email"].error_messages["required"] = text.format(address=kept)
