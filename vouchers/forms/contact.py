"""What residents type about how they want to be reached."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.context import LANGUAGE_NAMES
from pilot.forms import LanguageRadios


class ContactForm(forms.Form):
    """Language of letters, telephone, and an address to prove: one form, so that no button loses what stands beside."""

    language = forms.ChoiceField(
        label=_("Language of letters and messages"), choices=list(LANGUAGE_NAMES.items()), widget=LanguageRadios
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
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a link to a new address. It is in use when you have opened the link."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write the whole address, for example name@example.fi. Nothing was changed.")},
    )

    def clean_email(self) -> str:
        """Keep an address whose field was emptied: taking it out has a button of its own."""
        email, kept = self.cleaned_data["email"], self.initial["email"]
        if kept and not email:
            text = _("The field was empty. Your address {address} was kept. To take it out, use the button for that.")
            raise forms.ValidationError(str(text).format(address=kept), code="required")
        return email

    @property
    def asked_email(self) -> str:
        """Return the address that a link is to be sent to: a new one, or the same when the button asks for a link."""
        email = self.cleaned_data["email"]
        return email if email != self.initial["email"] or "link" in self.data else ""
