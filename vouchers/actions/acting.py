"""Choosing for another: who may, and who is told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from pilot import outbox
from pilot.calendar import helsinki_today
from pilot.models import Strand, User
from registry import errors
from registry.models import Resident, ResidentAccount
from vouchers import errors as voucher_errors
from vouchers import queries
from vouchers.models import Choice
from vouchers.models.choices import AT_DESK

Capacity = Choice.Capacity


# How long ago a mandate may have been asked about when a choice is written by it.
MANDATE_FRESH = timedelta(minutes=2)


@dataclass(frozen=True)
class MandateProof:
    """What the register of mandates has just told: that the person may act for the resident, and by which mandate."""

    person: int
    resident: int
    reference: str
    theme: str
    asked_at: datetime


@dataclass(frozen=True)
class Deputy:
    """Who acts for the resident and in which capacity; where the register does not have them, by the name on papers."""

    capacity: str
    person: Resident | None = None
    proof: MandateProof | None = None
    name: str = ""


def is_own(resident: Resident, by: User | None) -> bool:
    """Tell whether the resident, who is locked, acts for themselves."""
    return by is not None and cast(Any, resident).account_user_id == by.pk


def refuse_deputy(
    *,
    resident: Resident,
    strand: Strand,
    by: User | None,
    at: datetime,
    channel: str,
    deputy: Deputy | None,
    reason: str = "",
) -> None:
    """Refuse whoever acts online for another without a right to it on the day.

    The right of a guardian ends on the day on which the child reaches the age of own choice. At the desk staff check
    the rest of it by papers, say which guardian it is, and rule on a weighty reason. Refused are also a deputy who is
    not the person logged in, and another's choice as one's own.
    """
    if reason == Choice.Reason.WEIGHTY:
        return
    on = helsinki_today(at)
    if deputy is not None and deputy.capacity == Capacity.GUARDIAN and channel in AT_DESK:
        _refuse_grown_up(resident, strand, on)
        _refuse_unknown(deputy, resident, on, channel)
    if channel != Choice.Channel.ONLINE:
        return
    person = _person(by, resident)
    if deputy is None:
        if person is not None and person.pk != resident.pk:
            raise errors.MayNotAct
        return
    if person is None or person != deputy.person:
        raise errors.MayNotAct
    if deputy.capacity == Capacity.MANDATE:
        _refuse_mandate(deputy.proof, person=person, principal=resident, at=at)
        return
    if deputy.capacity != Capacity.GUARDIAN:
        raise errors.MayNotAct
    if not queries.has_right(person=person, child=resident, on=on):
        raise errors.MayNotAct
    _refuse_grown_up(resident, strand, on)


def refuse_too_young(*, resident: Resident, strand: Strand, is_own: bool, at: datetime) -> None:
    """Refuse a child who acts alone before the age of own choice: what a guardian did is a guardian's to undo."""
    on = helsinki_today(at)
    rules = queries.rules_on(strand, on) if is_own else None
    if rules is not None and queries.is_under(rules.minimum_age, resident, on):
        raise voucher_errors.TooYoung(years=rules.minimum_age)


def columns_of(deputy: Deputy | None) -> dict[str, Any]:
    """Return what a choice keeps of who acted."""
    if deputy is None:
        return {}
    by_mandate = (
        {"mandate_reference": deputy.proof.reference, "mandate_theme": deputy.proof.theme} if deputy.proof else {}
    )
    return named(deputy) | by_mandate


def named(deputy: Deputy | None) -> dict[str, Any]:
    """Return what a choice, a place in a queue and a case keep of who acted."""
    if deputy is None:
        return {}
    return {"capacity": deputy.capacity, "deputy": deputy.person, "deputy_name": deputy.name}


def facts_of(deputy: Deputy | None) -> dict[str, Any]:
    """Return what an event says of who acted: the capacity, and the person by number, or by the name on papers."""
    if deputy is None:
        return {}
    known: dict[str, Any] = {"capacity": deputy.capacity}
    if deputy.person:
        known["deputy"] = deputy.person.pk
    if deputy.name:
        known["named"] = deputy.name
    if deputy.proof:
        known |= {"mandate": deputy.proof.reference, "theme": deputy.proof.theme}
    return known


def tell_guardians(choice: Choice) -> dict[str, list[int]]:
    """Promise every guardian a message of the choice, and return who is to be told on paper.

    Of two who chose differently on one day the later choice holds, and both are told so. Nobody is told, by message or
    letter, where the register blocks acting online: a choice made at the desk must not give a protected child away.
    """
    if choice.capacity != Capacity.GUARDIAN or choice.reason == Choice.Reason.WEIGHTY:
        # Of a weighty reason the decision tells, and it is appealed against, not objected to.
        return {}
    without_email = []
    for guardian in queries.guardians_told(choice.resident, on=choice.made_on):
        if guardian.email:
            payload = {"choice": choice.pk, "guardian": guardian.pk}
            outbox.put("guardian_told", payload, key=f"guardian-told-{choice.pk}-{guardian.pk}")
        elif guardian.pk != choice.deputy_id:
            payload = {"choice": choice.pk, "guardian": guardian.pk}
            outbox.put("guardian_letter", payload, key=f"guardian-letter-{choice.pk}-{guardian.pk}")
            without_email.append(guardian.pk)
    return {"to_be_written_to": without_email} if without_email else {}


def tell_guardians_of_place(choice: Choice) -> None:
    """Promise every guardian a message that the child got its place from the queue, or a letter without an address.

    Where the child lives is not where each guardian lives: a letter to the child tells one of them at most.
    """
    for guardian in queries.guardians_told(choice.resident, on=choice.made_on):
        payload = {"choice": choice.pk, "guardian": guardian.pk}
        if guardian.email:
            outbox.put("guardian_told", payload, key=f"guardian-told-{choice.pk}-{guardian.pk}")
        else:
            outbox.put("guardian_letter", payload, key=f"guardian-letter-{choice.pk}-{guardian.pk}")


def tell_taken_back(choice: Choice, *, deputy: Deputy, on: date) -> None:
    """Promise a message that the deputy took the choice back, or a letter without an address: to whom it concerns.

    An adult is told who did it. Of a child its guardians are told, as of the choice itself, and so nobody where the
    register blocks acting online; on paper not the one who did it.
    """
    is_child = Capacity.GUARDIAN in (choice.capacity, deputy.capacity)
    if choice.resident.email:
        outbox.put("choice_taken_back", {"choice": choice.pk}, key=f"taken-back-{choice.pk}")
    elif not is_child:
        payload = {
            "choice": choice.pk,
            "capacity": deputy.capacity,
            "deputy": deputy.person.pk if deputy.person else None,
        }
        outbox.put("taken_back_letter", payload, key=f"taken-back-letter-{choice.pk}")
    if not is_child:
        return
    for guardian in queries.guardians_told(choice.resident, on=on):
        told = {"choice": choice.pk, "guardian": guardian.pk}
        if guardian.email:
            outbox.put("choice_taken_back", told, key=f"taken-back-{choice.pk}-{guardian.pk}")
        elif guardian != deputy.person:
            outbox.put("taken_back_letter", told, key=f"taken-back-letter-{choice.pk}-{guardian.pk}")


def _refuse_unknown(deputy: Deputy, resident: Resident, on: date, channel: str) -> None:
    """Refuse a guardian of whom nobody says who it is, or who came and is none by the register of the day.

    A form on paper was signed on another day; whether that was right, whoever accepts it has judged.
    """
    if deputy.person is None and not deputy.name.strip():
        raise voucher_errors.GuardianUnnamed
    person = deputy.person if channel == Choice.Channel.DESK else None
    if person is not None and not queries.is_guardian_of(person, resident, on=on):
        raise voucher_errors.NoGuardianThen


def _refuse_mandate(proof: MandateProof | None, *, person: Resident, principal: Resident, at: datetime) -> None:
    """Refuse a mandate not just asked about for these two, and whomever the register keeps from being acted for.

    The asking itself lies outside the unit of work: another's slowness must not hold the lists.
    """
    if proof is None or (proof.person, proof.resident) != (person.pk, principal.pk):
        raise errors.MayNotAct
    if not timedelta() <= at - proof.asked_at <= MANDATE_FRESH:
        raise errors.MayNotAct
    if queries.principal_of(person, principal.pk, on=helsinki_today(at)) is None:
        raise errors.MayNotAct


def _refuse_grown_up(child: Resident, strand: Strand, on: date) -> None:
    if queries.chooses_alone(child=child, strand=strand, on=on):
        raise errors.ChoosesThemselves(years=queries.rules_in_force(strand, on).minimum_age)


def _person(by: User | None, resident: Resident) -> Resident | None:
    """Return who is logged in; whoever acts for themselves is known with the row that is locked already."""
    if is_own(resident, by):
        return resident
    account = ResidentAccount.objects.select_related("resident").filter(user=by).first() if by else None
    return account.resident if account else None
