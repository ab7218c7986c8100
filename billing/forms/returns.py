"""What becomes of payments that did not arrive."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.models import ReturnedPayment
from pilot import formats


class SettlementForm(forms.Form):
    """How a payment that did not arrive was settled without a new one."""

    note = forms.CharField(
        label=_("How it was settled"),
        help_text=_("For example paid by hand, and by which reference; or given up, and by whose decision."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write how it was settled. Nothing was changed.")},
    )


class RepaymentForm(forms.Form):
    """Which returned payments of a run are paid again in one file."""

    returned = forms.TypedMultipleChoiceField(
        label=_("Pay again"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one payment. Nothing was ordered.")},
    )

    def __init__(self, *args: Any, rows: Sequence[ReturnedPayment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.pk: row for row in rows}
        self.fields["returned"].choices = [  # type: ignore[attr-defined]
            (row.pk, f"{row.payment.provider.name}, {formats.money(row.payment.cents)}") for row in rows
        ]

    def chosen(self) -> list[ReturnedPayment]:
        """Return the payments that were chosen."""
        return [self.rows[pk] for pk in self.cleaned_data["returned"]]
