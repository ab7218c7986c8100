"""How the staff's list of letters is narrowed: by what they wait for."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vouchers import queries
from vouchers.models import Delivery

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

    queue = forms.ChoiceField(label=_("Which"), required=False, choices=CHOICES)


class LetterFilters:
    """The list of letters as its address narrows it."""

    def __init__(self, query: QueryDict, rows: QuerySet[Delivery]) -> None:
        self.form = LetterFilterForm(query or None)
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        self.qs = queries.in_queue(queries.deliveries_listed(rows), asked.get("queue", ""))
