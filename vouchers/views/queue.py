"""The resident's place in a queue: joining after being told what it means, and leaving."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.models import Strand
from providers.models import Site
from registry.models import Resident
from vouchers import actions, errors, queries
from vouchers.forms import QueueForm
from vouchers.models import QueuePlace
from vouchers.views.acting import only_oneself
from vouchers.views.asked import site_of, strand_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@only_oneself
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waiting for a full list means; confirmed, join its queue."""
    resident = access.fetch(
        request.user, Resident, among=Resident.objects.select_related("pilot__lead"), account__user=request.user
    )
    form = QueueForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        # Only an address or a form that somebody has bent comes here.
        raise Http404
    strand = strand_of(resident, form.cleaned_data["strand"])
    site = site_of(strand, form.cleaned_data["site"])
    if request.method != "POST":
        return _offer(request, resident, strand, site)
    at = timezone.now()
    try:
        actions.join_queue(resident=resident, strand=strand, site=site, by=request.user, at=at, channel="online")
    except errors.ChoiceRefused as refusal:
        return _offer(request, resident, strand, site, refusal)
    messages.success(request, _("You are in the queue. We tell you when you get a place."))
    return redirect("vouchers:my-home")


@require_POST
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@only_oneself
def queue_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the queue."""
    place = access.fetch(
        request.user, QueuePlace, among=QueuePlace.objects.select_related("resident", "strand__pilot"), pk=pk
    )
    try:
        actions.leave_queue(place=place, by=request.user, at=timezone.now(), channel="online")
    except errors.NotInQueue as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("You left the queue. You stay where you are."))
    return redirect("vouchers:my-home")


def _offer(
    request: HttpRequest,
    resident: Resident,
    strand: Strand,
    site: Site,
    refusal: errors.ChoiceRefused | None = None,
) -> HttpResponse:
    today = helsinki_today(timezone.now())
    present = queries.queue_place_of(resident=resident, strand=strand, on=today)
    if refusal is None and present is not None and present.place.site_id == site.pk:
        messages.info(request, _("You wait in this queue already."))
        return redirect("vouchers:my-home")
    refusal = refusal or queries.queue_refusal(resident=resident, strand=strand, site=site, on=today, is_own=True)
    values = {
        "resident": resident,
        "strand": strand,
        "site": site,
        "refusal": refusal,
        "present": present,
        "length": queries.queue_length(site=site, strand=strand, on=today),
        "rules": queries.rules_on(strand, today),
        "standing": queries.standing(resident=resident, strand=strand, on=today, is_own=True),
    }
    return render(request, "my/queue.html", values, status=409 if request.method == "POST" else 200)
