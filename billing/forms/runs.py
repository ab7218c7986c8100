"""What is said with a deed on a run: a note, the digest that was looked at, where payments were seen."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    """A deed and what is said with it."""

    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class ApprovalForm(NoteForm):
    """An approval names the digest that was looked at."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    field_order = ["digest", "note"]


class PaidForm(forms.Form):
    """Where payments were seen as booked, when the bank sends no message of it."""

    note = forms.CharField(
        label=_("Where you saw them"),
        help_text=_("For example the account statement and its day."),
        max_length=500,
        error_messages={"required": _("Write where you saw the payments.")},
    )
