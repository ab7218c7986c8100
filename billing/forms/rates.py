"""What a rate table is drafted, approved and compared with."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from billing import words
from billing.models import RateTable
from pilot.forms import DayField

ROWS = 6


class RateDraftForm(forms.Form):
    """What a rate table is drafted with besides its rates, and other ways to give those: pasted or as a file."""

    valid_from = DayField(label=_("Holds from"), help_text=_("The first day whose rates these are."))
    decision_number = forms.CharField(label=_("Decision"), max_length=60, required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        help_text=_("The document that the rates come from, or its address."),
    )
    pasted = forms.CharField(
        label=_("Copied from a spreadsheet"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": ROWS, "spellcheck": "false", "autocomplete": "off"}),
    )
    upload = forms.FileField(
        label=_("CSV or XLSX file"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"})
    )
    field_order = ["valid_from", "decision_number", "source", "pasted", "upload"]

    def __init__(self, *args: Any, is_saved: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_saved = is_saved

    def full_clean(self) -> None:
        """Ask for the first day only when the draft is to be saved, not while its table is being made."""
        self.fields["valid_from"].required = self.is_saved
        super().full_clean()
        self.fields["valid_from"].required = True


class RateApprovalForm(forms.Form):
    """An approval of rates: the digest of those that were looked at, and whether their holes are meant."""

    looked_at = forms.CharField(max_length=64, widget=forms.HiddenInput)
    accept_holes = forms.BooleanField(required=False)


class RateComparisonForm(forms.Form):
    """With which other table a table is compared."""

    old = forms.ModelChoiceField(label=_("Compared with"), queryset=RateTable.objects.none(), empty_label=None)

    def __init__(self, *args: Any, others: QuerySet[RateTable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["old"])
        field.queryset = others
        field.label_from_instance = words.rate_table  # type: ignore[method-assign]
