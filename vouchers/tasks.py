"""What workers do for vouchers and choices: give vouchers to everybody, and tell a resident that there is a receipt."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot import jobs, outbox
from pilot.jobs_progress import Progress
from pilot.models import Job, Strand
from vouchers import actions, messages
from vouchers.actions.issuing import JOB


@jobs.job(JOB, label=_("Issuing vouchers"))
def issue_vouchers(job: Job, progress: Progress) -> dict[str, Any]:
    """Give vouchers to everybody who may choose and has none."""
    strand = Strand.objects.select_related("pilot").get(pk=job.params["strand"])
    issued = actions.issue_vouchers(
        strand=strand,
        on=date.fromisoformat(job.params["on"]),
        by=job.started_by,
        at=timezone.now(),
        channel="online" if job.started_by else "system",
        job=job,
        progress=progress,
    )
    return {"issued": issued, "href": reverse("vouchers:voucher-list")}


@outbox.handler("choice_receipt")
def send_choice_receipt(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send the resident an e-mail that the choice is registered."""
    messages.send_choice_receipt(payload["choice"])
    return None
