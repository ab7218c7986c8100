"""The shape of what finance types: rates as lines, and what an approval says."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from billing import words
from billing.actions.rates import CellDraft
from billing.models import Entry
from billing.rate_text import NotRates, read_cells
from pilot.forms import DayField, MonthField
from pilot.models import Area

ROWS = 16
MOST_ID = 2**63 - 1


class CellsField(forms.CharField):
    """Rates as lines of text; every line that is wrong is named."""

    widget = forms.Textarea(attrs={"rows": ROWS, "spellcheck": "false", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, max_length=100_000, **kwargs)
        self.areas: Sequence[Area] = []

    def clean(self, value: Any) -> list[CellDraft]:
        """Read the cells."""
        text = super().clean(value)
        try:
            cells = read_cells(text, self.areas)
        except NotRates as refusal:
            raise ValidationError(
                [
                    ValidationError(
                        _("Line %(line)s: %(because)s"),
                        code="wrong_line",
                        params={"line": wrong.line, "because": wrong.because},
                    )
                    for wrong in refusal.wrong
                ]
            ) from refusal
        if not cells:
            raise ValidationError(self.error_messages["required"], code="required")
        return cells


class RateDraftForm(forms.Form):
    """A rate table as it is drafted."""

    valid_from = DayField(label=_("Holds from"), help_text=_("The first day whose rates these are."))
    decision_number = forms.CharField(label=_("Decision"), max_length=60, required=False)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    cells = CellsField(
        label=_("Rates"),
        help_text=_(
            "One line for each area and age: area; from age; to age; euros a year. "
            "Copy from a spreadsheet, or change the lines that hold now. Leave the last age empty when there is no end."
        ),
        error_messages={"required": _("Write at least one line of rates.")},
    )

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cells"].areas = areas  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A deed and what is said with it."""

    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class ApprovalForm(NoteForm):
    """An approval names the digest that was looked at."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    field_order = ["digest", "note"]


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
        for name in ("cell", "site"):
            if asked.get(name) is not None:
                rows = rows.filter(**{name: asked[name]})
        return rows
