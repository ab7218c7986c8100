"""Tags for single values: money, numbers, dates, periods, statuses, icons."""

from django.template import Library
from django.utils.translation import get_language

from pilot import elements, formats
from pilot.context import language_links

register = Library()

register.simple_tag(elements.money, name="money")
register.simple_tag(elements.number, name="number")
register.simple_tag(formats.percent, name="percent")
register.simple_tag(elements.day, name="date")
register.simple_tag(elements.long_day, name="long_date")
register.simple_tag(elements.moment, name="moment")
register.simple_tag(elements.month, name="month")
register.simple_tag(elements.period, name="period")
register.simple_tag(elements.deadline, name="deadline")
register.simple_tag(elements.status, name="status")
register.simple_tag(elements.icon, name="icon")
register.simple_tag(elements.qr_code, name="qr_code")
register.simple_tag(elements.unknown, name="not_given")


@register.filter
def unbroken(text: str) -> str:
    """Keep the groups of a telephone number on one line."""
    return text.replace(" ", formats.NBSP)


@register.simple_tag
def page_language() -> str:
    """Return the language the page is written in, for <html lang>."""
    return (get_language() or "fi")[:2]


@register.simple_tag(takes_context=True)
def languages(context) -> list[dict]:
    """Return the three languages with the address that turns this page into each."""
    request = context.get("request")
    return language_links(request) if request else []
