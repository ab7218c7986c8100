"""Taking the population register's file in, with the lists that follow from it."""

from datetime import datetime
from typing import BinaryIO

import pghistory
from django.db import transaction

from pilot import audit, jobs
from pilot.jobs_progress import Progress
from pilot.locks import lock
from pilot.models import Pilot, User
from pilot.planner import count_anew
from registry import actions as registry_actions
from registry.models import RegisterBatch, Residence, Resident
from vouchers.actions.lay_out import lay_out_batch
from vouchers.models import Enrolment
from vouchers.queries.strands import strands_of

JOB = "population"


@transaction.atomic
def receive_population(
    *, pilot: Pilot, filename: str, source: BinaryIO, by: User | None, at: datetime, channel: str = "online"
) -> RegisterBatch:
    """Keep a file and start the job that takes it in; the same file, while it waits, is answered with the first.

    Refuses a file that cannot be read. Records `population_received` and `job_started`.
    """
    seen = registry_actions.scan(source, filename)
    lock(("population-received", pilot.pk))
    waiting = RegisterBatch.objects.filter(
        pilot=pilot, sha256=seen.sha256, state=RegisterBatch.State.RECEIVED, job__ended_at__isnull=True
    ).first()
    if waiting is not None:
        return waiting
    batch = registry_actions.receive_population(
        pilot=pilot, filename=filename, seen=seen, content=source.read(), by=by, at=at
    )
    batch.job = jobs.start(JOB, by=by, at=at, params={"batch": batch.pk}, pilot=pilot, total=seen.rows, channel=channel)
    batch.save(update_fields=["job"])
    _record("population_received", batch, by=by, at=at, channel=channel)
    return batch


@transaction.atomic
def import_population(
    *, pilot: Pilot, filename: str, source: BinaryIO, by: User | None, at: datetime, channel: str
) -> RegisterBatch:
    """Take a file in at once: all its good rows with their lists, or nothing. Records `population_loaded`."""
    batch = registry_actions.receive_population(
        pilot=pilot, filename=filename, seen=registry_actions.scan(source, filename), content=b"", by=by, at=at
    )
    return load_population(batch=batch, source=source, by=by, at=at, channel=channel)


@transaction.atomic
def load_population(
    *,
    batch: RegisterBatch,
    source: BinaryIO,
    by: User | None,
    at: datetime,
    channel: str,
    progress: Progress | None = None,
) -> RegisterBatch:
    """Take a received file in and lay its people's lists out, in one commit.

    Refuses a file that cannot be read, one taken in before, and a second one of the same pilot at the same time.
    Records `population_loaded`.
    """
    phases = registry_actions.Phases(progress)
    with pghistory.context(register_batch=batch.pk):
        registry_actions.load_population(batch=batch, source=source, at=at, phases=phases)
        strands = strands_of(batch.pilot)
        for place, strand in enumerate(strands, start=1):
            lay_out_batch(strand=strand, batch_id=batch.pk)
            phases.done("lists", place, of=len(strands))
        count_anew(Resident, Residence, Enrolment, rows=batch.new)
    _record("population_loaded", batch, by=by, at=at, channel=channel)
    return batch


def _record(kind: str, batch: RegisterBatch, *, by: User | None, at: datetime, channel: str) -> None:
    counts = {"rows": batch.rows, "new": batch.new, "unchanged": batch.unchanged, "rejected": batch.rejected}
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("register_batch", batch.pk),
        pilot_code=batch.pilot.code,
        facts={"sha256": batch.sha256} | (counts if batch.state == RegisterBatch.State.LOADED else {}),
    )
