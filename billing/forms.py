"""The shape of what finance types (rate tables, what an approval says) and providers: disputes."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from billing import words
from billing.models import BankMessageLine, Dispute, Entry, RateTable, ReturnedPayment
from pilot import formats
from pilot.forms import DayField, MonthField
from pilot.models import Organiser, User

ROWS = 6
MOST_ID = 2**63 - 1


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


class NoteForm(forms.Form):
    """A deed and what is said with it."""

    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )


class ApprovalForm(NoteForm):
    """An approval names the digest that was looked at."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    field_order = ["digest", "note"]


class PaidForm(forms.Form):
    """Where payments were seen as booked, when the bank sends no message of it."""

    note = forms.CharField(
        label=_("Where you saw them"),
        help_text=_("For example the account statement and its day."),
        max_length=500,
        error_messages={"required": _("Write where you saw the payments.")},
    )


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
        sum_ = formats.money(row.cents) if row.cents is not None else ""
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
    area = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MOST_ID)
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
        for name in ("area", "cell", "site"):
            if asked.get(name) is not None:
                rows = rows.filter(**{name: asked[name]})
        return rows


class DisputeForm(forms.Form):
    """What a provider says is wrong with the rows that were picked, or who is missing."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("What is wrong"), choices=Dispute.Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )  # fmt: skip
    claimed = forms.CharField(
        label=_("Who is missing"),
        required=False,
        max_length=200,
        help_text=_("The resident's list code, or who it is in other words. Never a personal identity code."),
    )
    month = MonthField(label=_("Missing in which month"), required=False)
    text = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you know, and where from. The organiser's finance reads it. No names or identity codes."),
        error_messages={"required": _("Say why, so that it can be looked into.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask who is missing when somebody is."""
        asked = self.cleaned_data
        if asked.get("reason") == Dispute.Reason.MISSING and not asked.get("claimed") and "claimed" not in self.errors:
            self.add_error("claimed", _("Write who is missing: the list code, or who it is in other words."))
        return asked


class MessageForm(forms.Form):
    """Something said of a dispute."""

    text = forms.CharField(
        label=pgettext_lazy("to the other side of a dispute", "Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the message first.")},
    )


class DisputeFilterForm(forms.Form):
    """How the queue of disputes is narrowed."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("in_hand", _("Not decided")), ("late", _("Late")), *Dispute.State.choices],
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", _("All")), *Dispute.Reason.choices])
    owner = forms.ChoiceField(label=_("Owner"), required=False)

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(user.pk), str(user)) for user in owners]
        cast(forms.ChoiceField, self.fields["owner"]).choices = [("", _("All")), ("none", _("Nobody yet")), *named]
