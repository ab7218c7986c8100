"""What the codes of a site's languages, accessibility and sector are called, and how its opening hours are written.

Languages are codes of ISO 639; their names come from the Unicode tables, apart from sign languages. A code that nobody
named is shown as it is, never left out.
"""

from collections.abc import Iterable, Mapping
from datetime import time
from functools import cache
from itertools import groupby

from babel import Locale
from babel.dates import get_day_names
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pilot.formats import DASH
from providers.models import Provider
from providers.queries import Hours

SIGN_LANGUAGES: dict[str, str | Promise] = {
    "fse": _("Finnish Sign Language"),
    "fss": _("Finland-Swedish Sign Language"),
}
ACCESSIBILITY: dict[str, str | Promise] = {
    "step_free": _("step-free entrance"),
    "lift": _("lift"),
    "accessible_toilet": _("accessible toilet"),
    "induction_loop": _("induction loop"),
    "parking": _("parking for disabled people"),
    "guidance": _("guidance for the blind"),
    "remote": _("appointments by video"),
}
# Of a provider in running text: "Omalääkärit Oy, a company".
SECTORS: dict[str, str | Promise] = {
    Provider.Sector.PUBLIC: _("public"),
    Provider.Sector.PRIVATE: _("company"),
    Provider.Sector.THIRD: _("association or cooperative"),
}


def language_name(code: str) -> str:
    """Return what the language is called in the reader's language."""
    if code in SIGN_LANGUAGES:
        return str(SIGN_LANGUAGES[code])
    return _languages_in((get_language() or "fi")[:2]).get(code, code)


def language_names(codes: Iterable[str]) -> str:
    """Return the languages in one line."""
    return ", ".join(language_name(code) for code in codes)


def accessibility_name(code: str) -> str:
    """Return what the code stands for."""
    return str(ACCESSIBILITY.get(code, code))


def accessibility_names(codes: Iterable[str]) -> str:
    """Return what a site offers in one line."""
    return ", ".join(accessibility_name(code) for code in codes)


def sector_name(sector: str) -> str:
    """Return what kind of provider it is."""
    return str(SECTORS.get(sector, sector))


def hours_in_words(hours: Iterable[Hours]) -> str:
    """Write a week's hours, equal days together: ma–pe 8–16, la 10–14."""
    return ", ".join(hours_of_days(hours))


def hours_of_days(hours: Iterable[Hours]) -> list[str]:
    """Write a week's hours, one text for each run of equal days: what a narrow page must not break inside."""
    by_day = {
        weekday: ", ".join(_span(row.opens, row.closes) for row in rows)
        for weekday, rows in groupby(sorted(hours, key=lambda row: (row.weekday, row.opens)), lambda row: row.weekday)
    }
    names = get_day_names("abbreviated", locale=(get_language() or "fi")[:2])
    parts = []
    for first, last in _runs(by_day):
        # Babel counts Monday as 0 and our rows as 1.
        days = names[first - 1] if first == last else f"{names[first - 1]}{DASH}{names[last - 1]}"
        parts.append(f"{days} {by_day[first]}")
    return parts


def day_in_words(hours: Iterable[Hours], weekday: int) -> str:
    """Write the hours of one weekday, or nothing when the site is closed then."""
    today = sorted((row for row in hours if row.weekday == weekday), key=lambda row: row.opens)
    return ", ".join(_span(row.opens, row.closes) for row in today)


@cache
def _languages_in(language: str) -> Mapping[str, str]:
    """Return what a language calls all languages; Babel looks for its file each time it is asked."""
    return Locale.parse(language).languages


def _runs(by_day: dict[int, str]) -> Iterable[tuple[int, int]]:
    """Yield the first and last weekday of every run of days with the same hours."""
    first = last = 0
    for weekday in sorted(by_day):
        if first and weekday == last + 1 and by_day[weekday] == by_day[first]:
            last = weekday
            continue
        if first:
            yield first, last
        first = last = weekday
    if first:
        yield first, last


def _span(opens: time, closes: time) -> str:
    return f"{_clock(opens)}{DASH}{_clock(closes)}"


def _clock(value: time) -> str:
    return f"{value.hour}.{value.minute:02}" if value.minute else str(value.hour)
