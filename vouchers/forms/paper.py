"""What staff type of a form on paper: what stands on it, and why it makes no choice. Rules are the actions'."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from providers.models import Site
from registry.models import Resident
from vouchers.forms.child_say import SAY, ChildSayForm
from vouchers.forms.early import HOME
from vouchers.forms.reasons import reasons_field
from vouchers.models import Choice, PaperForm

UNCLEAR = "unclear"
Capacity, ReceiptBy = Choice.Capacity, PaperForm.ReceiptBy


class PaperEntryForm(forms.Form):
    """A form as it came: when, what is ticked, who signed, and how the receipt is asked for."""

    arrived_on = DayField(
        label=_("Arrived on"), help_text=_("The day on the stamp. The choice counts from it, not from today.")
    )
    site = forms.ChoiceField(
        label=_("What is chosen"), error_messages={"required": _("Choose what is ticked on the form.")}
    )
    capacity = forms.ChoiceField(
        label=_("Who signed"),
        choices=[
            (Capacity.OWN, _("The resident")),
            (Capacity.GUARDIAN, _("A guardian of the child")),
            (Capacity.LEGAL_GUARDIAN, _("A legal guardian, whose appointment is enclosed")),
            (Capacity.MANDATE, _("Somebody with a mandate, which is enclosed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who signed.")},
    )
    signatory = forms.ChoiceField(label=_("Which guardian, by the register"), required=False)
    signatory_name = forms.CharField(
        label=_("Name of whoever signed for the resident"),
        help_text=_("Only if it is not a guardian chosen above."),
        max_length=160,
        required=False,
    )
    signatory_checked = forms.BooleanField(
        label=_("The papers that show the right to sign were checked"),
        help_text=_("Needed of a guardian who is written by name."),
        required=False,
    )
    receipt_by = forms.ChoiceField(
        label=_("How the confirmation is sent"),
        choices=ReceiptBy.choices,
        widget=forms.RadioSelect,
        initial=ReceiptBy.LETTER,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Write the whole address as it stands on the form. Nothing is entered yet.")},
    )
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, sites: Iterable[Site], guardians: Iterable[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [
            ("", _("Choose")),
            (HOME, _("Return to the home health station")),
            (UNCLEAR, _("It cannot be read")),
            *((site.slug, site.name) for site in sites),
        ]
        self.fields["signatory"].choices = [
            ("", _("Not one of these")),
            *((str(guardian.pk), guardian.full_name) for guardian in guardians),
        ]
        if len(self.fields["signatory"].choices) == 1:
            self.fields["signatory"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask for a name where another signed, and for an address where the receipt goes there."""
        asked = super().clean() or {}
        if asked.get("capacity") != Capacity.GUARDIAN:
            asked["signatory"] = ""
        if asked.get("capacity") == Capacity.OWN or asked.get("signatory"):
            asked["signatory_name"] = ""
        elif "capacity" in asked and not asked.get("signatory_name", "").strip():
            self.add_error("signatory_name", _("Write who signed for the resident."))
        elif asked.get("capacity") == Capacity.GUARDIAN and not asked.get("signatory_checked"):
            self.add_error("signatory_checked", _("Tick this once the papers are checked. Nothing is entered yet."))
        if asked.get("receipt_by") == ReceiptBy.EMAIL and not asked.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address, or send the confirmation by letter."))
        return asked


class PaperVoidingForm(forms.Form):
    """What was wrong with the entry of a form."""

    reason = forms.CharField(
        label=_("What was wrong with the entry"),
        help_text=_("For example: the wrong site was picked, or the form had been entered already. Staff read it."),
        max_length=200,
        error_messages={"required": _("Write what was wrong with the entry. Nothing was changed.")},
    )


class PaperRejectionForm(ChildSayForm):
    """Why a form makes no choice."""

    ground = forms.ChoiceField(
        label=_("Why the form makes no choice"),
        choices=PaperForm.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground.")},
    )
    reasons = reasons_field()
    field_order = ("ground", *SAY, "reasons")
