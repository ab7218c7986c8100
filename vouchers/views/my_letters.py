"""The resident's letters and decisions: what was decided, how it was sent, and until when one may appeal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access, documents
from pilot.access import Permission
from pilot.calendar import helsinki_today
from registry.models import Resident
from vouchers import queries
from vouchers.models import Delivery
from vouchers.views.acting import only_oneself
from vouchers.views.files import letter_rows


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@only_oneself
def letter_list(request: HttpRequest) -> HttpResponse:
    """Show every letter, decision, voucher and receipt of one's own, newest first."""
    resident = access.fetch(request.user, Resident, account__user=request.user)
    today = helsinki_today(timezone.now())
    kept = queries.letters_of(resident)
    values = {
        "decisions": [one for one in kept if one.decision],
        "written": [one for one in kept if not one.decision],
        "letters": letter_rows(resident, today, pages="my"),
    }
    return render(request, "my/letters.html", values)


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@only_oneself
def letter_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a letter as it was sent."""
    delivery = access.fetch(request.user, Delivery, among=Delivery.objects.select_related("document"), pk=pk)
    if delivery.document is None:
        raise Http404
    return documents.download(delivery.document)
