"""What printed documents need beside the common tags: bare figures, codes in groups, and the QR code.

Filters, because letters put figures into translated sentences. How a language writes them is known by `pilot.formats`.
"""

import segno
from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from pilot import formats, identifiers
from pilot.calendar import Month
from pilot.money import round_half_up

register = Library()

register.filter("day", formats.day)
register.filter("long_day", formats.long_day)
register.filter("moment", formats.moment)
register.filter("month_name", formats.month)
register.filter("count", formats.number)
register.filter("percent", formats.percent)
register.filter("code", identifiers.format_code)


@register.filter
def figure(value: int) -> str:
    """Write a number as it stands in a column of numbers."""
    return formats.number(value)


@register.filter
def euros(cents: int) -> str:
    """Write cents as euros with their sign."""
    return formats.money(cents)


@register.filter
def amount(cents: int) -> str:
    """Write cents as euros without the sign, where the head of the column has it."""
    return euros(cents).removesuffix(f"{formats.NBSP}€")


@register.filter
def difference(cents: int) -> str:
    """Write a difference in euros, a gain with its plus."""
    return formats.money(cents, sign=True).removesuffix(f"{formats.NBSP}€")


@register.filter
def whole_euros(cents: int) -> str:
    """Write cents as whole euros, for charts only."""
    return formats.number(round_half_up(cents, 100))


@register.filter
def month_and_year(month: Month) -> str:
    """Write a month in figures, as narrow columns need it: 1/2018."""
    return f"{month.number}/{month.year}"


@register.filter
def groups(text: str) -> str:
    """Write an account number or a reference in groups of four."""
    return identifiers.in_groups(text, 4)


@register.filter
def digest(text: str) -> str:
    """Write a digest in groups of eight."""
    return identifiers.in_groups(text, 8)


@register.simple_tag
def qr(address: str, title: str) -> SafeString:
    """Draw the address as a QR code; its quiet zone is the layout around it."""
    code = segno.make_qr(address, error="m")
    # segno escapes the title itself.
    return mark_safe(code.svg_inline(title=title, border=0, omitsize=True, dark="#212121"))  # noqa: S308
