"""The form by which finance decides a dispute: rejected, upheld by what mended it, or ruled line by line."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from billing import change_words
from billing.actions.rulings import RulingDraft
from billing.queries.disputes import Disputed
from pilot.calendar import ONE_DAY, Month
from pilot.forms import DayField, HintedRadios
from pilot.models import AuditEvent

REJECT, MENDED, RULE = "reject", "mended", "rule"
PAYS = [
    ("", pgettext_lazy("of a disputed row", "Leave as it is")),
    ("nobody", _("Nobody is paid for the days")),
    ("site", _("This site is paid for the days")),
]


class DecisionForm(forms.Form):
    """What is decided, why, and by a ruling who is paid for which days of each disputed resident."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (REJECT, _("Reject")),
            (MENDED, _("Uphold: the cause is mended")),
            (RULE, _("Uphold: rule who is paid")),
        ],
        widget=HintedRadios(
            hints={
                REJECT: _("The rows stand. The provider reads the grounds."),
                MENDED: _("A register fact, choice or rate was wrong and is mended there. The next run corrects."),
                RULE: _("Only when nothing of that can be mended. Somebody else confirms the ruling before it counts."),
            }
        ),
        error_messages={"required": _("Choose the decision.")},
    )
    grounds = forms.CharField(
        label=_("Grounds"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The provider reads them. No names or identity codes."),
        error_messages={"required": _("Write the grounds.")},
    )
    deed = forms.ModelChoiceField(
        label=_("What mended it"),
        queryset=AuditEvent.objects.none(),
        required=False,
        empty_label=_("Not recorded here"),
    )

    def __init__(
        self, *args: Any, found: Sequence[Disputed], deeds: QuerySet[AuditEvent], by_snapshot: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["deed"])
        field.queryset, field.label_from_instance = deeds, change_words.label  # type: ignore[method-assign]
        self.found = [line for line in found if line.resident_id is not None]
        for line in self.found:
            self._add_ruling(line, by_snapshot)

    @property
    def rulings(self) -> Iterator[tuple[Disputed, list[BoundField]]]:
        """Give each line with its own fields."""
        for line in self.found:
            yield line, [self[f"{name}_{line.line.pk}"] for name in ("pays", "first", "last")]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one ruling where one is made, and for its days."""
        asked = self.cleaned_data
        if asked.get("outcome") != RULE:
            return asked
        named = [line for line in self.found if asked.get(f"pays_{line.line.pk}")]
        if not named:
            self.add_error("outcome", _("Say at one row at least who is paid for which days."))
        for line in named:
            first, last = (asked.get(f"{name}_{line.line.pk}") for name in ("first", "last"))
            if not first or not last or last < first:
                self.add_error(f"last_{line.line.pk}", _("Write the first and the last day, the first one first."))
        return asked

    def drafts(self, site_id: int) -> list[RulingDraft]:
        """Return the rulings as the action takes them."""
        asked = self.cleaned_data
        return [
            RulingDraft(
                cast(int, line.resident_id),
                site_id if asked[f"pays_{line.line.pk}"] == "site" else None,
                asked[f"first_{line.line.pk}"],
                asked[f"last_{line.line.pk}"] + ONE_DAY,
            )
            for line in self.found
            if asked[f"pays_{line.line.pk}"]
        ]

    def _add_ruling(self, line: Disputed, by_snapshot: bool) -> None:
        first, last = _days_of(line, by_snapshot)
        pk = line.line.pk
        self.fields[f"pays_{pk}"] = forms.ChoiceField(label=_("Who is paid"), choices=PAYS, required=False)
        self.fields[f"first_{pk}"] = DayField(label=_("First day"), required=False, initial=first)
        self.fields[f"last_{pk}"] = DayField(label=_("Last day"), required=False, initial=last)


def _days_of(line: Disputed, by_snapshot: bool) -> tuple[date, date]:
    """Return the days that the line is about; by snapshot those on which the list of its month is looked at."""
    month = Month.of(line.line.month)
    if by_snapshot:
        return month.first - ONE_DAY, month.last - ONE_DAY
    if line.entry is None:
        return month.first, month.last
    return line.entry.starts_on, line.entry.starts_on + (line.entry.days - 1) * ONE_DAY


def who(line: Disputed) -> str:
    """Name whom a line is about: by list code, or as the provider did."""
    return line.entry.list_code if line.entry else line.line.claimed or gettext("Resident")
