"""Asking other workers to help with a job of many pieces, each of which anybody can make, and once."""

from contextlib import suppress
from typing import Any

from kombu.exceptions import OperationalError as BrokerError

from pilot.models import Job

# More would leave no worker for anything else while a large job's pieces are made.
MOST_HELPERS = 3
# Starting a renderer costs as much as a few documents.
WORTH_A_HELPER = 10
EXPIRES = 600


def call(task: Any, job: Job, pieces: int) -> None:
    """Ask for as many as are worth it. Nobody may come, or late: then there is nothing left for them."""
    for _helper in range(min(MOST_HELPERS, pieces // WORTH_A_HELPER)):
        with suppress(BrokerError):
            task.apply_async((job.pk, job.version), expires=EXPIRES, retry=False)


def is_at_work(job_id: int, version: int) -> bool:
    """Tell whether this version of the job is being done still."""
    return Job.objects.filter(pk=job_id, version=version, state=Job.State.RUNNING).exists()
