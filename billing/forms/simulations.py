"""What a simulation is asked: which months, from when the table counts, and which rules are otherwise."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.models import RateTable
from billing.month.simulation import MOST_MONTHS, Question, RuleChange
from pilot.calendar import Month, add_months, months_between
from pilot.forms import MonthField
from pilot.models import RuleSet

AS_NOW = ("", _("As the rules say"))
WHOLE, ITS_DAY = "", "day"


class SimulationForm(forms.Form):
    """Read from the address, so that a simulation can be sent to somebody else; the first field is called `from`."""

    months = forms.IntegerField(
        label=_("Months"),
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.TextInput(attrs={"class": "input--short", "inputmode": "numeric", "autocomplete": "off"}),
    )
    counts = forms.ChoiceField(
        label=_("The table counts"),
        required=False,
        choices=[(WHOLE, _("in all of the months")), (ITS_DAY, _("from its own first day"))],
    )
    counting = forms.ChoiceField(label=_("Counting"), required=False, choices=[AS_NOW, *RuleSet.Counting.choices])
    age_on = forms.ChoiceField(label=_("Age"), required=False, choices=[AS_NOW, *RuleSet.AgeOn.choices])
    leaves_area = forms.ChoiceField(
        label=_("Leaving the area"), required=False, choices=[AS_NOW, *RuleSet.LeavesArea.choices]
    )
    partial_date = forms.ChoiceField(
        label=_("A death known by its month or year"),
        required=False,
        choices=[AS_NOW, *RuleSet.PartialDate.choices],
        help_text=_("Moves keep the day on which they were read."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"from": MonthField(label=_("From the month"))} | self.fields

    @property
    def query(self) -> str:
        """Return the same question as an address has it."""
        asked = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return urlencode(asked)

    @property
    def changes_rules(self) -> bool:
        return any(self[name].value() for name in ("counting", "age_on", "leaves_area", "partial_date"))

    def question(self, table: RateTable) -> Question:
        """Return what is asked of the table."""
        asked = self.cleaned_data
        first: Month = asked["from"]
        last = Month.of(add_months(first.first, asked["months"] - 1))
        return Question(
            strand=table.strand,
            months=tuple(months_between(first, last)),
            table=table,
            from_its_day=asked["counts"] == ITS_DAY,
            change=RuleChange(**{name: asked[name] for name in vars(RuleChange())}),
        )
