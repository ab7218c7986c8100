"""Money, numbers, dates and periods as words in a language: the one place that knows how each language writes them.

Plain text, for pages, letters, e-mails and files alike; the HTML around it is in `pilot.elements`. The language is
passed in, else the active one is taken. Minus is U+2212 and every space inside a figure is a no-break space.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pilot.calendar import HELSINKI, ONE_DAY, Month
from pilot.money import cents_from_text, euros

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"

# en_FI names days and months in the Finnish order. Figures are written as English does, on a page in one way: 1,085 and
# 1.085 beside each other would be read wrong.
LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_FI"}
# A line never ends between a day and its month: "1." alone would be read as the end of a sentence.
LONG_DAY = {"fi": f"d.{NBSP}MMMM y", "sv": f"d{NBSP}MMMM y", "en": f"d{NBSP}MMMM y"}
WEEKDAY = "EEEE"

# Finnish puts "on", "from" and "until" into the ending of the weekday; Babel's own forms forget it for Sunday.
FINNISH_STEMS = ("maanantai", "tiistai", "keskiviik", "torstai", "perjantai", "lauantai", "sunnuntai")
FINNISH_CASES = {"on": ("na", "kona"), "from": ("sta", "osta"), "until": ("hin", "koon")}
WEDNESDAY = 2


def money(cents: int, *, language: str | None = None, sign: bool = False) -> str:
    """Write cents as euros, the same in a sentence and in a table; `sign` also marks a gain."""
    amount = abs(euros(cents))
    if _language(language) == "en":
        text = f"{format_decimal(amount, '#,##0.00', locale='en')}{NBSP}€"
    else:
        text = format_currency(amount, "EUR", locale=_locale(language))
    return _signed(text, cents, sign)


def cents_typed(text: str, *, language: str | None = None) -> int:
    """Read an amount as the language's reader types it, and as `money` writes it for them."""
    return cents_from_text(text, comma_groups=_language(language) == "en")


def number(value: int | Decimal, *, language: str | None = None, sign: bool = False) -> str:
    """Write a number with its thousands parted."""
    locale = "en" if _language(language) == "en" else _locale(language)
    text = _decimal(str(abs(value)), locale)
    return _signed(text, value, sign)


def percent(ratio: Decimal, *, language: str | None = None, decimals: int = 1, sign: bool = False) -> str:
    """Write a ratio as a percentage: 0.033 is 3,3 %."""
    english = _language(language) == "en"
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    text = format_decimal(abs(ratio) * 100, pattern, locale="en" if english else _locale(language))
    return _signed(f"{text}{NBSP}%", ratio, sign)


def day(value: date) -> str:
    """Write a day as a table does: 15.3.2017, the same in all three languages."""
    value = local_day(value)
    return f"{value.day}.{value.month}.{value.year}"


def long_day(value: date, *, language: str | None = None, weekday: bool = True, case: str = "on") -> str:
    """Write a day as one says it: keskiviikkona 5. huhtikuuta 2017, onsdag 5 april 2017."""
    value = local_day(value)
    locale = _locale(language)
    text = format_date(value, LONG_DAY[_language(language)], locale=locale)
    if not weekday:
        return text
    if _language(language) == "fi":
        return f"{_finnish_weekday(value, case)} {text}"
    return f"{format_date(value, WEEKDAY, locale=locale)} {text}"


def clock(value: datetime, *, language: str | None = None) -> str:
    """Write the time of day in Helsinki: klo 9.14, kl. 9.14, 9.14."""
    value = value.astimezone(HELSINKI)
    figures = f"{value.hour}.{value.minute:02}"
    return {"fi": f"klo{NBSP}{figures}", "sv": f"kl.{NBSP}{figures}", "en": f"at{NBSP}{figures}"}[_language(language)]


def moment(value: datetime, *, language: str | None = None) -> str:
    """Write a moment as its Helsinki day and time."""
    return f"{day(value)} {clock(value, language=language)}"


def month(value: Month | date, *, language: str | None = None) -> str:
    """Write a month by name: toukokuu 2017, maj 2017, May 2017."""
    first = value.first if isinstance(value, Month) else value
    return format_date(first, "LLLL y", locale=_locale(language))


def period(value: DateRange | None) -> str:
    """Write a period by its first and last day, both included: 1.3.2017–31.3.2017; open while it goes on."""
    if value is None or value.isempty:
        return ""
    first = day(value.lower) if value.lower else ""
    last = day(value.upper - ONE_DAY) if value.upper else ""
    return first if first == last else f"{first}{DASH}{last}"


def days_left(value: date, today: date) -> str:
    """Say in words how far a deadline is from today."""
    left = (value - today).days
    if left < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -left) % {"days": -left}
    if left < 2:
        return _("tomorrow") if left else _("today")
    return _("%(days)s days") % {"days": left}


@lru_cache(maxsize=2048)
def _decimal(text: str, locale: Locale | str) -> str:
    """Write a figure; lists write the same small ones again and again, and Babel parses its pattern each time."""
    return format_decimal(text, locale=locale, decimal_quantization=False)


def _language(language: str | None) -> str:
    code = (language or get_language() or "fi")[:2]
    return code if code in LOCALES else "fi"


@cache
def _parsed(name: str) -> Locale:
    return Locale.parse(name)


def _locale(language: str | None) -> Locale:
    return _parsed(LOCALES[_language(language)])


def _signed(text: str, value: int | Decimal, sign: bool) -> str:
    if value < 0:
        return MINUS + text
    return f"+{text}" if sign and value > 0 else text


def local_day(value: date) -> date:
    """Return the day itself, or the Helsinki day of a moment."""
    return value.astimezone(HELSINKI).date() if isinstance(value, datetime) else value


def _finnish_weekday(value: date, case: str) -> str:
    usual, wednesdays = FINNISH_CASES[case]
    return FINNISH_STEMS[value.weekday()] + (wednesdays if value.weekday() == WEDNESDAY else usual)
