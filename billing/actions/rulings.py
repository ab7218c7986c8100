"""What finance does with a dispute: takes it, rejects it, upholds it by what mended it, or rules who is paid.

Rejecting moves no money, and neither does upholding a dispute whose cause was mended elsewhere: the mended fact has its
own rules of who may write it, and the correction follows from it. A ruling moves money by nothing but somebody's word,
so it takes two: one proposes, another confirms exactly that, and nothing of it can be changed in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from billing import errors, messages
from billing.actions.disputes import in_state, record, refuse_identity_codes
from billing.models import Dispute, Ruling
from billing.queries import disputes as queries
from pilot import audit
from pilot.models import AuditEvent, User
from pilot.periods import between

State = Dispute.State
IN_HAND = (State.OPEN, State.ANSWERED)


@dataclass(frozen=True)
class RulingDraft:
    """Whose list a resident counts to on the days, half-open; no site is nobody's."""

    resident_id: int
    site_id: int | None
    first: date
    until: date


@transaction.atomic
def take_dispute(*, dispute: Dispute, by: User, at: datetime, channel: str) -> Dispute:
    """Take the dispute as one's own to answer. Refuses a closed one. Records `dispute_taken`."""
    dispute = in_state(dispute, *IN_HAND, State.PROPOSED)
    dispute.owner = by
    dispute.save(update_fields=["owner"])
    record("dispute_taken", dispute, by=by, at=at, channel=channel)
    return dispute


@transaction.atomic
def reject_dispute(*, dispute: Dispute, grounds: str, by: User, at: datetime, channel: str) -> Dispute:
    """Reject it with the grounds that the provider reads. Refuses one not in hand. Records `dispute_rejected`."""
    dispute = in_state(dispute, *IN_HAND)
    _close(dispute, State.REJECTED, grounds, by=by, at=at)
    record("dispute_rejected", dispute, by=by, at=at, channel=channel, reason=grounds)
    messages.tell_provider(dispute, "decided")
    return dispute


@transaction.atomic
def uphold_dispute(
    *, dispute: Dispute, grounds: str, deed: AuditEvent | None, by: User, at: datetime, channel: str
) -> Dispute:
    """Uphold a dispute whose cause is mended where it was wrong; `deed` is what mended it.

    The next run corrects by the mended fact, so nothing is paid by this deed. Refuses one not in hand, and a deed that
    has nothing to do with the dispute. Records `dispute_upheld`.
    """
    dispute = in_state(dispute, *IN_HAND)
    if deed is not None and not queries.deeds_for(dispute).filter(pk=deed.pk).exists():
        raise errors.NotOfTheDispute
    dispute.deed = deed
    _close(dispute, State.UPHELD, grounds, by=by, at=at, also=["deed"])
    record("dispute_upheld", dispute, by=by, at=at, channel=channel, reason=grounds, deed=deed and deed.pk, rulings=0)
    messages.tell_provider(dispute, "decided")
    return dispute


@transaction.atomic
def propose_rulings(
    *, dispute: Dispute, grounds: str, rulings: Sequence[RulingDraft], by: User, at: datetime, channel: str
) -> Dispute:
    """Propose to uphold a dispute by ruling who is paid for some days; nothing counts until somebody else confirms it.

    Refuses one not in hand, residents and sites of another pilot, and days that another ruling is about. Records
    `dispute_ruling_proposed`.
    """
    dispute = in_state(dispute, *IN_HAND)
    refuse_identity_codes(grounds)
    strand = dispute.statement.run.strand
    sites = {draft.site_id for draft in rulings if draft.site_id is not None}
    if not queries.are_of_pilot(strand.pilot_id, {draft.resident_id for draft in rulings}, sites):
        raise errors.NotOfTheDispute
    _write_rulings(dispute, rulings, by=by, at=at)
    dispute.state, dispute.grounds = State.PROPOSED, grounds
    dispute.proposed_at, dispute.proposed_by = at, by
    dispute.save(update_fields=["state", "grounds", "proposed_at", "proposed_by"])
    record("dispute_ruling_proposed", dispute, by=by, at=at, channel=channel, reason=grounds, rulings=len(rulings))
    return dispute


@transaction.atomic
def confirm_rulings(*, dispute: Dispute, by: User, at: datetime, channel: str) -> Dispute:
    """Confirm what somebody else proposed: the dispute is upheld, and the next run pays by its rulings.

    Refuses who proposed it and a dispute without a proposal. Records `dispute_upheld`, and `ruling_confirmed` of each
    resident, which is what the corrections name.
    """
    dispute = in_state(dispute, State.PROPOSED)
    if dispute.proposed_by_id == by.pk:
        raise errors.OwnRuling
    rulings = list(dispute.rulings.order_by("pk"))
    Ruling.objects.filter(dispute=dispute).update(confirmed_at=at, confirmed_by=by)
    _close(dispute, State.UPHELD, dispute.grounds, by=by, at=at)
    record(
        "dispute_upheld",
        dispute,
        by=by,
        at=at,
        channel=channel,
        reason=dispute.grounds,
        deed=None,
        rulings=len(rulings),
    )
    for ruling in rulings:
        _record_ruling(dispute, ruling, by=by, at=at, channel=channel)
    messages.tell_provider(dispute, "decided")
    return dispute


@transaction.atomic
def return_rulings(*, dispute: Dispute, reason: str, by: User, at: datetime, channel: str) -> Dispute:
    """Give a proposal back, or take one's own back; its rulings go, for they never counted.

    Refuses a dispute without a proposal. Records `dispute_ruling_returned`.
    """
    dispute = in_state(dispute, State.PROPOSED)
    Ruling.objects.filter(dispute=dispute).delete()
    dispute.state, dispute.grounds, dispute.proposed_at, dispute.proposed_by = State.OPEN, "", None, None
    dispute.save(update_fields=["state", "grounds", "proposed_at", "proposed_by"])
    record("dispute_ruling_returned", dispute, by=by, at=at, channel=channel, reason=reason)
    return dispute


def _close(dispute: Dispute, state: str, grounds: str, *, by: User, at: datetime, also: Sequence[str] = ()) -> None:
    refuse_identity_codes(grounds)
    dispute.state, dispute.grounds, dispute.closed_at, dispute.closed_by = state, grounds, at, by
    dispute.save(update_fields=["state", "grounds", "closed_at", "closed_by", *also])


def _write_rulings(dispute: Dispute, rulings: Sequence[RulingDraft], *, by: User, at: datetime) -> None:
    try:
        with transaction.atomic():
            Ruling.objects.bulk_create(
                Ruling(
                    dispute=dispute,
                    strand=dispute.statement.run.strand,
                    resident_id=draft.resident_id,
                    site_id=draft.site_id,
                    period=between(draft.first, draft.until),
                    proposed_at=at,
                    proposed_by=by,
                )
                for draft in rulings
            )
    except IntegrityError as refused:
        if "one_ruling_says_who_is_paid_for_a_day" not in str(refused):
            raise
        raise errors.RulingsOverlap from refused


def _record_ruling(dispute: Dispute, ruling: Ruling, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        "ruling_confirmed",
        by=by,
        at=at,
        channel=channel,
        subject=("resident", ruling.resident_id),
        pilot_code=dispute.statement.run.strand.pilot.code,
        facts={
            "strand": dispute.statement.run.strand.code,
            "dispute": dispute.pk,
            "ruling": ruling.pk,
            "changes_from": ruling.period.lower.isoformat(),
        },
    )
