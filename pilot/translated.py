"""Names in three languages: `name_fi`, `name_sv`, `name_en` columns read as one attribute in the reader's language."""

from typing import Any

from django.utils.translation import get_language

LANGUAGES = ("fi", "sv", "en")


class Translated:
    """Read `<base>_<language>` in the active language, else the first of fi, sv, en that has text."""

    def __init__(self, base: str) -> None:
        self.base = base

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        active = (get_language() or "fi")[:2]
        for language in (active, *LANGUAGES):
            text = getattr(instance, f"{self.base}_{language}", "")
            if text:
                return text
        return ""


def language_of(instance: Any, base: str) -> str:
    """Return the language in which the attribute is read, which a page in another has to say; empty without a text."""
    active = (get_language() or "fi")[:2]
    return next((one for one in (active, *LANGUAGES) if getattr(instance, f"{base}_{one}", "")), "")
