"""The bank's files, and what came of lines that fit no payment."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from billing.bank import words as bank_words
from billing.models import BankMessageLine
from pilot.models import Organiser


class LineReviewForm(forms.Form):
    """Which lines that fit no payment were looked at, and what came of it."""

    lines = forms.TypedMultipleChoiceField(
        label=_("Lines"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one line. Nothing was changed.")},
    )
    note = forms.CharField(
        label=_("What came of it"),
        help_text=_("For example another booking of the organiser's, or what the bank said and when."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what came of it. Nothing was changed.")},
    )

    def __init__(self, *args: Any, rows: Sequence[BankMessageLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.pk, self._label(row)) for row in rows]
        cast(forms.TypedMultipleChoiceField, self.fields["lines"]).choices = choices

    @staticmethod
    def _label(row: BankMessageLine) -> str:
        sum_ = bank_words.amount(row.cents, row.currency) if row.cents is not None else ""
        named = row.end_to_end_id or row.file_id_text
        place = _("Line {line}").format(line=row.line)
        return ", ".join(part for part in (place, named, sum_, str(row.get_result_display())) if part)


class SmallerReturnForm(forms.Form):
    """Why a payment of which less came back counts as come back."""

    note = forms.CharField(
        label=_("Where the rest went"),
        help_text=_("For example the bank's charge, and where you saw it."),
        max_length=500,
        error_messages={"required": _("Write where the rest went. Nothing was changed.")},
    )


class BankFileForm(forms.Form):
    """A file of the bank and whose bank it is; what the file holds is the action's to refuse."""

    payer = forms.ModelChoiceField(
        label=_("Payer"),
        queryset=Organiser.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose whose bank sent the file.")},
    )
    file = forms.FileField(
        label=_("The bank's file"),
        help_text=_("XML: an answer to a payment file (pain.002) or bookings on the account (camt.054)."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )

    def __init__(self, *args: Any, payers: QuerySet[Organiser], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["payer"]
        field.queryset = payers  # type: ignore[attr-defined]
        if len(payers) == 1:
            field.widget = forms.HiddenInput()
            field.initial = payers[0].pk
