"""The shape of what finance types about the books: accounts, and cost places by area or site."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from billing.actions.accounting import AccountsDraft
from billing.models import AccountingRules, Use
from pilot.forms import DayField
from pilot.models import Area, Organiser

HOLDS_FOR = [("strand", _("This strand")), ("all", _("Every strand of the organiser"))]


class AccountsForm(forms.Form):
    """A set of accounts for a strand: an account for each use, and a cost place for each area or site."""

    first = DayField(label=_("Holds from"), help_text=_("The first day in the books, not the first day of care."))
    holds_for = forms.ChoiceField(label=_("Holds for"), choices=HOLDS_FOR, initial="strand")
    cost_places_by = forms.ChoiceField(label=_("Cost places"), choices=AccountingRules.By.choices)
    cost_place = forms.CharField(
        label=_("Cost place"), max_length=20, help_text=_("Where an area or site has none of its own.")
    )

    def __init__(self, *args: Any, areas: list[Area], sites: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for use in Use:
            self.fields[f"account_{use}"] = forms.CharField(label=use.label, max_length=20)
            self.fields[f"name_{use}"] = forms.CharField(label=_("Its name"), max_length=80, required=False)
        for kind, things in (("area", areas), ("site", sites)):
            for thing in things:
                self.fields[f"{kind}_{thing.pk}"] = forms.CharField(label=thing.name, max_length=20, required=False)

    @property
    def accounts(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Yield each use's account and its name."""
        for use in Use:
            yield self[f"account_{use}"], self[f"name_{use}"]

    @property
    def areas(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("area_")]

    @property
    def sites(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("site_")]

    def draft(self) -> AccountsDraft:
        """Return what was typed, as the action takes it."""
        given = self.cleaned_data
        by = given["cost_places_by"]
        places = {int(name.split("_")[1]): code for name, code in given.items() if name.startswith(f"{by}_") and code}
        return AccountsDraft(
            accounts={use: (given[f"account_{use}"], given[f"name_{use}"]) for use in Use},
            cost_place=given["cost_place"],
            cost_places_by=by,
            places=places,
        )


class AreaOrganisersForm(forms.Form):
    """Which organiser bears the cost of each area; none chosen is the lead."""

    def __init__(self, *args: Any, areas: list[Area], organisers: list[Organiser], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead, choices = organisers[0], [(organiser.pk, organiser.name) for organiser in organisers]
        for area in areas:
            self.fields[f"area_{area.pk}"] = forms.TypedChoiceField(
                label=area.name, choices=choices, coerce=int, initial=area.organiser_id or lead.pk
            )

    def organisers(self) -> dict[int, int | None]:
        """Return the organiser's id by the area's."""
        return {int(name.split("_")[1]): pk for name, pk in self.cleaned_data.items()}


class GrantShareForm(forms.Form):
    """What share of the cost counts against the grant."""

    percent = forms.DecimalField(
        label=_("Per cent of the cost"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"class": "input--short", "inputmode": "decimal", "autocomplete": "off"}),
    )

    @property
    def thousandths(self) -> int:
        return int(self.cleaned_data["percent"] * 10)


def opened(rules: AccountingRules | None) -> dict[str, Any]:
    """Return what the form opens with: the set that holds now."""
    if rules is None:
        return {"cost_places_by": AccountingRules.By.AREA}
    values: dict[str, Any] = {
        "holds_for": "strand" if rules.strand_id else "all",
        "cost_places_by": rules.cost_places_by,
        "cost_place": rules.cost_place,
    }
    for account in rules.accounts.all():
        values |= {f"account_{account.use}": account.number, f"name_{account.use}": account.name}
    for place in rules.cost_places.all():
        values[f"area_{place.area_id}" if place.area_id else f"site_{place.site_id}"] = place.code
    return values
