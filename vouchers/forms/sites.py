"""The shape of what staff type about sites: approvals, caps, bank accounts, closings. Rules are the actions'."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from pilot.identifiers import NotAnIban, parse_iban

MOST_PLACES = 1_000_000


class ApprovalForm(forms.Form):
    """From which day a site is approved, by which decision."""

    day = "first"
    first = DayField(label=_("Approved from"))
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=40, required=False)


class CapForm(forms.Form):
    """How many residents a list takes from a day on, or that it has no cap any more."""

    day = "first"
    places = forms.IntegerField(
        label=_("Places on the list"),
        required=False,
        min_value=0,
        max_value=MOST_PLACES,
        widget=forms.TextInput({"class": "input--short", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number, for example 400."),
        },
    )
    is_lifted = forms.BooleanField(label=_("No cap any more"), required=False)
    first = DayField(
        label=_("From"),
        help_text=_("Nobody loses a place. A list that is over its cap, or will be on this day, only takes no more."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, so that a field left empty by a slip lifts nothing."""
        asked = super().clean() or {}
        if "places" in asked and (asked["places"] is None) != asked["is_lifted"]:
            both = _("Write the places, or tick that there is no cap any more: not both.")
            self.add_error("places", both if asked["is_lifted"] else _("Write how many places."))
        return asked


class BankAccountForm(forms.Form):
    """Where a provider is paid from a day on."""

    iban = forms.CharField(
        label=_("Account number (IBAN)"),
        max_length=42,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Write the account number.")},
    )
    holder = forms.CharField(
        label=_("Account holder"),
        max_length=70,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Write whose account it is.")},
    )
    first = DayField(label=_("Paid there from"), help_text=_("What is paid on this day or later goes to this account."))

    def clean_iban(self) -> str:
        """Read the account number, so that all that is wrong is told at once."""
        try:
            return parse_iban(self.cleaned_data["iban"])
        except NotAnIban as refusal:
            raise forms.ValidationError(refusal.message) from refusal


class ClosingForm(forms.Form):
    """The first day on which a site has no list; confirmed after a look at whom it moves."""

    day = "closes_on"
    closes_on = DayField(label=_("Closes on"), help_text=_("The first day without a list."))
    is_confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
