"""What a letter says in three languages, as staff type it; whether the words may stand so is the action's to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "fi": (_("Title in Finnish"), _("Text in Finnish")),
    "sv": (_("Title in Swedish"), _("Text in Swedish")),
    "en": (_("Title in English"), _("Text in English")),
}


class LetterTextForm(forms.Form):
    """Title and text in each language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, (title, text) in LABELS.items():
            empty = {"required": _("Write this in every language: some readers have only this one.")}
            attributes = {"lang": language}
            self.fields[f"title_{language}"] = forms.CharField(
                label=title,
                max_length=200,
                error_messages=empty,
                widget=forms.TextInput(attributes),
            )
            self.fields[f"text_{language}"] = forms.CharField(
                label=text,
                max_length=6000,
                error_messages=empty,
                widget=forms.Textarea(attributes | {"rows": 9}),
            )
