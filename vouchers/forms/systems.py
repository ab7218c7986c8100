"""Which system is given a key, whose it is, and what it may ask for."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.models import ApiScope


class SystemForm(forms.Form):
    """A new system of an organiser's or a provider's."""

    name = forms.CharField(
        label=_("Name of the system"),
        max_length=80,
        help_text=_("So that you know it again in lists and logs."),
    )
    holder = forms.ChoiceField(label=_("Whose system it is"))
    scopes = forms.MultipleChoiceField(
        label=_("What it may ask for"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )

    def __init__(self, *args, holders: Iterable[tuple[str, str]], scopes: Iterable[ApiScope], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = list(holders)  # type: ignore[attr-defined]
        self.fields["scopes"].choices = [(scope.value, scope.label) for scope in scopes]  # type: ignore[attr-defined]
