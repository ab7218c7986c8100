"""What a population file left out, looked through by somebody who says what came of it."""

from datetime import datetime

from django.db import transaction

from pilot import audit
from pilot.models import User
from registry import errors
from registry.models import RegisterBatch


@transaction.atomic
def review_batch(*, batch: RegisterBatch, note: str, by: User, at: datetime, channel: str) -> RegisterBatch:
    """Say that the rows that a file left out were looked through, and what came of it: it leaves the work queue.

    Refuses a file that left nothing out or is not taken in, one looked through before, and no words. Records
    `population_reviewed`.
    """
    rows = RegisterBatch.objects.select_for_update(of=["self"]).defer("content").select_related("pilot")
    batch = rows.get(pk=batch.pk)
    if not batch.rejected:
        raise errors.NothingLeftOut
    if batch.reviewed_at is not None:
        raise errors.ReviewedBefore
    if not note.strip():
        raise errors.ReviewWithoutWords
    batch.reviewed_at, batch.reviewed_by, batch.review_note = at, by, note.strip()
    batch.save(update_fields=["reviewed_at", "reviewed_by", "review_note"])
    audit.record(
        "population_reviewed",
        by=by,
        at=at,
        channel=channel,
        subject=("register_batch", batch.pk),
        pilot_code=batch.pilot.code,
        reason=batch.review_note,
        facts={"sha256": batch.sha256, "rejected": batch.rejected},
    )
    return batch
