"""Checking that what stands is what is due, after every freeze and whenever somebody asks, and keeping the answer."""

from datetime import datetime

from django.db import transaction

from billing.models import RunCheck
from billing.month import checks
from pilot import audit
from pilot.models import Strand, User


def check_run(*, strand: Strand, by: User | None, at: datetime, channel: str) -> RunCheck:
    """Hold what stands against what is due in every frozen month of the strand, and keep it for its last run.

    A run whose last check fails is neither submitted nor approved. Records `run_checked`.
    """
    found = checks.identity(strand, at=at)
    found.checked_by = by
    return _keep(found, strand, by=by, at=at, channel=channel)


@transaction.atomic
def _keep(found: RunCheck, strand: Strand, *, by: User | None, at: datetime, channel: str) -> RunCheck:
    found.save(force_insert=True)
    audit.record(
        "run_checked",
        by=by,
        at=at,
        channel=channel,
        subject=("run", found.run_id),
        pilot_code=strand.pilot.code,
        facts=found.facts() | {"state": found.state},
    )
    return found
