"""What may stand in a letter's text: the closed set of placeholders of each kind (`letters.kinds`), filled in.

A placeholder is a word in braces. Anything else in braces, or a brace alone, is refused: a letter to thousands must
not go out with a gap in it.
"""

import re
from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pilot.models import Pilot
from vouchers.letters.kinds import KINDS, Text
from vouchers.models import LetterVersion, MovePlan

LANGUAGES = ("fi", "sv", "en")
IN_BRACES = re.compile(r"\{([^{}]*)\}")

EVERY_LETTER: dict[str, Text] = {
    "name": _("the reader's name"),
    "strand": _("what is chosen, for example reception"),
    "pilot": _("the pilot's name"),
    "contact": _("whom to ask: name, telephone, e-mail"),
    "web_address": _("the address of this site"),
}

HOME_SITE: Text = _("your home health station")
WHY_MOVED: dict[str, Text] = {
    MovePlan.Cause.CAP: _(
        "The site has more residents than it can take, and those who move were drawn by lot. Neither the site nor we "
        "picked anybody. How the lots were drawn can be checked afterwards."
    ),
    MovePlan.Cause.CLOSING: _("The site closes and can no longer take care of its residents."),
}


def placeholders(kind: str) -> dict[str, Text]:
    """Return what may stand in braces in the kind's text, and what it means."""
    return EVERY_LETTER | KINDS[kind].placeholders


def unknown_in(kind: str, text: str) -> list[str]:
    """Return what stands in braces and is no placeholder of the kind, and braces that stand alone."""
    allowed = placeholders(kind)
    unknown = [f"{{{name}}}" for name in IN_BRACES.findall(text) if name not in allowed]
    return unknown + re.findall(r"[{}]", IN_BRACES.sub("", text))


def missing_in(kind: str, text: str) -> list[str]:
    """Return the placeholders that the kind's text cannot do without and that it lacks."""
    return [f"{{{name}}}" for name in KINDS[kind].needed if name not in IN_BRACES.findall(text)]


def in_use(pilot: Pilot, kind: str) -> tuple[LetterVersion | None, dict[str, str]]:
    """Return the version that holds, and what it says by part and language; without one, the program's own text."""
    version = LetterVersion.objects.in_use().filter(pilot=pilot, kind=kind).first()
    first = first_texts(kind)
    return version, {name: getattr(version, name) for name in first} if version else first


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its placeholders filled; one without a value is a mistake of ours."""
    return IN_BRACES.sub(lambda found: values[found[1]], text)


def partly_filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with those placeholders filled that have a value; the others stay, for each reader's own."""
    return IN_BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def first_texts(kind: str) -> dict[str, str]:
    """Return the program's own title and text in each language, as a draft begins."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[f"title_{language}"], found[f"text_{language}"] = str(KINDS[kind].title), str(KINDS[kind].text)
    return found
