"""How the staff's and providers' lists are narrowed: what may be asked in the address, never a name."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from pilot.models import Area, User
from registry.models import Resident
from vouchers import queries
from vouchers.models import EarlyChange

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


class ListFilterForm(forms.Form):
    """Which day of a list, and changes since which day."""

    site = forms.ChoiceField(label=_("Site"), required=False)
    on = DayField(label=_("Day"), required=False)
    since = DayField(label=_("Changes since"), required=False)
    state = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("", _("All")),
            ("on", _("On the list")),
            ("arrived", _("Arrived since")),
            ("left", _("Left since")),
            ("coming", _("Coming")),
        ],
    )

    def __init__(self, *args, sites: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = sites
        if len(sites) < 2:
            self.fields["site"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Refuse changes since a day that comes after the list's own."""
        asked = self.cleaned_data
        if asked.get("on") and asked.get("since") and asked["since"] > asked["on"]:
            self.add_error("since", _("Changes are counted up to the day of the list. Write an earlier day here."))
        return asked


class EarlyChangeFilterForm(forms.Form):
    """What the queue of early changes can be narrowed by."""

    which = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("", _("Waits for a decision")),
            ("mine", _("Mine")),
            ("free", _("Without an owner")),
            ("late", _("Late")),
            ("closed", _("Closed")),
            ("all", _("All")),
        ],
    )


class EarlyChangeFilters:
    """The queue of early changes as its address narrows it."""

    def __init__(self, query: QueryDict, rows: QuerySet[EarlyChange], user: User, on: date) -> None:
        self.form = EarlyChangeFilterForm(query or None)
        which = self.form.cleaned_data.get("which", "") if self.form.is_valid() else ""
        found = queries.early_changes(rows, on=on)
        waiting = found.filter(state=EarlyChange.State.OPEN)
        self.qs = {
            "mine": waiting.filter(owner=user),
            "free": waiting.filter(owner=None),
            "late": waiting.filter(is_late=True),
            "closed": found.exclude(state=EarlyChange.State.OPEN),
            "all": found,
        }.get(which, waiting)
