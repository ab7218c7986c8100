"""The reasons of a decision, asked for in the same way wherever one is made (434/2003, section 45)."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def reasons_field(help_text: str | Promise | None = None) -> forms.CharField:
    """Return the field; the hint is for the resident as the reader unless another is given."""
    return forms.CharField(
        label=_("Reasons"),
        help_text=help_text
        or _("The resident reads them. Write in the resident's language which facts and rules decide."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": _("Write the reasons. A decision without them is not lawful.")},
    )
