"""The values of coming rules, as staff type them. Whether and when they may hold is the action's to say."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from pilot.models import ChoiceChannel, ExclusionReason, RuleDraft, RuleSet
from pilot.rule_words import GROUP_NAMES, Group

MOST = 999
MUNICIPALITY = re.compile(r"\d{3}", re.ASCII)


class CountField(forms.IntegerField):
    """A whole number with its unit behind it."""

    widget = forms.TextInput(attrs={"class": "input--short", "inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "required": _("Write a whole number, for example 6."),
        "invalid": _("This is not a whole number. Write figures only, for example 6."),
        "min_value": _("Write a number of at least %(limit_value)s."),
        "max_value": _("Write a number of at most %(limit_value)s."),
    }

    def __init__(self, *, affix: str | Promise = "", least: int = 0, most: int = MOST, **kwargs: Any) -> None:
        super().__init__(min_value=least, max_value=most, **kwargs)
        self.affix = affix


class ShareField(forms.DecimalField):
    """A share in per cent, kept in thousandths."""

    widget = forms.TextInput(attrs={"class": "input--short", "inputmode": "decimal", "autocomplete": "off"})
    affix = "%"
    default_error_messages = {
        "invalid": _("This is not a percentage. Write figures with at most one decimal, for example 90."),
        "max_decimal_places": _("This is not a percentage. Write figures with at most one decimal, for example 90."),
        "min_value": _("Write a number of at least %(limit_value)s."),
        "max_value": _("Write a number of at most %(limit_value)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=100, decimal_places=1, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Read it with a comma or a point."""
        return super().to_python(str(value or "").replace(",", "."))

    def clean(self, value: Any) -> int | None:
        """Return it in thousandths."""
        share = super().clean(value)
        return None if share is None else int(share * 10)

    def prepare_value(self, value: Any) -> Any:
        """Show the thousandths as they are typed."""
        return number_format(Decimal(value) / 10) if isinstance(value, int) else value


class MunicipalitiesField(forms.CharField):
    """Municipality numbers with commas between them."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def clean(self, value: Any) -> list[str]:
        """Read the numbers."""
        codes = [part.strip() for part in str(super().clean(value)).split(",") if part.strip()]
        if wrong := next((code for code in codes if not MUNICIPALITY.fullmatch(code)), None):
            text = _("%(code)s is not a municipality's number. Write three figures, for example 109.")
            raise ValidationError(text, code="no_municipality", params={"code": wrong})
        return codes

    def prepare_value(self, value: Any) -> Any:
        """Show the numbers as they are typed."""
        return ", ".join(value) if isinstance(value, list) else value


MONTHS, DAYS, YEARS, PLACES = _("months"), _("days"), _("years"), _("places")
MANY = forms.CheckboxSelectMultiple
AGE = {"affix": YEARS, "most": 120}


class RuleDraftForm(forms.Form):
    """The first day and its decision, then every rule that can be changed alone."""

    valid_from = DayField(label=_("First day"), help_text=_("A day in the future. Earlier choices keep their rules."))
    decision_number = forms.CharField(label=_("Decision"), max_length=60, required=False)
    source = forms.CharField(
        label=_("Where the new values stand"),
        max_length=300,
        help_text=_("For example the board's decision of 12.6.2018. Values that you change get this as their source."),
        error_messages={"required": _("Write where the new values stand, for example the decision's date.")},
    )
    cohort_on = DayField(
        label=_("Home on a certain day"),
        required=False,
        help_text=_(
            "Only who lived in the areas on this day may choose. Leave it empty when the present home decides."
        ),
    )
    kept_in = MunicipalitiesField(
        label=_("Moves inside a municipality keep the right"),
        required=False,
        help_text=_("The municipality's number, several with commas. It needs a day of homes and a last day too."),
    )
    kept_until = DayField(label=_("Last day of a right kept so"), required=False)
    eligible_from_age = CountField(label=_("Age that gives the right"), help_text=_("0 when any age does."), **AGE)
    by_invitation = forms.BooleanField(label=_("Only who is invited may choose"), required=False)
    excluded = forms.MultipleChoiceField(
        label=_("Whom the pilot leaves out"), required=False, choices=ExclusionReason.choices, widget=MANY
    )
    care_months = CountField(label=_("Institutional care and service housing count after"), affix=MONTHS)
    other_centre_months = CountField(
        label=_("A choice of another municipality's health centre counts for"), affix=MONTHS
    )
    channels = forms.MultipleChoiceField(
        label=_("Ways to choose"),
        choices=ChoiceChannel.choices,
        widget=MANY,
        error_messages={"required": _("Tick at least one way: otherwise nobody could choose.")},
    )
    minimum_age = CountField(label=_("Age of own choice"), **AGE)
    effect_kind = forms.ChoiceField(
        label=_("A choice takes effect"), choices=RuleSet.Effect.choices, widget=forms.RadioSelect
    )
    effect_days = CountField(
        label=_("After so many days"), affix=DAYS, least=1, required=False, help_text=_("Only when days are counted.")
    )
    lock_in_months = CountField(label=_("A choice binds for"), affix=MONTHS)
    early_change_days = CountField(label=_("A change for a weighty reason is decided within"), affix=DAYS, least=1)
    objection_days = CountField(label=_("A guardian objects to another guardian's choice within"), affix=DAYS, least=1)
    leaves_area = forms.ChoiceField(
        label=_("Leaving the area"), choices=RuleSet.LeavesArea.choices, widget=forms.RadioSelect
    )
    queue_opens_at = CountField(
        label=_("A queue is served when so many places are free"),
        affix=PLACES,
        least=1,
        required=False,
        help_text=_("Leave it empty when there is no queue."),
    )
    queue_takes = CountField(
        label=_("Then so many of them are given"),
        affix=PLACES,
        least=1,
        required=False,
        help_text=_("Leave it empty when all are given."),
    )
    family_age = CountField(
        label=_("Who is younger follows a parent or sibling onto a full list"),
        required=False,
        help_text=_("Leave it empty when nobody does."),
        **AGE,
    )
    returns_within_months = CountField(
        label=_("Who moved away comes back onto a full list within"),
        affix=MONTHS,
        least=1,
        required=False,
        help_text=_("Leave it empty when nobody does."),
    )
    moves_to = forms.ChoiceField(
        label=_("Whom a list gives up goes"), choices=RuleSet.MovesTo.choices, widget=forms.RadioSelect
    )
    partial_date = forms.ChoiceField(
        label=_("A day known only by its month or year"), choices=RuleSet.PartialDate.choices, widget=forms.RadioSelect
    )
    counting = forms.ChoiceField(label=_("Counting"), choices=RuleSet.Counting.choices, widget=forms.RadioSelect)
    age_on = forms.ChoiceField(
        label=_("Age that the rate depends on"), choices=RuleSet.AgeOn.choices, widget=forms.RadioSelect
    )
    payment_day = CountField(label=_("Payment day"), least=1, most=28)
    dispute_days = CountField(label=_("A provider disputes within"), affix=DAYS, least=1)
    nets_co_payments = forms.BooleanField(
        label=_("What residents paid the site is taken off what it is paid"), required=False
    )
    incentive_kind = forms.ChoiceField(
        label=_("Incentive"),
        choices=RuleSet.IncentiveKind.choices,
        widget=forms.RadioSelect,
        help_text=_("Its targets are written on a page of their own, once the draft is saved."),
    )
    fixed_share_thousandths = ShareField(
        label=_("Fixed share of the capitation"),
        required=False,
        help_text=_("The rest is the incentive's. Without an incentive everything is fixed."),
    )

    INCENTIVE = ("incentive_kind", "fixed_share_thousandths")
    FIRST = ("valid_from", "decision_number", "source")
    GROUPS = {
        Group.RIGHT: (
            *("cohort_on", "kept_in", "kept_until", "eligible_from_age", "by_invitation"),
            *("excluded", "care_months", "other_centre_months"),
        ),
        Group.CHOICE: (
            *("channels", "minimum_age", "effect_kind", "effect_days"),
            *("lock_in_months", "early_change_days", "objection_days"),
        ),
        Group.LIST: (
            *("leaves_area", "queue_opens_at", "queue_takes", "family_age", "returns_within_months"),
            *("moves_to", "partial_date"),
        ),
        Group.MONEY: ("counting", "age_on", "payment_day", "dispute_days", "nets_co_payments", *INCENTIVE),
    }

    def clean(self) -> dict[str, Any]:
        """Refuse values that do not go together, each at its own field."""
        given = super().clean() or {}
        if given.get("effect_kind") == RuleSet.Effect.DAYS and not given.get("effect_days"):
            self._refuse("effect_days", _("Write after how many days a choice takes effect, for example 21."))
        elif given.get("effect_kind") and given.get("effect_kind") != RuleSet.Effect.DAYS and given.get("effect_days"):
            self._refuse("effect_days", _("Leave the days empty, or let a choice take effect after a number of days."))
        self._clean_homes(given)
        self._clean_incentive(given)
        takes, opens = given.get("queue_takes"), given.get("queue_opens_at")
        if takes and opens is None:
            self._refuse("queue_opens_at", _("Write at how many free places the queue is served."))
        elif takes and opens and takes > opens:
            self._refuse("queue_takes", _("No more places can be given than are free then."))
        return given

    def _clean_incentive(self, given: dict[str, Any]) -> None:
        kind, share = given.get("incentive_kind"), given.get("fixed_share_thousandths")
        if kind == RuleSet.IncentiveKind.NONE:
            given["fixed_share_thousandths"] = 1000
        elif kind and (share is None or share == 1000):
            text = _("Write how much is fixed, less than 100 %, or choose no incentive.")
            self._refuse("fixed_share_thousandths", text)

    def _clean_homes(self, given: dict[str, Any]) -> None:
        kept_in, kept_until = given.get("kept_in"), given.get("kept_until")
        if kept_in and kept_until is None:
            self._refuse("kept_until", _("Write the last day of the right that such a move keeps."))
        if kept_until and not kept_in:
            self._refuse(
                "kept_in", _("Write inside which municipality a move keeps the right, or remove the last day.")
            )
        days = {name: given.get(name) for name in ("valid_from", "cohort_on", "kept_in", "kept_until")}
        for name, text in RuleDraft(**days).contradictions().items():
            self._refuse(name, text)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The day and the decision."""
        return [self[name] for name in self.FIRST]

    @property
    def grouped_fields(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """The rules under the headings of the page of rules."""
        return [(GROUP_NAMES[group], [self[name] for name in names]) for group, names in self.GROUPS.items()]

    @property
    def draft(self) -> dict[str, Any]:
        """Return what the action takes: the first day, and every value."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "valid_from"}
        return {"valid_from": self.cleaned_data["valid_from"], "values": values}

    def _refuse(self, name: str, text: str | Promise) -> None:
        if name not in self.errors:
            self.add_error(name, str(text))
