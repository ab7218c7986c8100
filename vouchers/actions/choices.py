"""Making a choice and taking it back."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec

from django.db import connection, transaction

from pilot import audit, outbox
from pilot.calendar import helsinki_today
from pilot.identifiers import random_code
from pilot.locks import Key, lock
from pilot.models import Strand, User
from pilot.spelt import Spelt, insert
from providers.models import Site
from registry import actions as registry_actions
from registry.models import Resident
from vouchers import errors, messages, queries, rules
from vouchers.actions.acting import (
    Deputy,
    columns_of,
    facts_of,
    is_own,
    refuse_deputy,
    refuse_too_young,
    tell_guardians,
    tell_taken_back,
)
from vouchers.actions.lay_out import lay_out
from vouchers.actions.places import give_up
from vouchers.actions.telling import tell_of_deed
from vouchers.actions.wishes import replace_waiting, settle_moves
from vouchers.models import Choice, QueuePlace
from vouchers.models.choices import AT_DESK
from vouchers.words.deeds import Deed

# On the day a list opens hundreds choose at once; each takes a few hundredths of a second.
PATIENCE = 20
LOCKED = Spelt(
    """
    SELECT {resident}, account.user_id
    FROM registry_resident AS resident
    LEFT JOIN registry_residentaccount AS account ON account.resident_id = resident.id
    WHERE resident.id = %(resident)s
    FOR NO KEY UPDATE OF resident
    """,
    resident=Resident,
)
HAS_CAP = "SELECT EXISTS (SELECT FROM providers_listcap WHERE site_id = %(site)s AND strand_id = %(strand)s)"
P = ParamSpec("P")


class _CapCame(Exception):
    """The list has got a cap since it was asked whether it has one; nothing was written."""


def _again_alone(choosing: Callable[P, Choice]) -> Callable[P, Choice]:
    @wraps(choosing)
    def chosen(*args: P.args, **deed: P.kwargs) -> Choice:
        try:
            return choosing(*args, **deed)
        except _CapCame:
            return choosing(*args, **{**deed, "alone": True})  # type: ignore[arg-type]

    return chosen


@_again_alone
@transaction.atomic
def choose(  # longer: one argument a line
    *,
    resident: Resident,
    strand: Strand,
    site: Site | None,
    by: User | None,
    at: datetime,
    channel: str,
    reason: str = "",
    key: str | None = None,
    identified_by: str = "",
    email: str | None = None,
    as_of: datetime | None = None,
    deputy: Deputy | None = None,
    alone: bool = False,
    once: bool = False,
) -> Choice:
    """Choose the site, or with None return to the home site; a choice not yet in effect is replaced for good.

    The same key chooses once. With `once` a choice of the same site that waits stands and is returned, if chosen anew
    it would only begin and bind later. At the desk `identified_by` says how the resident was recognised; an `email`
    becomes the resident's, never by a deputy: whoever is acted for must go on being told. `as_of` is the earlier moment
    by which the choice counts, where a decision puts one right. A place in a queue is given up. A list without a cap
    many choose at once; with one, or `alone`, one after the other. Refuses a deputy without a right, and what
    `rules.refusal` tells. Records `choice_made`.
    """
    alone = alone or (site is not None and _has_cap(site, strand))
    resident = locked_resident(resident, strand, site, alone=alone)
    made_at = as_of or at
    refuse_deputy(resident=resident, strand=strand, by=by, at=made_at, channel=channel, deputy=deputy, reason=reason)
    on = helsinki_today(made_at)
    facts = queries.choice_facts(
        resident=resident,
        strand=strand,
        site=site,
        on=on,
        at=made_at,
        is_weighty=reason == Choice.Reason.WEIGHTY,
        is_own=is_own(resident, by) or (deputy is None and channel in AT_DESK and not reason),
        channel=channel,
        key=key,
    )
    if facts.free_places is not None and not alone:
        raise _CapCame
    if facts.first_choice_id is not None:
        return _made_before(facts.first_choice_id, strand, site)
    if once and facts.something_waits and (same := _waits_already(resident, strand, site, on, facts)) is not None:
        return same
    if (refusal := rules.refusal(facts)) is not None:
        raise refusal
    choice = Choice(
        resident=resident,
        strand=strand,
        site=site,
        made_at=made_at,
        made_on=on,
        effective_on=facts.effective_on,
        channel=channel,
        reason=reason,
        made_by=by,
        receipt_number=random_code(),
        key=key,
        **columns_of(deputy),
    )
    insert(choice)
    if facts.something_waits:
        replace_waiting(choices=[choice.pk], strand=strand, residents=[resident.pk], on=on)
    given_up = None
    if facts.is_in_queue:
        given_up = give_up(resident=resident, strand=strand, state=QueuePlace.State.CHOSE, by=by, at=at)
    lay_out(strand=strand, residents=[resident.pk], are_locked=True)
    own_email = email if deputy is None else None
    known = _keep_known(resident, identified_by, own_email, given_up) | facts_of(deputy) | tell_guardians(choice)
    _record("choice_made", choice, on, by=by, at=at, channel=channel, reason=reason, **known)
    if given_up is not None and deputy is not None:
        tell_of_deed(Deed.QUEUE_LEFT, given_up.pk, resident=resident, strand=strand, deputy=deputy, on=on)
    if resident.email:
        outbox.put("choice_receipt", {"choice": choice.pk}, key=messages.receipt_key(choice.pk))
    elif choice.capacity in (Choice.Capacity.MANDATE, Choice.Capacity.LEGAL_GUARDIAN):
        # Whoever is acted for did not see it: the receipt goes to them by letter.
        outbox.put("receipt_letter", {"choice": choice.pk}, key=f"receipt-letter-{choice.pk}")
    return choice


@transaction.atomic
def regret(
    *,
    resident: Resident,
    strand: Strand,
    by: User | None,
    at: datetime,
    channel: str,
    choice: Choice | None = None,
    deputy: Deputy | None = None,
    identified_by: str = "",
) -> Choice:
    """Take back, for good, the choice that has not yet taken effect.

    A move by others that it had replaced stands again. Refuses a deputy without a right, a child alone, when there is
    none, and when it is not the one that was meant. Taken back for another, those concerned are told; whoever took back
    their own gets a confirmation by e-mail. At the desk `identified_by` says how somebody was recognised. Records
    `choice_regretted`.
    """
    resident = locked_resident(resident, strand, None)
    refuse_deputy(resident=resident, strand=strand, by=by, at=at, channel=channel, deputy=deputy)
    came_alone = deputy is None and bool(identified_by)
    refuse_too_young(resident=resident, strand=strand, is_own=is_own(resident, by) or came_alone, at=at)
    on = helsinki_today(at)
    pending = queries.regrettable_choice(resident=resident, strand=strand, on=on)
    if pending is None or (choice is not None and choice.pk != pending.pk):
        raise errors.NothingToRegret
    pending.regretted_at, pending.regretted_by = at, by
    pending.save(update_fields=["regretted_at", "regretted_by"])
    settle_moves(strand=strand, residents=[resident.pk], on=on)
    lay_out(strand=strand, residents=[resident.pk], are_locked=True)
    known = facts_of(deputy) | ({"identified_by": identified_by} if identified_by else {})
    _record("choice_regretted", pending, on, by=by, at=at, channel=channel, **known)
    if deputy is not None:
        # Whoever was told of the choice must not go on believing in it.
        tell_taken_back(pending, deputy=deputy, on=on)
    elif resident.email:
        outbox.put("choice_taken_back", {"choice": pending.pk, "own": True}, key=f"taken-back-{pending.pk}")
    return pending


def _keep_known(
    resident: Resident, identified_by: str, email: str | None, given_up: QueuePlace | None
) -> dict[str, Any]:
    known: dict[str, Any] = {"identified_by": identified_by} if identified_by else {}
    if email is not None and email != resident.email:
        resident.email = email
        resident.save(update_fields=["email"])
        known["email"] = "changed"
    return known | ({"gave_up": given_up.pk} if given_up else {})


def locked_resident(resident: Resident, strand: Strand, site: Site | None, *, alone: bool = True) -> Resident:
    """Wait for others who choose, for the site's list, and for what the register is just writing of the resident.

    Whoever changes a list's cap or closes it holds it `alone`. The resident comes with the user of their account, if
    they have one, as `account_user_id`.
    """
    lists: list[Key] = [("list", site.pk, strand.pk)] if site is not None else []
    held_alone, together = (lists, []) if alone else ([], lists)
    lock(("choice", resident.pk, strand.pk), *held_alone, shared=together, patience=PATIENCE)
    ((found, found.account_user_id),) = LOCKED.rows(resident=resident.pk)
    registry_actions.refuse_absorbed(found)
    return found


def _has_cap(site: Site, strand: Strand) -> bool:
    """Tell whether the list has had, has or will have a cap, as known before the list is held."""
    with connection.cursor() as cursor:
        cursor.execute(HAS_CAP, {"site": site.pk, "strand": strand.pk})
        return bool(cursor.fetchone()[0])


def _made_before(pk: int, strand: Strand, site: Site | None) -> Choice:
    """Return what the same form has chosen already; refuses one that was sent with another choice."""
    first = Choice.objects.get(pk=pk)
    if first.strand_id != strand.pk or first.site_id != (site.pk if site else None):
        raise errors.KeyUsed
    return first


def _waits_already(
    resident: Resident, strand: Strand, site: Site | None, on: date, facts: rules.ChoiceFacts
) -> Choice | None:
    return queries.waits_already(resident=resident, strand=strand, site=site, on=on, effective_on=facts.effective_on)


def _record(
    kind: str,
    choice: Choice,
    on: date,
    *,
    by: User | None,
    at: datetime,
    channel: str,
    reason: str = "",
    **known: Any,
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", choice.resident_id),
        pilot_code=choice.strand.pilot.code,
        reason=reason,
        on_behalf_of=f"resident {choice.resident_id}" if "capacity" in known else "",
        facts={
            "choice": choice.pk,
            "strand": choice.strand.code,
            "site": choice.site_id,
            "effective_on": choice.effective_on.isoformat(),
            "changes_from": on.isoformat(),
        }
        | known,
    )
