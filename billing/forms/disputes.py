"""What is said of a dispute by both sides, and how the queue of disputes is narrowed."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from billing.models import Dispute
from pilot.forms import MonthField
from pilot.models import User


class DisputeForm(forms.Form):
    """What a provider says is wrong with the rows that were picked, or who is missing."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("What is wrong"), choices=Dispute.Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )  # fmt: skip
    claimed = forms.CharField(
        label=_("Who is missing"),
        required=False,
        max_length=200,
        help_text=_("The resident's list code, or who it is in other words. Never a personal identity code."),
    )
    month = MonthField(label=_("Missing in which month"), required=False)
    text = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What you know, and where from. The organiser's finance reads it. No names or identity codes, and nothing"
            " of anybody's health."
        ),
        error_messages={"required": _("Say why, so that it can be looked into.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask who is missing when somebody is."""
        asked = self.cleaned_data
        if asked.get("reason") == Dispute.Reason.MISSING and not asked.get("claimed") and "claimed" not in self.errors:
            self.add_error("claimed", _("Write who is missing: the list code, or who it is in other words."))
        return asked


class MessageForm(forms.Form):
    """Something said of a dispute."""

    text = forms.CharField(
        label=pgettext_lazy("to the other side of a dispute", "Message"),
        max_length=4000,
        help_text=_("No names or identity codes, and nothing of anybody's health."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the message first.")},
    )


class DisputeFilterForm(forms.Form):
    """How the queue of disputes is narrowed."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("in_hand", _("Not decided")), ("late", _("Late")), *Dispute.State.choices],
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", _("All")), *Dispute.Reason.choices])
    owner = forms.ChoiceField(label=_("Owner"), required=False)

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(user.pk), str(user)) for user in owners]
        cast(forms.ChoiceField, self.fields["owner"]).choices = [("", _("All")), ("none", _("Nobody yet")), *named]
