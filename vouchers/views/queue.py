"""A place in a queue, for oneself or for whom one acts: joining after being told what it means, and leaving."""

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
from vouchers.forms import OwnQueueForm
from vouchers.models import QueuePlace
from vouchers.views.acting import acting_of, deputy_of, for_somebody
from vouchers.views.asked import site_of, strand_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@for_somebody
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waiting for a full list means; confirmed, join its queue."""
    acting = acting_of(request)
    resident = acting.resident
    form = OwnQueueForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        # Only an address or a form that somebody has bent comes here.
        raise Http404
    strand = strand_of(resident, form.cleaned_data["strand"])
    site = site_of(strand, form.cleaned_data["site"])
    if request.method != "POST":
        return _offer(request, resident, strand, site)
    if not form.is_for(resident, is_own=acting.is_own):
        messages.error(request, _("You now act for somebody else than this form was for. Nothing was changed."))
        return redirect("vouchers:my-acting")
    # The register of mandates first: its answer must be older than the deed that leans on it.
    deputy, by = deputy_of(request), request.user
    try:
        actions.join_queue(
            resident=resident, strand=strand, site=site, by=by, at=timezone.now(), channel="online", deputy=deputy
        )
    except errors.ChoiceRefused as refusal:
        return _offer(request, resident, strand, site, refusal)
    own_words = _("You are in the queue. We tell you when you get a place.")
    others_words = _("{name} is in the queue. When the turn comes, the place comes by itself.")
    messages.success(request, own_words if acting.is_own else others_words.format(name=resident.full_name))
    return redirect("vouchers:my-home")


@require_POST
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@for_somebody
def queue_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the queue."""
    is_own = acting_of(request).is_own
    place = access.fetch(
        request.user, QueuePlace, among=QueuePlace.objects.select_related("resident", "strand__pilot"), pk=pk
    )
    deputy = deputy_of(request)
    try:
        actions.leave_queue(place=place, by=request.user, at=timezone.now(), channel="online", deputy=deputy)
    except errors.ChoiceRefused as refusal:
        messages.error(request, refusal.message if is_own else refusal.message_other)
    else:
        own_words, others_words = _("You left the queue. You stay where you are."), _("The place was given up.")
        messages.success(request, own_words if is_own else others_words)
    return redirect("vouchers:my-home")


def _offer(
    request: HttpRequest,
    resident: Resident,
    strand: Strand,
    site: Site,
    refusal: errors.ChoiceRefused | None = None,
) -> HttpResponse:
    today, acting = helsinki_today(timezone.now()), acting_of(request)
    present = queries.queue_place_of(resident=resident, strand=strand, on=today)
    if refusal is None and present is not None and present.place.site_id == site.pk:
        own_words, others_words = _("You wait in this queue already."), _("The place in this queue waits already.")
        messages.info(request, own_words if acting.is_own else others_words)
        return redirect("vouchers:my-home")
    is_own = acting.is_own
    refusal = refusal or queries.queue_refusal(resident=resident, strand=strand, site=site, on=today, is_own=is_own)
    values = {
        "resident": resident,
        "acting": acting,
        "strand": strand,
        "site": site,
        "refusal": refusal,
        "present": present,
        "length": queries.queue_length(site=site, strand=strand, on=today),
        "rules": queries.rules_on(strand, today),
        "standing": queries.standing(resident=resident, strand=strand, on=today, is_own=is_own),
    }
    return render(request, "my/queue.html", values, status=409 if request.method == "POST" else 200)
