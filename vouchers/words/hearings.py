"""What a decision says of the hearing before it, to one party and in their language; nobody else is named in it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pilot import formats
from registry.models import Resident
from vouchers.models import Hearing

State = Hearing.State


def hearing_in_words(hearings: Iterable[Hearing], *, party: Resident, why_unheard: str) -> str:
    """Return a paragraph for each hearing, and why somebody was not heard; in the active language."""
    paragraphs = [f"{_asked(hearing, party)} {_became(hearing, party)}" for hearing in hearings]
    if why_unheard:
        paragraphs.append(_("Not every guardian was heard before the decision: {why}").format(why=why_unheard))
    return "\n\n".join(paragraphs)


def _asked(hearing: Hearing, party: Resident) -> str:
    if hearing.resident_id == party.pk:
        text = _("You were heard: you were asked on {asked_on} ({way}) and could answer until {answer_by}.")
    else:
        text = _("Another guardian was heard: asked on {asked_on} ({way}), with time to answer until {answer_by}.")
    return text.format(
        asked_on=formats.day(hearing.asked_on),
        way=hearing.get_way_display().lower(),
        answer_by=formats.day(hearing.answer_by),
    )


def _became(hearing: Hearing, party: Resident) -> str:
    match hearing.state:
        case State.ANSWERED:
            assert hearing.closed_on is not None
            said = hearing.answer if hearing.resident_id == party.pk else hearing.told or hearing.answer
            return _("The answer of {day}: {answer}").format(day=formats.day(hearing.closed_on), answer=said)
        case State.SILENT:
            return _("No answer came by that day.")
    return _("That hearing ended before its last day.")
