"""What Celery runs: wake-up calls only. What is to be done stands in rows (pilot.outbox, pilot.jobs), not in messages.

Every task may come twice, late or never. Beat keeps UTC; which period is due, the rows answer by the Helsinki day.
"""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from pilot import health, jobs, outbox, systems
from pilot.celery import app

MINUTE = 60.0
HOUR = 60 * MINUTE

# A tick that nobody took before the next one is worth nothing.
app.conf.beat_schedule = {
    "sweep the outbox": {"task": "sweep_outbox", "schedule": MINUTE, "options": {"expires": MINUTE}},
    "show that a worker lives": {"task": "beat_heart", "schedule": MINUTE, "options": {"expires": MINUTE}},
    "start what is due": {"task": "start_due_jobs", "schedule": 15 * MINUTE, "options": {"expires": 15 * MINUTE}},
    "forget old sessions": {"task": "clear_sessions", "schedule": 24 * HOUR, "options": {"expires": HOUR}},
}


@shared_task(name="run_job")
def run_job(job_id: int, version: int) -> None:
    """Do the work of a job."""
    jobs.run(job_id, version)


@shared_task(name="sweep_outbox")
def sweep_outbox() -> None:
    """Bring about what is due."""
    outbox.sweep()


@shared_task(name="start_due_jobs")
def start_due_jobs() -> None:
    """Start the periodic jobs of today."""
    jobs.start_due(at=timezone.now())


@shared_task(name="beat_heart")
def beat_heart() -> None:
    """Note that a message has passed through the queue to a worker."""
    health.note_heartbeat()


@shared_task(name="clear_sessions")
def clear_sessions() -> None:
    """Forget sessions of people and keys of systems that have ended."""
    call_command("clearsessions")
    systems.forget_old_keys()
