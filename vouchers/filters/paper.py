"""How the list of paper forms is narrowed."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vouchers import queries
from vouchers.models import PaperForm


class PaperFilterForm(forms.Form):
    """What the list of paper forms can be narrowed by."""

    which = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("", _("Waits for somebody")),
            ("accepted", _("Registered")),
            ("rejected", _("Not accepted")),
            ("voided", _("Entered by mistake")),
            ("all", _("All")),
        ],
    )


class PaperFilters:
    """The list of paper forms as its address narrows it."""

    def __init__(self, query: QueryDict, rows: QuerySet[PaperForm], on: date) -> None:
        self.form = PaperFilterForm(query or None)
        which = self.form.cleaned_data.get("which", "") if self.form.is_valid() else ""
        found = queries.paper_forms(rows, on=on)
        self.qs = found if which == "all" else found.filter(state=which or PaperForm.State.ARRIVED)
