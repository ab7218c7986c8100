"""How the staff's list of letters is narrowed: by what they wait for, and what they are about."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vouchers import queries
from vouchers.models import Delivery
from vouchers.models.letters import KINDS

CHOICES = [
    ("", _("All")),
    ("post", _("Wait for post")),
    ("message", _("Wait for the message service")),
    ("handed", _("Wait at a service point")),
    ("undeliverable", _("Did not arrive")),
    ("sent", _("Sent")),
]


class LetterFilterForm(forms.Form):
    """What the list of letters can be narrowed by."""

    queue = forms.ChoiceField(label=_("State"), required=False, choices=CHOICES)
    kind = forms.ChoiceField(label=_("About"), required=False, choices=[("", _("All")), *KINDS])


class LetterFilters:
    """The list of letters as its address narrows it."""

    def __init__(self, query: QueryDict, rows: QuerySet[Delivery]) -> None:
        self.form = LetterFilterForm(query or None)
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        self.qs = queries.in_queue(queries.deliveries_listed(rows), asked.get("queue", ""))
        if kind := asked.get("kind"):
            self.qs = self.qs.filter(letter__kind=kind)
