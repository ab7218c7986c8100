"""The shape of what staff give of the register's change feed: a file, and what was done about a change in doubt."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vouchers.forms.pilots import PilotForm


class FeedAnswerForm(PilotForm):
    """A file of the change feed and the pilot it is for."""

    file = forms.FileField(
        label=_("Change file"),
        help_text=_("An answer of the change feed, or a list of them, as JSON."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )


class ChangeSettlementForm(forms.Form):
    """What somebody did by hand about a change in doubt."""

    note = forms.CharField(
        label=_("What you did"),
        help_text=_("For example that you recorded the move at the desk. No names or identity codes."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what you did about it.")},
    )
