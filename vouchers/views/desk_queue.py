"""A resident's place in a queue as the staff see to it: joining for somebody at the desk, and leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pilot import access, formats
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from providers.models import Site
from registry.models import Resident
from vouchers import actions, errors, queries
from vouchers.forms import AtDeskForm, DeskQueueForm
from vouchers.models import Choice, QueuePlace
from vouchers.views.asked import site_of, strand_of
from vouchers.views.residents import fetch_resident


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def queue(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what waiting for the full list means, as the resident's own page does; confirmed, join its queue."""
    resident = fetch_resident(request, pk)
    access.log_access(request, what="desk_choice", resident=resident)
    asked = request.POST if request.method == "POST" else request.GET
    strand = strand_of(resident, asked.get("strand", ""))
    site = site_of(strand, asked.get("site", ""))
    today = helsinki_today(timezone.now())
    first = {"strand": strand.pk, "site": site.slug}
    form = DeskQueueForm(request.POST or None, initial=first, resident=resident, on=today)
    if form.is_valid():
        try:
            actions.join_queue(
                resident=resident,
                strand=strand,
                site=site,
                by=request.user,
                at=timezone.now(),
                channel=form.channel,
                identified_by=form.cleaned_data["identified_by"],
                deputy=form.deputy,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message_other)
        else:
            messages.success(request, _("The resident is in the queue, and is told when a place comes."))
            return redirect("vouchers:resident-detail", pk=resident.pk)
    return _offer(request, resident, strand, site, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def queue_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who gives the place up; then give it up."""
    rows = QueuePlace.objects.select_related("resident", "strand__pilot", "site")
    place = access.fetch(request.user, QueuePlace, among=rows, pk=pk)
    access.log_access(request, what="desk_choice", resident=place.resident)
    form = AtDeskForm(request.POST or None, resident=place.resident, on=helsinki_today(timezone.now()))
    if form.is_valid():
        try:
            actions.leave_queue(
                place=place,
                by=request.user,
                at=timezone.now(),
                channel=Choice.Channel.DESK,
                identified_by=form.cleaned_data["identified_by"],
                deputy=form.deputy,
            )
        except Refused as refusal:
            form.add_error(None, refusal.message_other)
        else:
            messages.success(request, _("The place in the queue was given up. The resident stays where they are."))
            return redirect("vouchers:resident-detail", pk=place.resident_id)
    values = {"place": place, "resident": place.resident, "form": form}
    return render(request, "staff/queue_leaving.html", values, status=422 if form.errors else 200)


def _offer(request: HttpRequest, resident: Resident, strand: Strand, site: Site, form: DeskQueueForm) -> HttpResponse:
    today = helsinki_today(timezone.now())
    refusal = queries.queue_refusal(resident=resident, strand=strand, site=site, on=today)
    values = {
        "resident": resident,
        "strand": strand,
        "site": site,
        "form": form,
        "refusal": refusal,
        "free_on": formats.day(refusal.params["next_change_on"]) if isinstance(refusal, errors.LockInHolds) else "",
        "present": queries.queue_place_of(resident=resident, strand=strand, on=today),
        "length": queries.queue_length(site=site, strand=strand, on=today),
        "rules": queries.rules_on(strand, today),
    }
    return render(request, "staff/queue.html", values, status=422 if form.errors else 200)
