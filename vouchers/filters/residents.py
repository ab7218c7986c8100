"""How the staff's list of residents is narrowed."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pilot.models import Area
from registry.models import Resident
from vouchers import queries

KINDS = [
    ("", _("All")),
    ("choice", _("On a list by own choice")),
    ("coming", _("A choice waits to take effect")),
    ("home", _("On the home site's list")),
    ("none", _("On nobody's list")),
    ("no_voucher", _("Without a voucher")),
    ("died", _("Died")),
]


class ResidentFilterForm(forms.Form):
    """What the list of residents can be narrowed by."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    kind = forms.ChoiceField(label=_("Which"), required=False, choices=KINDS)

    def __init__(self, *args, areas: QuerySet[Area], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("All")), *((str(area.pk), area.name) for area in areas)]


class ResidentFilters:
    """The list of residents as its address narrows it."""

    def __init__(self, query: QueryDict, residents: QuerySet[Resident], areas: QuerySet[Area], on: date) -> None:
        self.form = ResidentFilterForm(query or None, areas=areas)
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        rows = queries.residents_listed(residents, on=on)
        if asked.get("area"):
            # Somebody under non-disclosure is not found by where they live.
            rows = rows.filter(is_protected=False, residences__area=asked["area"], residences__period__contains=on)
        self.qs = queries.of_kind(rows, asked.get("kind", ""), on=on)
