"""What guardians disputed, on the staff's time line: of the child, and of whoever objected or was heard.

People stand there by their list codes; what they wrote stays on the objection's page.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilot import formats
from pilot.calendar import helsinki_today
from pilot.identifiers import format_code
from registry.models import Resident
from vouchers.models import Hearing, Objection
from vouchers.queries.story_events import StoryEvent

SETTLED: dict[str, Promise] = {
    Objection.State.UPHELD: gettext_lazy("Objection upheld: the choice is undone"),
    Objection.State.DISMISSED: gettext_lazy("Objection settled: the choice stands"),
}
HEARD: dict[str, Promise] = {
    Hearing.State.ANSWERED: gettext_lazy("A guardian who was heard answered"),
    Hearing.State.SILENT: gettext_lazy("A guardian who was heard did not answer"),
    Hearing.State.ENDED: gettext_lazy("A hearing ended before its last day"),
}


def disputes(resident: Resident) -> Iterator[StoryEvent]:
    """Return what was objected to choices for the resident or by them, who was heard, and how it was settled."""
    concerns = Q(choice__resident=resident) | Q(resident=resident) | Q(hearings__resident=resident)
    rows = Objection.objects.filter(concerns).distinct().prefetch_related("hearings__resident")
    for row in rows.select_related("choice__resident", "resident", "decision"):
        number, child = format_code(row.choice.receipt_number), row.choice.resident.list_code
        about = _("{child}, choice {number}").format(child=child, number=number)
        by = _("{about}, by {guardian}").format(about=about, guardian=row.resident.list_code)
        yield StoryEvent(helsinki_today(row.made_at), _("Objection of a guardian"), by, at=row.made_at)
        for hearing in row.hearings.all():
            yield from _hearing(hearing)
        if row.settled_at:
            more = f"{about}, {row.decision.number}" if row.decision else about
            yield StoryEvent(helsinki_today(row.settled_at), str(SETTLED[row.state]), more, at=row.settled_at)


def _hearing(hearing: Hearing) -> Iterator[StoryEvent]:
    guardian, day = hearing.resident.list_code, formats.day(hearing.answer_by)
    asked = _("{guardian}, {way}, answer by {day}").format(
        guardian=guardian, way=hearing.get_way_display().lower(), day=day
    )
    yield StoryEvent(hearing.asked_on, _("Hearing of a guardian"), asked, is_minor=True, at=hearing.asked_at)
    if hearing.closed_on is not None:
        yield StoryEvent(hearing.closed_on, str(HEARD[hearing.state]), guardian, is_minor=True, at=hearing.closed_at)
