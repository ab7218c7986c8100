"""The shape of what finance types about a statement's other parts: deductions, and figures for the incentive."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from billing.models import Deduction, IncentiveTarget
from billing.queries.deductions import DeductionDraft
from billing.queries.sites import Site
from pilot.forms import MoneyField, MonthField

MOST_ID = 2**63 - 1
MOST_FIGURE = 2**31 - 1


class DeductionForm(forms.Form):
    """One row of what a site bought from the organiser."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label=_("Choose"))
    month = MonthField(label=_("Month"), help_text=_("The month in which it was bought."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Deduction.Kind.choices)
    item = forms.CharField(label=_("Item"), max_length=120, help_text=_("As the invoice names it."))
    document = forms.CharField(label=_("Document"), max_length=60, help_text=_("The invoice's or the list's number."))
    quantity = forms.IntegerField(
        label=_("Quantity"),
        min_value=1,
        max_value=MOST_FIGURE,
        required=False,
        help_text=_("With the price, or neither."),
    )
    unit_cents = MoneyField(label=_("Price"), least=1, required=False)
    cents = MoneyField(label=_("Sum"), least=1)

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["site"])
        field.queryset = sites
        field.label_from_instance = lambda site: site.name  # type: ignore[method-assign]

    def clean(self) -> dict[str, Any]:
        """See that number times price is the sum, when they are given."""
        given = super().clean() or {}
        number, price, cents = (given.get(name) for name in ("quantity", "unit_cents", "cents"))
        if "quantity" not in self.errors and "unit_cents" not in self.errors:
            if (number is None) != (price is None):
                self.add_error(
                    "quantity" if number is None else "unit_cents",
                    _("Write both the quantity and the price, or neither."),
                )
            elif number is not None and price is not None and cents is not None and number * price != cents:
                self.add_error("cents", _("Quantity times price is not the sum."))
        return given

    @property
    def draft(self) -> DeductionDraft:
        return DeductionDraft(**self.cleaned_data)


class DeductionUploadForm(forms.Form):
    """Many rows at once."""

    upload = forms.FileField(label=_("CSV or XLSX file"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))


class ChosenForm(forms.Form):
    """The rows that somebody looked at."""

    chosen = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        sent = data.getlist("chosen") if hasattr(data, "getlist") else []
        numbers = [text for text in sent if text.isdecimal() and int(text) <= MOST_ID]
        cast(forms.ChoiceField, self.fields["chosen"]).choices = [(text, text) for text in numbers]

    @property
    def ids(self) -> list[int]:
        return self.cleaned_data["chosen"] if self.is_valid() else []


class ReversalForm(forms.Form):
    """Why a deduction is taken back."""

    reason = forms.CharField(label=_("Why it was wrong"), max_length=200)


class IncentiveInputForm(forms.Form):
    """A site's figure for a target, and where it is from."""

    target = forms.ModelChoiceField(label=_("Target"), queryset=IncentiveTarget.objects.none(), empty_label=_("Choose"))
    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label=_("Choose"))
    value = forms.IntegerField(label=_("Figure"), min_value=0, max_value=MOST_FIGURE)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The survey, report or document that the figure is from.")
    )

    def __init__(self, *args: Any, targets: QuerySet[IncentiveTarget], sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("target", targets), ("site", sites)):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset = rows
            field.label_from_instance = lambda row: row.name  # type: ignore[method-assign]
