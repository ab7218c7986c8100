"""Which pilot something is for, asked for only where there are several."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pilot.models import Pilot


class PilotForm(forms.Form):
    """A form that is about one of the pilots that somebody sees."""

    pilot = forms.ModelChoiceField(
        label=_("Pilot"),
        queryset=Pilot.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the pilot.")},
    )

    def __init__(self, *args: Any, pilots: QuerySet[Pilot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pilot"].queryset = pilots
        if len(pilots) == 1:
            self.fields["pilot"].widget = forms.HiddenInput()
            self.fields["pilot"].initial = pilots[0].pk
