"""How a list of entries is narrowed."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from billing import words
from billing.models import Entry
from pilot.forms import MonthField

MOST_ID = 2**63 - 1


class EntryFilterForm(forms.Form):
    """How a list of entries is narrowed; what of an address makes no sense narrows nothing."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All")),
            ("ORIGINAL", words.KINDS["ORIGINAL"]),
            ("corrections", _("Refunds and corrections")),
            ("REFUND", words.KINDS["REFUND"]),
            ("CORRECTION", words.KINDS["CORRECTION"]),
        ],
    )
    month = MonthField(label=_("Service month"), required=False)
    resident = forms.CharField(label=_("Resident's list code"), required=False, max_length=12)
    area = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MOST_ID)
    cell = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MOST_ID)
    site = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MOST_ID)

    def narrow(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """Narrow the entries by what was asked."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("kind") == "corrections":
            rows = rows.exclude(kind=Entry.Kind.ORIGINAL)
        elif asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        if asked.get("month"):
            rows = rows.filter(month=asked["month"].first)
        if asked.get("resident"):
            rows = rows.filter(resident__list_code__iexact=asked["resident"].strip())
        for name in ("area", "cell", "site"):
            if asked.get(name) is not None:
                rows = rows.filter(**{name: asked[name]})
        return rows
