"""Disputes for tests: opened by a provider's member on January's statement of the stage's private site."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from billing import actions
from billing.actions.rulings import RulingDraft
from billing.models import Dispute, Entry, PaymentRun, Statement
from billing.queries.entries import Key
from tests.billing.stage import CHANNEL, Stage

SOON = datetime(2017, 2, 10, 9, tzinfo=UTC)
LATER = datetime(2017, 2, 20, 9, tzinfo=UTC)
GROUNDS = "The resident's days were counted twice."
_numbers = count(1)


def a_key() -> UUID:
    return UUID(int=next(_numbers))


def statement_of(stage: Stage, run: PaymentRun) -> Statement:
    return Statement.objects.select_related("run__strand__pilot", "site__provider").get(run=run, site=stage.site)


def keys_of(statement: Statement) -> list[Key]:
    rows = Entry.objects.filter(run=statement.run, site=statement.site).order_by("pk")
    return [Key(row.run_id, row.resident_id, row.month, row.starts_on, row.kind) for row in rows]


def dispute(statement: Statement, by, **given) -> Dispute:
    """Dispute the statement's first entry, unless something else is given."""
    given = {"entries": keys_of(statement)[:1], "reason": "days", "text": "Only ten days.", "at": SOON} | given
    return actions.open_dispute(
        statement=statement, key=given.pop("key", None) or a_key(), by=by, channel=CHANNEL, **given
    )


def a_ruling(stage: Stage, resident, first: date, until: date, site=None) -> RulingDraft:
    return RulingDraft(resident.pk, site and site.pk, first, until)


def propose(stage: Stage, found: Dispute, *rulings: RulingDraft, at: datetime = LATER) -> Dispute:
    return actions.propose_rulings(
        dispute=found, grounds=GROUNDS, rulings=rulings, by=stage.preparer, at=at, channel=CHANNEL
    )


def confirm(stage: Stage, found: Dispute, at: datetime = LATER) -> Dispute:
    return actions.confirm_rulings(dispute=found, by=stage.approver, at=at, channel=CHANNEL)
