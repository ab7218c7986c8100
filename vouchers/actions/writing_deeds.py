"""Letters to whoever has no e-mail address of what was done for another besides choosing."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from pilot import formats
from pilot.calendar import helsinki_today
from registry.models import Resident
from vouchers import queries
from vouchers.actions.writing import write_to
from vouchers.letters import who_acted
from vouchers.models import Letter, LetterKind
from vouchers.words import deeds


def write_acted_letter(*, deed: str, about: int, capacity: str, deputy_id: int | None, at: datetime) -> Letter:
    """Write to a resident what somebody who acts for them did, and who it was. Records `letter_written`."""
    found = deeds.done(deed, about)
    deputy = Resident.objects.get(pk=deputy_id) if deputy_id is not None else None
    with translation.override(found.resident.language):
        values = {
            "heading": str(deeds.HEADINGS[deed]),
            "what": deeds.what_was_done(found, deeds.SENTENCES[deed], formats.day),
            "done_on": formats.day(found.at),
            "who": who_acted(capacity, deputy, on=helsinki_today(at)),
        }
    return write_to(
        kind=LetterKind.ACTED,
        resident=found.resident,
        strand=found.strand,
        values=values,
        key=f"acted/{deed}/{about}",
        by=None,
        at=at,
        channel="system",
    )


def write_own_matter_letter(*, deed: str, about: int, at: datetime) -> Letter:
    """Write to a resident what came about in a matter of theirs. Records `letter_written`."""
    found = deeds.done(deed, about)
    with translation.override(found.resident.language):
        values = {
            "heading": str(deeds.HEADINGS[deed]),
            "what": deeds.what_was_done(found, deeds.SENTENCES[deed], formats.day),
            "done_on": formats.day(found.at),
        }
    return write_to(
        kind=LetterKind.OWN_MATTER,
        resident=found.resident,
        strand=found.strand,
        values=values,
        key=f"own-matter/{deed}/{about}",
        by=None,
        at=at,
        channel="system",
    )


@transaction.atomic
def write_child_matter_letter(*, deed: str, about: int, guardian_id: int, at: datetime) -> Letter | None:
    """Write to a guardian what was done in their child's matter.

    Nothing if that would reveal anything now, or does not stand any more. Records `letter_written`.
    """
    deeds.hold(deed, about, guardian_id)
    found, guardian = deeds.done(deed, about), Resident.objects.get(pk=guardian_id)
    if not found.stands or not queries.has_right(person=guardian, child=found.resident, on=helsinki_today(at)):
        return None
    with translation.override(guardian.language):
        values = {
            "heading": str(deeds.CHILD_HEADINGS[deed]),
            "what": deeds.what_was_done(found, deeds.CHILD_SENTENCES[deed], formats.day),
            "done_on": formats.day(found.at),
        }
    return write_to(
        kind=LetterKind.CHILD_MATTER,
        resident=guardian,
        strand=found.strand,
        values=values,
        key=queries.child_matter_key(deed, about, guardian.pk),
        by=None,
        at=at,
        channel="system",
    )
