"""The smallest pieces of HTML: one figure, one date, one status, one icon each.

Tags and tables both print through these, so that a sum looks the same everywhere. Anything with markup of more than one
element lives in templates/components/.
"""

from datetime import date, datetime
from decimal import Decimal

import segno
from django.db.backends.postgresql.psycopg_any import DateRange
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pilot import formats, statuses
from pilot.calendar import ONE_DAY, Month


def money(cents: int | None, *, sign: bool = False, large: bool = False) -> SafeString:
    """Print cents as euros."""
    if cents is None:
        return SafeString("")
    kind = " money--minus" if cents < 0 else " money--zero" if cents == 0 else ""
    size = " money--large" if large else ""
    text = formats.money(cents, sign=sign)
    return format_html('<span class="money{}{}">{}</span>', kind, size, text)


def number(value: int | Decimal | None, *, sign: bool = False) -> SafeString:
    """Print a number."""
    if value is None:
        return SafeString("")
    return format_html('<span class="number">{}</span>', formats.number(value, sign=sign))


def day(value: date | None) -> SafeString:
    """Print a day in figures."""
    if value is None:
        return SafeString("")
    text = formats.day(value)
    return format_html('<time class="date" datetime="{}">{}</time>', _machine_day(value), text)


def long_day(value: date | None, *, weekday: bool = True, case: str = "on") -> SafeString:
    """Print a day in words."""
    if value is None:
        return SafeString("")
    text = formats.long_day(value, weekday=weekday, case=case)
    return format_html('<time class="date date--spoken" datetime="{}">{}</time>', _machine_day(value), text)


def moment(value: datetime | None) -> SafeString:
    """Print a moment: the day and the time in Helsinki."""
    if value is None:
        return SafeString("")
    text = formats.moment(value)
    return format_html('<time class="date" datetime="{}">{}</time>', value.isoformat(timespec="minutes"), text)


def month(value: Month | date | None) -> SafeString:
    """Print a month by name."""
    if value is None:
        return SafeString("")
    first = value.first if isinstance(value, Month) else value
    return format_html('<time class="date" datetime="{}">{}</time>', f"{first:%Y-%m}", formats.month(value))


def period(value: DateRange | None) -> SafeString:
    """Print a period by its first and last day; a period that goes on ends in a dash."""
    if value is None or value.isempty:
        return SafeString("")
    first = day(value.lower)
    if value.upper is None:
        return format_html('<span class="date">{}{}</span>', first, formats.DASH)
    last = value.upper - ONE_DAY
    if last == value.lower:
        return first
    return format_html('<span class="date">{}{}{}</span>', first, formats.DASH, day(last))


def deadline(value: date | None, today: date, *, near: int = 3) -> SafeString:
    """Print a deadline and how far it is; near and past ones stand out."""
    if value is None:
        return SafeString("")
    left = (value - today).days
    kind = " deadline--past" if left < 0 else " deadline--near" if left <= near else ""
    return format_html(
        '<span class="deadline{}">{}<span class="deadline__left">{}</span></span>',
        kind,
        day(value),
        formats.days_left(value, today),
    )


def status(kind: str, value: object) -> SafeString:
    """Print a status with its mark."""
    found = statuses.find(kind, value)
    return format_html('<span class="{}">{}</span>', found.css_class, found.label)


def icon(name: str, *, large: bool = False) -> SafeString:
    """Draw an icon from the sprite; it always stands beside words and is silent itself."""
    size = " icon--large" if large else ""
    source = static("icons.svg")
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', size, source, name)


def qr_code(text: str, title: str) -> SafeString:
    """Draw a text as a square for cameras; the same text must stand beside it in words."""
    drawing = segno.make(text, error="m", micro=False)
    svg = drawing.svg_inline(omitsize=True, border=4, svgclass="qr", lineclass=None, title=title)
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - segno escapes the title


def unknown() -> SafeString:
    """Print that a value was not given: never a zero, never an empty cell."""
    return format_html('<span class="is-minor">{}</span>', _("Not given"))


def _machine_day(value: date) -> str:
    return formats.local_day(value).isoformat()
