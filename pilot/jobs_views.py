"""A job's own page: how far it is, why it stopped, where its result is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pilot import access, jobs
from pilot.access import Permission
from pilot.errors import Refused
from pilot.models import Job


@require_safe
@access.requires(Permission.READ_JOBS)
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a job; a request of htmx gets the part that changes."""
    row = access.fetch(request.user, Job, among=Job.objects.select_related("started_by"), pk=pk)
    template = "jobs/job.html#state" if request.htmx else "jobs/job.html"
    return render(request, template, {"job": row, "label": jobs.label_of(row.kind)})


@require_POST
@access.requires(Permission.READ_JOBS)
def job_restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a failed job again."""
    row = access.fetch(request.user, Job, pk=pk)
    try:
        jobs.restart(row, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("job", pk=row.pk)
