"""Hearing guardians about an objection: who is to be heard, who was not, and what became of it."""

from datetime import date

from django.db.models import QuerySet

from registry.models import Resident
from vouchers.models import Choice, Hearing, Objection
from vouchers.models.hearings import HearingQuerySet
from vouchers.queries.objections import parties_of


def to_be_heard(objection: Objection, *, on: date) -> list[Resident]:
    """Return whom the objection concerns beside whoever made it: who chose, and the other guardians of the day.

    The child's own say is told with the decision (`vouchers.words.child_say`).
    """
    _objector, *others = parties_of(objection.choice, objector=objection.resident, on=on)
    return [party for party in others if party.pk != objection.choice.resident_id]


def may_be_heard(objection: Objection, *, on: date) -> list[Resident]:
    """Return whom staff may hear: those who must be, and whoever objected, of what the others answered."""
    return [*to_be_heard(objection, on=on), objection.resident]


def unheard(objection: Objection, *, on: date) -> list[Resident]:
    """Return those of them who have neither answered nor had their time to."""
    heard = set(Hearing.objects.over().filter(objection=objection).values_list("resident", flat=True))
    return [party for party in to_be_heard(objection, on=on) if party.pk not in heard]


def hearings_of(objection: Objection) -> HearingQuerySet:
    """Return the objection's hearings in their order."""
    rows = Hearing.objects.filter(objection=objection).select_related("resident", "asked_by", "closed_by", "letter")
    return rows.order_by("asked_at", "pk")


def hearing_now(choice: Choice, person: Resident) -> Hearing | None:
    """Return the hearing about the choice that waits for the person's answer."""
    return Hearing.objects.open().filter(objection__choice=choice, resident=person).first()


def hearings_that_wait(person: Resident) -> QuerySet[Hearing]:
    """Return what waits for the person's answer, the first last day first: for their own page."""
    return Hearing.objects.open().filter(resident=person).order_by("answer_by", "pk")


def was_received(hearing: Hearing) -> bool:
    """Tell whether the guardian had been asked before the last day for answering."""
    if hearing.letter is None:
        return True
    return hearing.letter.deliveries.filter(state="sent", received_on__lt=hearing.answer_by).exists()
