"""What somebody was charged for visits, on the staff's time line: by which site, how much, and what was voided."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pilot import formats
from pilot.calendar import helsinki_today
from registry.models import Resident
from vouchers.models import CoPayment
from vouchers.queries.story_events import StoryEvent


def charges(resident: Resident, with_homes: bool) -> Iterator[StoryEvent]:
    """Return every charge and every voiding; which public site it was may tell where somebody lives."""
    for row in CoPayment.objects.filter(resident=resident).select_related("site"):
        where = row.site.name if with_homes or not row.is_client_fee else _("Home health station")
        told = {"sum": formats.money(row.cents), "kind": row.get_kind_display().lower(), "site": where}
        more = _("{sum}, {kind}, {site}").format(**told)
        yield StoryEvent(row.charged_on, _charged(row), more, is_minor=True)
        if row.voided_at is not None:
            day = formats.day(row.charged_on)
            why = _("Of {day}: {reason}").format(day=day, reason=row.get_void_reason_display().lower())
            yield StoryEvent(helsinki_today(row.voided_at), _("A charge was voided"), why, True, row.voided_at)


def _charged(row: CoPayment) -> str:
    text = _("{service} charged") if row.unit == "visit" else _("{service} charged for the whole year")
    return text.format(service=row.get_service_display())
