"""The shape of the incentive's targets as staff type them: a form a target, and empty ones for more."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.actions import TargetDraft
from billing.models import IncentiveTarget, TargetColumns

MOST_TARGETS = 12
MORE = 2
MOST_FIGURE, MOST_WEIGHT = 2**31 - 1, 1000
START = {"direction": IncentiveTarget.Direction.AT_LEAST, "unit": IncentiveTarget.Unit.PER_CENT}
INDICATORS = [("", _("typed with its source")), *(TargetColumns._meta.get_field("indicator").choices or ())]
WRONG = {
    "required": _("Write a whole number, for example 6."),
    "invalid": _("This is not a whole number. Write figures only, for example 6."),
    "min_value": _("Write a number of at least %(limit_value)s."),
    "max_value": _("Write a number of at most %(limit_value)s."),
}
SHORT = {"class": "input--short", "inputmode": "numeric", "autocomplete": "off"}


class TargetForm(forms.Form):
    """One target; a form in which nothing was written is none."""

    name_fi = forms.CharField(
        label=_("Name in Finnish"), max_length=120, error_messages={"required": _("Write what the target is called.")}
    )
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    indicator = forms.ChoiceField(
        label=_("Where the figure is from"),
        choices=INDICATORS,
        required=False,
    )
    direction = forms.ChoiceField(label=_("The figure is"), choices=IncentiveTarget.Direction.choices)
    threshold = forms.IntegerField(
        label=_("Limit"),
        min_value=0,
        max_value=MOST_FIGURE,
        widget=forms.TextInput(attrs=SHORT),
        error_messages=WRONG,
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=IncentiveTarget.Unit.choices)
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=MOST_WEIGHT,
        widget=forms.TextInput(attrs=SHORT),
        error_messages=WRONG,
    )
    is_left_out = forms.BooleanField(label=_("Leave this target out"), required=False)

    @property
    def target(self) -> TargetDraft:
        """Return what the action takes."""
        return TargetDraft(**{name: value for name, value in self.cleaned_data.items() if name != "is_left_out"})


class TargetForms:
    """The forms of a page: as many as were shown, those that hold something and the empty ones.

    The error summary takes it for one form.
    """

    def __init__(self, targets: Sequence[TargetColumns] = (), data: Mapping[str, Any] | None = None) -> None:
        self.data = data
        shown = range(min(len(targets) + MORE, MOST_TARGETS))
        if data is not None:
            shown = range(sum(f"target-{place}-name_fi" in data for place in range(MOST_TARGETS)))
        self.forms = [self._form(place, targets) for place in shown]

    def _form(self, place: int, targets: Sequence[TargetColumns]) -> TargetForm:
        prefix = f"target-{place}"
        if self.data is None and place < len(targets):
            values = {name: getattr(targets[place], name) for name in TargetForm.base_fields if name != "is_left_out"}
            return TargetForm(prefix=prefix, initial=values)
        return TargetForm(self.data, prefix=prefix, initial=START, empty_permitted=True, use_required_attribute=False)

    @property
    def chosen(self) -> list[TargetForm]:
        """Return the forms that are a target: neither empty nor left out."""
        return [form for form in self.forms if form.has_changed() and not form["is_left_out"].value()]

    @property
    def is_bound(self) -> bool:
        """Whether something was sent."""
        return self.data is not None

    @property
    def errors(self) -> list[forms.BoundField]:
        """Return the fields that could not be read."""
        return [bound for form in self.chosen for bound in form if bound.errors] if self.is_bound else []

    def non_field_errors(self) -> list[str]:
        """Return nothing: whatever is wrong is wrong at a field."""
        return []

    def __iter__(self) -> Iterator[forms.BoundField]:
        return iter(self.errors)

    def is_valid(self) -> bool:
        """Tell whether everything that is not left out can be read."""
        return self.is_bound and not self.errors

    @property
    def targets(self) -> list[TargetDraft]:
        """Return the targets in their order."""
        return [form.target for form in self.chosen]
