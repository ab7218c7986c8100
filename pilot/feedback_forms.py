"""What people type when they give feedback, and staff when they answer."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilot.identifiers import names_identity_code

LONGEST = 4_000


def without_identity_codes(text: str) -> None:
    """Refuse what reads like an identity code: a message travels and is kept where codes do not belong."""
    if names_identity_code(text):
        raise ValidationError(
            _("There is something like an identity code in the text. Nothing was sent: take it out and send again."),
            code="identity_code",
        )


class FeedbackForm(forms.Form):
    """What was hard, on which page, and where to answer."""

    text = forms.CharField(
        label=_("What was hard, or did not work?"),
        help_text=_("Please do not write about your health or anybody's identity code."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[without_identity_codes],
        error_messages={"required": _("Write in your own words what was hard. Nothing has been sent yet.")},
    )
    page = forms.CharField(
        label=_("On which page?"),
        help_text=_("Its name or address, if you know it."),
        max_length=200,
        required=False,
        validators=[without_identity_codes],
    )
    email = forms.EmailField(
        label=_("Your e-mail, if you want an answer"),
        help_text=_("We answer within 14 days. Without an address we read what you write, but cannot answer."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write the whole address, for example name@example.fi, or leave it empty. Nothing was sent.")
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AnswerForm(forms.Form):
    """The answer, in the language in which the feedback was given."""

    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("It is sent as you write it, and cannot be changed afterwards."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        validators=[without_identity_codes],
        error_messages={"required": _("Write the answer. Nothing has been sent yet.")},
    )
