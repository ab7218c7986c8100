"""Disputes from the provider's side, and what both sides say: opened in time, talked about, withdrawn.

Nothing here stops a payment: a frozen run's entries are paid as they stand, and what is found wrong is corrected later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing import errors, messages, rules
from billing.models import Dispute, DisputeLine, DisputeMessage, Statement
from billing.queries import disputes as queries
from billing.queries.entries import Key
from pilot import audit, formats
from pilot.calendar import Month, helsinki_today
from pilot.identifiers import names_identity_code
from pilot.locks import lock
from pilot.models import User

State, Side = Dispute.State, DisputeMessage.Side


@dataclass(frozen=True)
class Claim:
    """Somebody who is missing, as the provider names them, and in which month."""

    month: Month
    who: str


@transaction.atomic
def open_dispute(
    *,
    statement: Statement,
    reason: str,
    text: str,
    entries: Sequence[Key],
    claims: Sequence[Claim] = (),
    key: UUID,
    by: User,
    at: datetime,
    channel: str,
) -> Dispute:
    """Dispute entries of a statement, or that somebody is missing there. With a key sent before, return the first.

    It may be done as soon as the statement stands, before its run is approved too: what it says never changes any more,
    and the time limit runs from that day. Refuses after the limit, nothing named, entries of another statement, entries
    in an open dispute, and identity codes in the text. Records `dispute_opened`.
    """
    lock(("dispute", statement.pk))
    if sent := Dispute.objects.filter(key=key, opened_by=by, statement=statement).first():
        return sent
    today = helsinki_today(at)
    limits = queries.limits_of(statement)
    if today > limits.last_day:
        raise errors.DisputeTooLate(day=formats.day(limits.last_day))
    entries = list(dict.fromkeys(entries))
    _refuse(statement, entries, claims, text)
    dispute = Dispute.objects.create(
        statement=statement,
        reason=reason,
        key=key,
        opened_at=at,
        opened_by=by,
        reply_by=rules.reply_day(today, limits.reply_days),
    )
    _write_lines(dispute, entries, claims)
    _say(dispute, Side.PROVIDER, text, by=by, at=at)
    record("dispute_opened", dispute, by=by, at=at, channel=channel, entries=len(entries), missing=len(claims))
    messages.tell_finance(dispute, "opened")
    return dispute


@transaction.atomic
def write_message(*, dispute: Dispute, side: str, text: str, by: User, at: datetime, channel: str) -> DisputeMessage:
    """Say something of an open dispute; whoever spoke last waits for the other.

    Refuses a closed dispute and identity codes in the text. Records `dispute_message_written`.
    """
    dispute = in_state(dispute, State.OPEN, State.ANSWERED, State.PROPOSED)
    refuse_identity_codes(text)
    message = _say(dispute, side, text, by=by, at=at)
    if dispute.state != State.PROPOSED:
        dispute.state = State.ANSWERED if side == Side.FINANCE else State.OPEN
        dispute.save(update_fields=["state"])
    record("dispute_message_written", dispute, by=by, at=at, channel=channel, side=str(side))
    if side == Side.FINANCE:
        messages.tell_provider(dispute, "message")
    else:
        messages.tell_finance(dispute, "message")
    return message


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, by: User, at: datetime, channel: str) -> Dispute:
    """Take a dispute back: the provider no longer says that something is wrong.

    Refuses a dispute that is closed, or for which a ruling waits. Records `dispute_withdrawn`.
    """
    dispute = in_state(dispute, State.OPEN, State.ANSWERED)
    dispute.state, dispute.closed_at, dispute.closed_by = State.WITHDRAWN, at, by
    dispute.save(update_fields=["state", "closed_at", "closed_by"])
    record("dispute_withdrawn", dispute, by=by, at=at, channel=channel)
    messages.tell_finance(dispute, "withdrawn")
    return dispute


def in_state(dispute: Dispute, *states: str) -> Dispute:
    """Lock the dispute's row and look at it only then; whoever comes second finds it moved on."""
    dispute = queries.with_statement().select_for_update(of=("self",)).get(pk=dispute.pk)
    if dispute.state not in states:
        raise errors.DisputeMovedOn
    return dispute


def refuse_identity_codes(*texts: str) -> None:
    """Refuse a text that names somebody by identity code: both sides read it, and it stays."""
    if any(names_identity_code(text) for text in texts):
        raise errors.IdentityCodeWritten


def record(
    kind: str, dispute: Dispute, *, by: User, at: datetime, channel: str, reason: str = "", **facts: object
) -> None:
    """Record what was done to a dispute."""
    run = dispute.statement.run
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("dispute", dispute.pk),
        pilot_code=run.strand.pilot.code,
        reason=reason,
        facts={"strand": run.strand.code, "statement": dispute.statement.number} | facts,
    )


def _refuse(statement: Statement, entries: Sequence[Key], claims: Sequence[Claim], text: str) -> None:
    if not entries and not claims:
        raise errors.NothingDisputed
    refuse_identity_codes(text, *(claim.who for claim in claims))
    if queries.keys_among(statement, entries) != set(entries):
        raise errors.NotOnTheStatement
    open_now = queries.disputed_codes(entries)
    if open_now:
        raise errors.DisputedAlready(codes=", ".join(open_now))


def _write_lines(dispute: Dispute, entries: Sequence[Key], claims: Sequence[Claim]) -> None:
    DisputeLine.objects.bulk_create(
        [DisputeLine(dispute=dispute, **entry._asdict()) for entry in entries]
        + [DisputeLine(dispute=dispute, month=claim.month.first, claimed=claim.who) for claim in claims]
    )


def _say(dispute: Dispute, side: str, text: str, *, by: User, at: datetime) -> DisputeMessage:
    return DisputeMessage.objects.create(dispute=dispute, side=side, text=text, written_at=at, written_by=by)
