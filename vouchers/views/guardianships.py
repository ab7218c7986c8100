"""The staff's word on whether a guardianship can be acted on online."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pilot import access
from pilot.access import Permission
from pilot.errors import Refused
from registry import actions as registry_actions
from registry.models import Guardianship
from vouchers.forms import CertaintyForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def certainty(request: HttpRequest, pk: int) -> HttpResponse:
    """Doubt a guardianship, or clear it, saying why."""
    rows = Guardianship.objects.select_related("child", "guardian")
    found = access.fetch(request.user, Guardianship, among=rows, pk=pk)
    access.log_access(request, what="register_change", resident=found.child)
    form = CertaintyForm(request.POST or None)
    if form.is_valid():
        try:
            registry_actions.set_certainty(
                guardianship=found, is_certain=not found.is_certain, reason=form.cleaned_data["reason"],
                by=request.user, at=timezone.now(), channel="desk",
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It is written down, and holds at once."))
            return redirect("vouchers:resident-detail", pk=found.child_id)
    status = 422 if form.errors else 200
    return render(request, "staff/guardianship.html", {"guardianship": found, "form": form}, status=status)
