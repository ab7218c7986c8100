"""How a provider's list is narrowed: its day, and the changes since a day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField


class ListFilterForm(forms.Form):
    """Which day of a list, and changes since which day."""

    site = forms.ChoiceField(label=_("Site"), required=False)
    on = DayField(label=_("Day"), required=False)
    since = DayField(label=_("Changes since"), required=False)
    state = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("", _("All")),
            ("on", _("On the list")),
            ("arrived", _("Arrived since")),
            ("left", _("Left since")),
            ("coming", _("Coming")),
        ],
    )

    def __init__(self, *args, sites: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = sites
        if len(sites) < 2:
            self.fields["site"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Refuse changes since a day that comes after the list's own."""
        asked = self.cleaned_data
        if asked.get("on") and asked.get("since") and asked["since"] > asked["on"]:
            self.add_error("since", _("Changes are counted up to the day of the list. Write an earlier day here."))
        return asked
