"""An organiser's terms of notice as staff type them. From which day they may hold is the action's to say."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from pilot.models import NoticeTerms
from vouchers.forms.rule_sets import CountField

LANGUAGES = (("fi", _("in Finnish")), ("sv", _("in Swedish")), ("en", _("in English")))
# What is written in three languages: its name, and whether it has several lines.
TEXTS: tuple[tuple[str, Promise, int, bool], ...] = (
    ("appeal_to", _("An appeal goes to"), 200, False),
    ("power", _("By what the officeholder decides"), 200, False),
    ("laws", _("Sections that decisions name"), 2000, True),
    ("secrecy", _("Mark of a secret document"), 120, False),
)


class NoticeDraftForm(forms.Form):
    """Terms from a day on, opened with those that hold."""

    first = DayField(label=_("First day"), help_text=_("Decisions that are sent from this day on keep these terms."))
    appeal_days = CountField(label=_("An appeal is made within"), affix=_("days"), least=1, most=365)
    letter_days = CountField(label=_("A letter counts as received after"), affix=_("days"), least=1, most=60)
    message_days = CountField(label=_("A message counts as received after"), affix=_("days"), least=1, most=60)
    closing_hour = CountField(label=_("Hour at which the last day ends"), least=1, most=24)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("The act or the decision in which the terms stand, with its section."),
        error_messages={"required": _("Write where the terms stand.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, most, is_long in TEXTS:
            for language, in_language in LANGUAGES:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=_("{what}, {language}").format(what=label, language=in_language),
                    max_length=most,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput(),
                )

    @property
    def values(self) -> dict[str, object]:
        """Return what the terms say, without their day."""
        return {name: value for name, value in self.cleaned_data.items() if name != "first"}


def values_of_terms(terms: NoticeTerms | None) -> dict[str, Any]:
    """Return what the form opens with: what holds, but for where it stands, which is new."""
    names = [name for name in NoticeDraftForm().fields if name not in ("first", "source")]
    return {name: getattr(terms, name) for name in names} if terms else {}
