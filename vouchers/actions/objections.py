"""Guardians in dispute: objecting to another guardian's choice for a child, and settling it with reasons to both.

Before it is settled the others are heard (`vouchers.actions.hearings`), or somebody says why one is not.
Meanwhile the choice stands as the rules say. Upheld, it is taken back, or, once in effect, the child returns home
without a lock-in: nobody is left bound by what should not have been chosen.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilot import audit, formats, outbox
from pilot.calendar import helsinki_today
from pilot.identifiers import format_code
from pilot.locks import lock
from pilot.models import User
from registry import errors as registry_errors
from registry.models import Resident
from vouchers import errors, queries
from vouchers.actions import choices
from vouchers.actions.decisions import decide
from vouchers.models import Choice, Decision, Hearing, Objection
from vouchers.words.child_say import NOTHING_SAID, ChildSay
from vouchers.words.hearings import hearing_in_words

State = Objection.State


@transaction.atomic
def object_to_choice(
    *, choice: Choice, guardian: Resident, text: str, by: User, at: datetime, channel: str
) -> Objection:
    """Object to what another guardian chose for a child; the case waits in the staff's queue with its deadline.

    The other guardians are told, by e-mail or letter, so that they can say something before it is settled.
    Refuses whoever is no guardian of the day, one's own choice, what does not stand, a day after the term, a second
    objection, and silence. Records `choice_objected`.
    """
    choice = _locked(choice)
    on = helsinki_today(at)
    if not queries.is_guardian_of(guardian, choice.resident, on=on):
        raise registry_errors.MayNotAct
    if not queries.may_be_objected(choice, guardian=guardian):
        raise errors.NothingToObject
    if Objection.objects.filter(choice=choice).exists():
        raise errors.AlreadyObjected
    if on > (last := queries.objection_until(choice)):
        raise errors.ObjectionTooLate(day=last)
    if not text.strip():
        raise errors.NothingSaid
    days = queries.rules_in_force(choice.strand, on).early_change_days
    objection = Objection.objects.create(
        choice=choice, resident=guardian, text=text.strip(), channel=channel, made_at=at, made_by=by,
        settle_by=on + timedelta(days=days),
    )  # fmt: skip
    _record("choice_objected", objection, by=by, at=at, channel=channel)
    _tell_others(objection, on=on)
    return objection


@transaction.atomic
def settle_objection(
    *,
    objection: Objection,
    upholds: bool,
    reasons: str,
    by: User,
    at: datetime,
    channel: str,
    why_unheard: str = "",
    say: ChildSay = NOTHING_SAID,
) -> Objection:
    """Settle the objection: the choice stands, or is undone; every party gets a decision with the reasons.

    Parties are the guardians of the day, whoever chose, and from 15 on the child (434/2003, section 14); `say` is what
    the child thinks, or why it was not heard. `why_unheard` says why it is settled although not everybody was heard;
    hearings that still wait end by it. Refuses a settled one, one of whose guardians somebody was not heard without a
    word why (434/2003, section 34), an answer that nobody has looked over, and what `decide` refuses; undoing, whatever
    taking back or returning home is refused for. Records `objection_upheld` or `objection_dismissed`, and
    `decision_made` for each party.
    """
    found, on = locked_objection(objection), helsinki_today(at)
    why = why_unheard.strip() if (unheard := queries.unheard(found, on=on)) else ""
    if unheard and not why:
        raise errors.NotHeard
    if queries.hearings_of(found).to_look_over().exists():
        raise errors.AnswerNotLookedOver
    end_hearings(found, by=by, at=at)
    if upholds:
        _undo(found.choice, by=by, at=at, channel=channel)
    known: dict[str, Any] = {"upholds": upholds, "reasons": reasons, "say": say, "by": by, "at": at}
    parties = queries.parties_of(found.choice, objector=found.resident, on=on)
    known |= {"channel": channel, "why_unheard": why, "others": len(parties) - 1}
    decisions = {party.pk: _decide(found, party, **known) for party in parties}
    found.state, found.reasons = State.UPHELD if upholds else State.DISMISSED, reasons.strip()
    found.decision, found.why_unheard = decisions[found.resident_id], why
    found.settled_at, found.settled_by = at, by
    found.save(update_fields=["state", "reasons", "why_unheard", "decision", "settled_at", "settled_by"])
    kind = "objection_upheld" if upholds else "objection_dismissed"
    numbers = [one.pk for one in decisions.values()]
    _record(kind, found, by=by, at=at, channel=channel, decisions=numbers, unheard=[one.pk for one in unheard])
    return found


def locked_objection(objection: Objection) -> Objection:
    """Wait for whoever chooses for the child, hears or settles; refuses an objection that is settled."""
    choice = _locked(Choice.objects.get(pk=objection.choice_id))
    rows = Objection.objects.select_for_update(of=["self"]).select_related("resident")
    found = rows.get(pk=objection.pk)
    if found.state != State.OPEN:
        raise errors.ObjectionSettled
    found.choice = choice
    return found


def end_hearings(objection: Objection, *, by: User, at: datetime, of: Resident | None = None) -> None:
    """End the hearings that still wait, of everybody or of one guardian, in the caller's unit of work."""
    rows = Hearing.objects.open().filter(objection=objection)
    if of is not None:
        rows = rows.filter(resident=of)
    rows.update(state=Hearing.State.ENDED, closed_at=at, closed_on=helsinki_today(at), closed_by=by)


def _tell_others(objection: Objection, *, on: date) -> None:
    """Promise the child's other guardians a message, or a letter; none where the register blocks acting online."""
    for guardian in queries.guardians_told(objection.choice.resident, on=on):
        if guardian.pk == objection.resident_id:
            continue
        payload = {"objection": objection.pk, "guardian": guardian.pk}
        if guardian.email:
            outbox.put("objection_told", payload, key=f"objection-told-{objection.pk}-{guardian.pk}")
        else:
            outbox.put("objection_letter", payload, key=f"objection-letter-{objection.pk}-{guardian.pk}")


def _undo(choice: Choice, *, by: User, at: datetime, channel: str) -> None:
    """Take the choice back, or, where it holds already, let the child return home; nothing where it does not stand."""
    on = helsinki_today(at)
    match queries.state_of(choice, on=on):
        case "pending":
            choices.regret(resident=choice.resident, strand=choice.strand, choice=choice, by=by, at=at, channel=channel)
        case "holds" if choice.site_id is not None:
            choices.choose(
                resident=choice.resident, strand=choice.strand, site=None, by=by, at=at, channel=channel,
                reason=Choice.Reason.WEIGHTY,
            )  # fmt: skip
        case "holds":
            raise errors.NothingToRegret


def _decide(
    objection: Objection,
    party: Resident,
    *,
    upholds: bool,
    reasons: str,
    say: ChildSay,
    why_unheard: str,
    others: int,
    by: User,
    at: datetime,
    channel: str,
) -> Decision:
    choice, hearings = objection.choice, queries.hearings_of(objection)
    with translation.override(party.language):
        number, day = format_code(choice.receipt_number), formats.day(objection.made_at)
        is_child = party.pk == choice.resident_id
        applied = f"{_applied(is_child).format(day=day, number=number)}\n\n{_others(others)}".strip()
        ruling = _("The choice is undone.") if upholds else _("The choice stands.")
        hearing = hearing_in_words(hearings, party=party, why_unheard=why_unheard)
    return decide(
        kind=Decision.Kind.OBJECTION,
        resident=party,
        concerns=None if is_child else choice.resident,
        say=say,
        strand=choice.strand,
        outcome=Decision.Outcome.GRANTED if upholds else Decision.Outcome.REJECTED,
        reasons=reasons,
        ruling=ruling,
        applied=applied,
        hearing=hearing,
        opened_on=helsinki_today(objection.made_at),
        by=by,
        at=at,
        channel=channel,
    )


def _applied(is_child: bool) -> str:
    if is_child:
        return _("Objection of {day} to the choice {number} made for you.")
    return _("Objection of {day} to the choice {number} made for a child.")


def _others(count: int) -> str:
    """Say how many others get the decision; who they are, the parties know without being told on paper."""
    text = ngettext(
        "{count} other party gets a decision of its own in the matter.",
        "{count} other parties get decisions of their own in the matter.",
        count,
    )
    return text.format(count=count) if count else ""


def _locked(choice: Choice) -> Choice:
    """Wait for whoever chooses for the child, and for others who object or settle."""
    lock(("choice", choice.resident_id, choice.strand_id), patience=choices.PATIENCE)
    return Choice.objects.select_related("resident", "strand__pilot", "site").get(pk=choice.pk)


def _record(kind: str, objection: Objection, *, by: User, at: datetime, channel: str, **facts: object) -> None:
    choice = objection.choice
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", choice.resident_id),
        pilot_code=choice.strand.pilot.code,
        facts={
            "objection": objection.pk,
            "choice": choice.pk,
            "guardian": objection.resident_id,
            "strand": choice.strand.code,
        }
        | facts,
    )
