"""How forms look and what people may type into them: the renderer of every form, and fields for days, money and months.

Labels, hints and errors are laid out by templates/components/field.html. Business rules do not belong here: an action
may refuse what a form accepted.
"""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from pilot import formats, money
from pilot.calendar import Month, NotAMonth

Attributes = dict[str, Any]

CLASSES = (
    (forms.Textarea, "textarea"),
    ((forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect, forms.HiddenInput), ""),
    (forms.Select, "select"),
    (forms.Widget, "input"),
)


class BoundField(forms.BoundField):
    """A field that dresses its control and leaves checking to the server, whose errors speak the reader's language."""

    def build_widget_attrs(self, attrs: Attributes, widget: forms.Widget | None = None) -> Attributes:
        """Add the component's class and drop the browser's own checking."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        own = next(name for kind, name in CLASSES if isinstance(widget, kind))
        classes = f"{own} {widget.attrs.get('class', '')}".strip()
        return {**attrs, "class": classes} if classes else attrs

    @property
    def first_id(self) -> str:
        """Return the id that a link to this field leads to: of a group, its first button."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.auto_id else "")

    @property
    def is_tick(self) -> bool:
        """Return whether this is a single box to tick."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def affix(self) -> str:
        """Return the unit that stands behind the control."""
        return getattr(self.field, "affix", "")


class Renderer(TemplatesSetting):
    """Render every form of the project, allauth's too, with our own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = BoundField


class HintedRadios(forms.RadioSelect):
    """Radio buttons, each with a line of its own under the label."""

    def __init__(self, attrs: Attributes | None = None, choices: Any = (), hints: Attributes | None = None) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint of the value."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class LanguageRadios(forms.RadioSelect):
    """Radio buttons whose options are languages, each named in itself, and so read out in itself."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say the language of the name."""
        return {**super().create_option(name, value, *args, **kwargs), "lang": value}


class DayInput(forms.DateInput):
    """A day as text: a calendar that opens is slower than six figures, and cannot be read aloud well."""

    input_type = "text"

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({"class": "input--date", "inputmode": "numeric", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return formats.day(value) if isinstance(value, date) else value or ""


class DayField(forms.Field):
    """A day, typed as 15.3.2017 or 2017-03-15."""

    widget = DayInput
    patterns = (
        re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})", re.ASCII),
        re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    )
    default_error_messages = {
        "required": _("Write the day, for example 15.3.2017."),
        "not_a_date": _("%(value)s is not a date. Write the day, the month and the year, for example 15.3.2017."),
        "no_such_month": _("%(value)s is not a date. Write a month from 1 to 12."),
        "no_such_day": _("%(value)s is not a date. Write a day from 1 to %(last)s."),
    }

    def to_python(self, value: Any) -> date | None:
        """Read the day, saying exactly what is wrong when there is none."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        text = str(value).strip()
        match = next((found for found in (pattern.fullmatch(text) for pattern in self.patterns) if found), None)
        if match is None:
            raise self._error("not_a_date", text)
        year, month, day = (int(match[part]) for part in ("year", "month", "day"))
        if not 1 <= month <= 12 or not 1800 <= year <= 2200:
            raise self._error("not_a_date" if 1 <= month <= 12 else "no_such_month", text)
        last = Month(year, month).days
        if not 1 <= day <= last:
            raise self._error("no_such_day", text, last=last)
        return date(year, month, day)

    def _error(self, code: str, text: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"value": text, **params})


class MoneyInput(forms.TextInput):
    """An amount in euros as text."""

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__({"class": "input--money", "inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class MoneyField(forms.Field):
    """An amount, typed in euros as the page's language writes it, and given as whole cents."""

    widget = MoneyInput
    affix = "€"
    default_error_messages = {
        "required": _("Write the amount, for example 252,48."),
        "too_small": _("Write an amount of at least %(least)s."),
    }

    def __init__(self, *, least: int | None = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least = least

    def to_python(self, value: Any) -> int | None:
        """Read the amount as cents."""
        if value in self.empty_values:
            return None
        try:
            return formats.cents_typed(str(value))
        except money.NotAnAmount as refused:
            raise ValidationError(refused.message, code=refused.code) from refused

    def validate(self, value: Any) -> None:
        """Refuse an amount below the least."""
        super().validate(value)
        if value is not None and self.least is not None and value < self.least:
            params = {"least": formats.money(self.least)}
            raise ValidationError(self.error_messages["too_small"], code="too_small", params=params)

    def prepare_value(self, value: Any) -> Any:
        """Show cents as euros without the sign, which stands behind the control."""
        if isinstance(value, int):
            return formats.money(value).removesuffix(f"{formats.NBSP}€")
        return value


class MonthField(forms.Field):
    """A month, typed as 3/2017 or 2017-03."""

    widget = forms.TextInput(attrs={"class": "input--short", "autocomplete": "off"})
    pattern = re.compile(r"(\d{1,2})\s?/\s?(\d{4})", re.ASCII)
    default_error_messages = {
        "required": _("Write the month, for example 3/2017."),
        "not_a_month": _("%(value)s is not a month. Write the month and the year, for example 3/2017."),
    }

    def to_python(self, value: Any) -> Month | None:
        """Read the month."""
        if value in self.empty_values or isinstance(value, Month):
            return value or None
        text = str(value).strip()
        swapped = self.pattern.fullmatch(text)
        try:
            return Month(int(swapped[2]), int(swapped[1])) if swapped else Month.parse(text)
        except (ValueError, NotAMonth) as error:
            raise ValidationError(
                self.error_messages["not_a_month"], code="not_a_month", params={"value": text}
            ) from error

    def prepare_value(self, value: Any) -> Any:
        """Show the month as it is typed."""
        return f"{value.number}/{value.year}" if isinstance(value, Month) else value
