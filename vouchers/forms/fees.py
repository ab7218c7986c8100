"""Fees as staff type them: the days and the source, then a row for each fee. What may hold is the action's to say."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField, MoneyField
from pilot.periods import day_before_end
from vouchers.actions import FeeDraft, FeeTableDraft
from vouchers.forms.rule_sets import AGE, CountField
from vouchers.models import Fee, FeeTable
from vouchers.models.fees import MOST_CENTS
from vouchers.queries.fees import MARKS, fees_in_order

# More than any price list of a strand has needed.
ROWS = 12


def fee_fields() -> dict[str, forms.Field]:
    """Return the fields of one row."""
    return {
        "service": forms.ChoiceField(
            label=_("Service"), choices=[("", _("No fee in this row")), *Fee.Service.choices], required=False
        ),
        "unit": forms.ChoiceField(label=_("The sum is for"), choices=Fee.Unit.choices, required=False),
        "age_from": CountField(label=_("From age"), required=False, help_text=_("Empty: from birth."), **AGE),
        "age_to": CountField(
            label=_("To age, which belongs to it"), required=False, help_text=_("Empty: no end."), **AGE
        ),
        "cents": MoneyField(
            label=_("Sum"), required=False, help_text=_("0 when nothing is charged. Empty when nobody knows it.")
        ),
        "times_a_year": CountField(
            label=_("Charged in a calendar year at most"), affix=_("times"), least=1, most=366, required=False
        ),
        "counted": forms.ChoiceField(
            label=_("Visits are counted"),
            choices=[("", _("The source does not say")), *Fee.Counted.choices],
            required=False,
            help_text=_("Where the source does not say it, they count at all sites together: nobody pays once more."),
        ),
        "is_most": forms.BooleanField(label=_("The source gives the most that may be charged"), required=False),
        "is_basic": forms.BooleanField(
            label=_("The sum is the visit's basic fee: what is done there costs extra"), required=False
        ),
        "spares_veterans": forms.BooleanField(label=_("Veterans pay nothing"), required=False),
    }


class FeeDraftForm(forms.Form):
    """A table of fees: opened with those of an earlier one, with some empty rows after them."""

    first = DayField(
        label=_("First day"), help_text=_("From this day on residents read these fees. Earlier days keep theirs.")
    )
    last = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty: until other fees begin. After it pages say that nobody knows the fee."),
    )
    source = forms.CharField(
        label=_("Where the fees stand"),
        max_length=300,
        help_text=_("The regulation, or the board's decision and its date. Residents read it."),
        error_messages={"required": _("Write where the fees stand, for example the decision's date.")},
    )
    source_url = forms.URLField(
        label=_("Address of the text"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, for example https://example.fi/fees.")},
    )
    decision_number = forms.CharField(label=_("Decision"), max_length=60, required=False)

    ceiling = forms.ChoiceField(
        label=_("The annual ceiling"),
        choices=[("", _("Not known: no source says it")), *FeeTable.Ceiling.choices],
        required=False,
        help_text=_("Of the voucher's co-payments. Of client fees the law says it."),
    )
    ceiling_source = forms.CharField(
        label=_("Where that is said"),
        max_length=300,
        required=False,
        help_text=_("For example the board's decision and its date. Residents read it."),
    )

    FIRST = ("first", "last", "source", "source_url", "decision_number", "ceiling", "ceiling_source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS + 1):
            self.fields |= {f"fee{number}_{name}": field for name, field in fee_fields().items()}

    def clean(self) -> dict[str, Any]:
        """Refuse what does not go together inside a row, at its own field."""
        given = super().clean() or {}
        if given.get("ceiling") and not given.get("ceiling_source"):
            self.add_error("ceiling_source", _("Write where it is said whether co-payments count towards the ceiling."))
        if given.get("ceiling_source") and not given.get("ceiling"):
            self.add_error("ceiling", _("Choose what is said there, or leave the place empty."))
        for number in range(1, ROWS + 1):
            row = self._row(number)
            if not row.get("service"):
                if any(row.get(name) not in (None, "", False) for name in row if name not in ("service", "unit")):
                    self._refuse(number, "service", _("Choose the service that this fee is for."))
                continue
            first, last, cents = row.get("age_from") or 0, row.get("age_to"), row.get("cents")
            if last is not None and last < first:
                self._refuse(number, "age_to", _("This age comes before the first one."))
            if cents is not None and cents > MOST_CENTS:
                self._refuse(number, "cents", _("No fee is as high as this. Write the sum in euros."))
            self._refuse_marks(number, row)
        return given

    def _refuse_marks(self, number: int, row: dict[str, Any]) -> None:
        """Refuse what cannot be said of the sum."""
        is_visit = row.get("unit") == Fee.Unit.VISIT
        if row.get("times_a_year") and (not row.get("cents") or not is_visit):
            self._refuse(number, "times_a_year", _("Only a visit with a sum is counted. Leave this empty."))
        if row.get("counted") and not row.get("times_a_year"):
            self._refuse(number, "counted", _("This goes with a number of visits. Write it, or leave this open."))
        if row.get("is_basic") and row.get("cents") and not is_visit:
            self._refuse(number, "is_basic", _("Only a visit has a basic fee. Take the tick away."))
        for name in ("is_most", "is_basic", "spares_veterans"):
            if row.get(name) and not row.get("cents"):
                self._refuse(number, name, _("This goes with a sum only. Write the sum, or take the tick away."))

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The days and the source."""
        return [self[name] for name in self.FIRST]

    @property
    def rows(self) -> Iterator[tuple[int, str, bool, list[forms.BoundField]]]:
        """The rows by their number: for whom the fee is, whether it has to be looked at, and its fields."""
        for number in range(1, ROWS + 1):
            bound = {name: self[f"fee{number}_{name}"] for name in fee_fields()}
            is_open = any(field.errors for field in bound.values())
            yield number, _for_whom(bound), is_open, list(bound.values())

    @property
    def draft(self) -> FeeTableDraft:
        """Return what the action takes."""
        given = self.cleaned_data
        rows = [self._row(number) for number in range(1, ROWS + 1)]
        fees = tuple(
            FeeDraft(
                service=row["service"],
                cents=row["cents"],
                age_from=row["age_from"] or 0,
                age_to=row["age_to"],
                unit=row["unit"],
                **{name: row[name] for name in MARKS},
            )
            for row in rows
            if row["service"]
        )
        return FeeTableDraft(
            given["first"],
            given["last"],
            given["source"],
            fees,
            **{name: given[name] for name in ("source_url", "decision_number", "ceiling", "ceiling_source")},
        )

    def _row(self, number: int) -> dict[str, Any]:
        return {name: self.cleaned_data.get(f"fee{number}_{name}") for name in fee_fields()}

    def _refuse(self, number: int, name: str, text: Any) -> None:
        self.add_error(f"fee{number}_{name}", ValidationError(text))


def _for_whom(bound: dict[str, forms.BoundField]) -> str:
    """Say which service and ages stand in the row, as they are typed; nothing of an empty one."""
    service, first, last = (bound[name].value() for name in ("service", "age_from", "age_to"))
    if service not in Fee.Service.values:
        return ""
    ages = f", {first or 0}–{'' if last is None else last}" if first or last else ""
    return f"{Fee.Service(service).label}{ages}"


def values_of(table: FeeTable, *, is_new: bool) -> dict[str, Any]:
    """Return what a form opens with: the table's fees, and its days and source unless a new one is to be made of it."""
    values: dict[str, Any] = {}
    if not is_new:
        values = {name: getattr(table, name) for name in FeeDraftForm.FIRST[2:]}
        values |= {"first": table.period.lower, "last": day_before_end(table.period)}
    for number, fee in enumerate(fees_in_order(table), start=1):
        row = {name: getattr(fee, name) for name in fee_fields() if hasattr(fee, name)}
        row |= {"age_from": fee.ages.lower or None, "age_to": fee.age_to}
        values |= {f"fee{number}_{name}": value for name, value in row.items()}
    return values
