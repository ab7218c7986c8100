"""The shape of what residents and staff type about choices, lists and vouchers; rules are the actions'."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from registry.models import Resident
from vouchers import queries
from vouchers.actions import Deputy
from vouchers.forms.pilots import PilotForm
from vouchers.models import Choice

BY_SIGNATURE = "signature"
ANOTHER = "another"
GUARDIAN = ("guardian", "guardian_name", "guardian_checked")


def new_key() -> str:
    """Return a form's token: the same form sent twice chooses once."""
    return uuid.uuid4().hex


class ChoiceForm(forms.Form):
    """Confirming a choice: which strand, which site (none means home), and the form's own token."""

    strand = forms.IntegerField(widget=forms.HiddenInput)
    site = forms.SlugField(widget=forms.HiddenInput, required=False)
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)


class QueueForm(forms.Form):
    """Which strand's full list one waits for."""

    strand = forms.IntegerField(widget=forms.HiddenInput)
    site = forms.SlugField(widget=forms.HiddenInput)


class ForSomebodyForm(forms.Form):
    """Whom the page that was sent was about: another page of the same browser may have changed that meanwhile."""

    subject = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def is_for(self, resident: Resident, *, is_own: bool) -> bool:
        """Tell whether the page that was sent was about this resident; one that does not say was about oneself."""
        return self.data.get("subject", str(resident.pk) if is_own else "") == str(resident.pk)


class OwnQueueForm(ForSomebodyForm, QueueForm):
    """Waiting for a full list, asked for online."""


class OwnChoiceForm(ForSomebodyForm, ChoiceForm):
    """A choice that the resident confirms, whom it is for, and where its receipt is announced."""

    email = forms.EmailField(
        label=_("E-mail for the receipt"),
        help_text=_(
            "We write where the receipt is. The message holds no personal data. "
            "If you leave the field empty, an address that we have already stays in use."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _(
                "Write the whole address, for example name@example.fi, or leave it empty. Nothing is chosen yet."
            )
        },
    )

    @property
    def only_email_is_wrong(self) -> bool:
        """Tell whether the resident can put it right; the other fields are hidden."""
        return set(self.errors) == {"email"}

    @property
    def email_given(self) -> str | None:
        """The address that was written; None where none was: an emptied field takes no address out."""
        return self.cleaned_data["email"] or None


class AtDeskForm(forms.Form):
    """How somebody who came to the desk was identified; where it is a child's guardian, which one.

    Guardians are those of the register on the day. Another is named, and only when the papers were checked.
    """

    identified_by = forms.ChoiceField(
        label=_("How the resident was identified"),
        choices=[
            ("", _("Choose")),
            ("identity_card", _("Identity card or passport")),
            ("driving_licence", _("Driving licence")),
            ("guardian", _("A guardian, whose identity and right were checked")),
            ("legal_guardian", _("A legal guardian, whose identity and order were checked")),
            ("mandate", _("Somebody with a mandate, which was checked with their identity")),
        ],
        error_messages={"required": _("Say how you checked who the resident is.")},
    )

    guardian = forms.ChoiceField(label=_("Which guardian"), required=False)
    guardian_name = forms.CharField(
        label=_("Name of the guardian, and why the register does not have them"), max_length=160, required=False
    )
    guardian_checked = forms.BooleanField(
        label=_("The papers that show the guardian's right were checked"), required=False
    )

    def __init__(self, *args: Any, resident: Resident, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if queries.is_grown_up(resident, on=on):
            for name in GUARDIAN:
                del self.fields[name]
            return
        self.guardians = {str(one.pk): one for one in queries.guardians_of(resident, on=on)}
        self.fields["guardian"].choices = [
            ("", _("Choose, if a guardian acts")),
            *((pk, one.full_name) for pk, one in self.guardians.items()),
            (ANOTHER, _("Another, who is not in the register")),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask which guardian it is, and of one whom the register lacks the name and that the papers were checked."""
        asked = super().clean() or {}
        if asked.get("identified_by") != Choice.Capacity.GUARDIAN or "guardian" not in self.fields:
            return asked
        if not asked.get("guardian"):
            self.add_error("guardian", _("Choose which guardian acts for the child. Nothing was changed."))
        elif asked["guardian"] == ANOTHER:
            if not asked.get("guardian_name", "").strip():
                self.add_error("guardian_name", _("Write who it is, and why the register does not have them."))
            if not asked.get("guardian_checked"):
                self.add_error("guardian_checked", _("Tick this once the papers are checked. Nothing was changed."))
        return asked

    @property
    def deputy(self) -> Deputy | None:
        """Who acts for the resident, by the papers that were checked; nobody where the resident came or signed."""
        papers = self.cleaned_data["identified_by"]
        if papers not in Choice.Capacity.values:
            return None
        if papers != Choice.Capacity.GUARDIAN or "guardian" not in self.fields:
            return Deputy(papers)
        picked = self.guardians.get(self.cleaned_data["guardian"])
        return Deputy(papers, picked) if picked else Deputy(papers, name=self.cleaned_data["guardian_name"].strip())


class DeskChoiceForm(AtDeskForm, ChoiceForm):
    """A choice made for a resident at the desk."""

    field_order = ("identified_by", *GUARDIAN)


class DeskQueueForm(AtDeskForm, QueueForm):
    """Waiting for a full list, asked for at the desk, or by a form on paper that chose the full list."""

    field_order = ("identified_by", *GUARDIAN)

    identified_by = forms.ChoiceField(
        label=AtDeskForm.base_fields["identified_by"].label,
        choices=[
            *AtDeskForm.base_fields["identified_by"].choices,
            (BY_SIGNATURE, _("Signed form, compared with the register")),
        ],
        error_messages=AtDeskForm.base_fields["identified_by"].error_messages,
    )

    @property
    def channel(self) -> str:
        """How it was asked for."""
        by_form = self.cleaned_data["identified_by"] == BY_SIGNATURE
        return Choice.Channel.PAPER if by_form else Choice.Channel.DESK


class ReasonForm(forms.Form):
    """Why somebody looks at protected data."""

    reason = forms.CharField(
        label=_("Why do you need the address?"),
        help_text=_("The reason and your name go into the access log, which the resident can read."),
        max_length=200,
        min_length=5,
        error_messages={
            "required": _("Write the reason. Without one the address is not shown."),
            "min_length": _("Write the reason in words that the resident understands."),
        },
    )


class IssueForm(forms.Form):
    """From which day vouchers hold."""

    on = DayField(label=_("Valid from"), help_text=_("Whoever may choose on this day and has no voucher gets one."))


class PopulationForm(PilotForm):
    """A population file and the pilot it is for; what the file holds is the action's to refuse."""

    file = forms.FileField(
        label=_("Population file"),
        help_text=_("CSV or JSON lines in UTF-8. The first line of a CSV file names the columns."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )


class BatchReviewForm(forms.Form):
    """What came of looking through the rows that a file left out."""

    note = forms.CharField(
        label=_("What came of it"),
        help_text=_(
            "For example whom you asked to correct the rows, or why they stay out. No names or identity codes."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what came of it.")},
    )
