"""The Celery application: how tasks are delivered, and when beat wakes them.

Celery only wakes somebody to look at the work rows (pilot.outbox, pilot.jobs): a message may come twice, late or never,
and nothing is lost or done twice. Hence late acknowledgement, no results, and ids as the only arguments.
"""

import os

from celery import Celery
from celery.signals import setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")

HARD_LIMIT = 3600
# A message that is unacknowledged for this long goes to another worker, so no task may still run by then.
VISIBILITY = {"visibility_timeout": 2 * HARD_LIMIT}

app = Celery("valinta")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    accept_content=["json"],
    broker_connection_retry_on_startup=True,
    broker_transport_options=VISIBILITY | {"unacked_restore_interval": 10, "unacked_restore_throttle": 1},
    enable_utc=True,
    result_backend_transport_options=VISIBILITY,
    task_acks_late=True,
    task_ignore_result=True,
    task_reject_on_worker_lost=True,
    task_soft_time_limit=HARD_LIMIT - 60,
    task_time_limit=HARD_LIMIT,
    timezone="UTC",
    visibility_timeout=VISIBILITY["visibility_timeout"],
    worker_max_tasks_per_child=200,
    worker_prefetch_multiplier=1,
    worker_soft_shutdown_timeout=30,
)
app.autodiscover_tasks()


def wake(task: str, *ids: int, expires: int | None = None) -> None:
    """Ask a worker for a task of ours by its name, so that whoever is run by tasks need not import them.

    Said once: where the broker is silent this fails at once, and the row that waits is found by a later sweep.
    """
    app.send_task(task, ids, expires=expires, ignore_result=True, retry=False)


@setup_logging.connect
def keep_our_logging(**_options: object) -> None:
    """Leave the logging as the settings made it: JSON lines without identifiers."""


@worker_ready.connect
def show_life(**_options: object) -> None:
    """Send a heartbeat through the queue at once, rather than at beat's first minute."""
    wake("beat_heart")
