"""A job's own page: how far it is, why it stopped, where its result is."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
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
    href = row.result.get("href", "") if row.state == Job.State.DONE else ""
    values = {
        "job": row,
        "label": jobs.name_of(row),
        "may_restart": _may_restart(request, row),
        "result_href": href if href and _may_open(request, href) else "",
    }
    return render(request, template, values)


@require_POST
@access.requires(Permission.READ_JOBS)
def job_restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a failed job again, for those who may order such a job; who only sees it may not."""
    row = access.fetch(request.user, Job, pk=pk)
    if not _may_restart(request, row):
        raise PermissionDenied
    try:
        jobs.restart(row, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("job", pk=row.pk)


def _may_open(request: HttpRequest, href: str) -> bool:
    """Tell whether the page asks for no permission or for one held here: staff see finance's work, not its runs."""
    try:
        permission = getattr(resolve(urlsplit(href).path).func, "permission", None)
    except Resolver404:
        return False
    return permission is None or bool(access.roles_with(request, permission))


def _may_restart(request: HttpRequest, row: Job) -> bool:
    """Tell whether one of the roles that may order the job also sees this one: another organiser's does not count."""
    permission = jobs.permission_of(row.kind)
    if permission is None:
        return False
    roles = access.roles_with(request, permission)
    return any(access.scope_as(request.user, role, Job).filter(pk=row.pk).exists() for role in roles)
