"""Deciding: a numbered decision with its reasons, its letter, and the document as it is sent."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import Membership, NoticeTerms, Organiser, Role, Strand, User
from pilot.numbers import next_number
from registry import actions as registry_actions
from registry.models import Resident, ResidentAccount
from vouchers import errors, queries
from vouchers.actions.delivering import write_letter
from vouchers.letters import heading_of
from vouchers.models import Decision
from vouchers.words.child_say import NOTHING_SAID, ChildSay
from vouchers.words.decisions import laws_applied


@transaction.atomic
def decide(
    *,
    kind: str,
    resident: Resident,
    strand: Strand,
    outcome: str,
    reasons: str,
    by: User,
    at: datetime,
    channel: str = "desk",
    ruling: str = "",
    applied: str = "",
    hearing: str = "",
    opened_on: date | None = None,
    corrects: Decision | None = None,
    concerns: Resident | None = None,
    say: ChildSay = NOTHING_SAID,
) -> Decision:
    """Decide for good, and send the decision to its party with the instruction for appeal.

    `reasons`, `ruling` (what the outcome means, in a sentence), `applied` (what was asked for) and `hearing` (who was
    heard) are written in the party's language of contact; `opened_on` is the day the matter came in. The decision takes
    the organiser's next number of the year and copies all it prints (434/2003, sections 43-46); an error is corrected
    by a new decision that names the old in `corrects`. `concerns` is a child who is not the party, `say` what the child
    thinks or why it was not heard. Refuses a decision without reasons, in one's own matter, about a child of 12 or over
    without its say, and a correction of somebody else's or of one already corrected. Records `decision_made`.
    """
    party = _locked(resident, strand)
    on = helsinki_today(at)
    _refuse(party, reasons, by, corrects)
    _refuse_unheard(concerns or party, say, on)
    with translation.override(party.language):
        printed = _printed(strand.pilot.lead, by, on, applied_law=laws_applied(kind, hearing=hearing, say=say))
    decision = Decision.objects.create(
        organiser=strand.pilot.lead,
        year=on.year,
        serial=next_number(f"decision/{strand.pilot.lead.code}/{on.year}"),
        kind=kind,
        outcome=outcome,
        resident=party,
        strand=strand,
        language=party.language,
        opened_on=opened_on,
        applied=applied,
        hearing=hearing,
        concerns=concerns,
        ruling=ruling,
        reasons=reasons.strip(),
        decided_at=at,
        decided_on=on,
        decided_by=by,
        corrects=corrects,
        **printed | _kept(say),
    )
    write_letter(
        kind="decision", resident=party, title=heading_of(decision), key=f"decision/{decision.pk}",
        decision=decision, by=by, at=at,
    )  # fmt: skip
    _record(decision, by=by, at=at, channel=channel)
    return decision


def _locked(resident: Resident, strand: Strand) -> Resident:
    """Wait for whoever chooses for the resident, and for what the register is just writing."""
    lock(("choice", resident.pk, strand.pk))
    rows = Resident.objects.select_for_update(no_key=True, of=["self"]).select_related("merged_into")
    found = rows.get(pk=resident.pk)
    registry_actions.refuse_absorbed(found)
    return found


def _refuse(party: Resident, reasons: str, by: User, corrects: Decision | None) -> None:
    if not reasons.strip():
        raise errors.UnreasonedDecision
    if ResidentAccount.objects.filter(user=by, resident=party).exists():
        raise errors.OwnMatter
    if corrects is not None and corrects.resident_id != party.pk:
        raise errors.NotTheSameParty
    if corrects is not None and Decision.objects.filter(corrects=corrects).exists():
        raise errors.AlreadyCorrected(number=corrects.number)


def _refuse_unheard(child: Resident, say: ChildSay, on: date) -> None:
    if say.is_double:
        raise errors.ChildHeardAndNot
    if say.is_half:
        raise errors.ChildHeardHalf
    if say.heard_on is not None and say.heard_on > on:
        raise errors.ChildHeardLater
    if say.is_missing and queries.must_be_asked(child, on=on):
        raise errors.ChildNotHeard


def _kept(say: ChildSay) -> dict[str, Any]:
    opinion, why = say.opinion.strip(), say.why_unheard.strip()
    return {"child_heard_on": say.heard_on, "child_opinion": opinion, "why_child_unheard": why}


def _printed(organiser: Organiser, by: User, on: date, *, applied_law: Iterable[str]) -> dict[str, Any]:
    """Return what the decision copies from the organiser and its terms, in the active language."""
    terms = NoticeTerms.objects.of(organiser, on)
    if terms is None:
        raise errors.NoNoticeTerms
    contact = (organiser.contact_name, organiser.contact_phone, organiser.contact_email)
    place = f"{organiser.postal_code} {organiser.town}".strip()
    address = (organiser.name, organiser.street, place, organiser.contact_email)
    return {
        "authority": organiser.name,
        "power": terms.power,
        "laws": "\n".join(filter(None, [terms.laws, *applied_law])),
        "secrecy": terms.secrecy,
        "contact": ", ".join(filter(None, contact)) or ", ".join(filter(None, (by.name, by.email))),
        "appeal_to": terms.appeal_to or organiser.name,
        "appeal_address": ", ".join(filter(None, address)),
        "appeal_days": terms.appeal_days,
        "closing_hour": terms.closing_hour,
        "signed": by.name or by.email or str(by),
        "signed_title": _title_of(by, organiser),
    }


def _title_of(by: User, organiser: Organiser) -> str:
    """Return the title of whoever decides for the organiser, empty where none is known."""
    held = Membership.objects.filter(user=by, organiser=organiser, role=Role.STAFF).first()
    return held.title if held is not None else ""


def _record(decision: Decision, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        "decision_made",
        by=by,
        at=at,
        channel=channel,
        subject=("resident", decision.resident_id),
        pilot_code=decision.strand.pilot.code,
        facts={
            "decision": decision.pk,
            "number": decision.number,
            "kind": decision.kind,
            "outcome": decision.outcome,
            "strand": decision.strand.code,
            "corrects": decision.corrects.number if decision.corrects else None,
        },
    )
