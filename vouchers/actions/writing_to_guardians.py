"""Writing to guardians without e-mail of what concerns their child: who chose, what place came, what was taken
back, who objected.

Neither the child nor a site is named: a letter that somebody else opens must not tell who is cared for where.
"""

from datetime import datetime

from django.utils import translation

from pilot import formats
from pilot.calendar import helsinki_today
from pilot.identifiers import format_code
from registry.models import Resident
from vouchers import queries
from vouchers.actions.writing import write_to
from vouchers.models import Choice, Letter, LetterKind, Objection


def write_guardian_letter(*, choice_id: int, guardian_id: int, at: datetime) -> Letter | None:
    """Write to a guardian without e-mail that another chose for their child, or that it got its place from the queue.

    Nothing if that would reveal anything now, or does not stand any more. Records `letter_written`.
    """
    choice = Choice.objects.standing().select_related("resident", "strand__pilot__lead").filter(pk=choice_id).first()
    if choice is None or (guardian := _may_read(guardian_id, choice, at)) is None:
        return None
    is_place = choice.origin == Choice.Origin.QUEUE
    with translation.override(guardian.language):
        values = {"effective_on": formats.day(choice.effective_on), "number": format_code(choice.receipt_number)}
        if not is_place:
            values["made_on"] = formats.day(choice.made_on)
            values["object_until"] = formats.day(queries.objection_until(choice))
    return write_to(
        kind=LetterKind.CHILD_PLACE if is_place else LetterKind.GUARDIAN,
        resident=guardian,
        strand=choice.strand,
        values=values,
        key=f"guardian/{choice.pk}/{guardian.pk}",
        by=None,
        at=at,
        channel="system",
    )


def write_child_taken_back_letter(*, choice_id: int, guardian_id: int, at: datetime) -> Letter | None:
    """Write to a guardian without e-mail that another took back what was chosen for their child.

    Nothing if that would reveal anything now. Records `letter_written`.
    """
    choice = Choice.objects.select_related("resident", "strand__pilot__lead").get(pk=choice_id)
    if choice.regretted_at is None or (guardian := _may_read(guardian_id, choice, at)) is None:
        return None
    with translation.override(guardian.language):
        values = {
            "made_on": formats.day(choice.made_on),
            "taken_back_on": formats.day(choice.regretted_at),
            "number": format_code(choice.receipt_number),
        }
    return write_to(
        kind=LetterKind.CHILD_TAKEN_BACK,
        resident=guardian,
        strand=choice.strand,
        values=values,
        key=f"child-taken-back/{choice.pk}/{guardian.pk}",
        by=None,
        at=at,
        channel="system",
    )


def write_objection_letter(*, objection_id: int, guardian_id: int, at: datetime) -> Letter | None:
    """Write to a guardian without e-mail that another objected to a choice for their child.

    Nothing if that would reveal anything now, or once it is settled: then the decision tells. Records `letter_written`.
    """
    rows = Objection.objects.open().select_related("choice__resident", "choice__strand__pilot__lead")
    objection = rows.filter(pk=objection_id).first()
    if objection is None or (guardian := _may_read(guardian_id, objection.choice, at)) is None:
        return None
    with translation.override(guardian.language):
        values = {
            "objected_on": formats.day(objection.made_at),
            "number": format_code(objection.choice.receipt_number),
            "settle_by": formats.day(objection.settle_by),
        }
    return write_to(
        kind=LetterKind.OBJECTION,
        resident=guardian,
        strand=objection.choice.strand,
        values=values,
        key=f"objection/{objection.pk}/{guardian.pk}",
        by=None,
        at=at,
        channel="system",
    )


def _may_read(guardian_id: int, choice: Choice, at: datetime) -> Resident | None:
    """Return the guardian who may still be told: protection may have begun, or guardianship ended, since the cause."""
    guardian = Resident.objects.get(pk=guardian_id)
    has_right = queries.has_right(person=guardian, child=choice.resident, on=helsinki_today(at))
    return guardian if has_right else None
