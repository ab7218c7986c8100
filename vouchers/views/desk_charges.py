"""What a resident was charged for visits, for the staff, and voiding where the site no longer does it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.permissions import roles_allowed
from vouchers import queries
from vouchers.forms import VoidForm
from vouchers.models import CoPayment
from vouchers.views.charges import own_charge, sent, voided
from vouchers.views.residents import fetch_resident


@require_safe
@never_cache
@access.requires(Permission.READ_RESIDENTS)
def charges(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every charge of a resident; which public site it was is hidden where homes are."""
    resident = fetch_resident(request, pk)
    access.log_access(request, what="charges", resident=resident)
    may_void = bool(access.acting_roles_of(request.user) & roles_allowed(Permission.EDIT_RESIDENTS))
    values = {
        "resident": resident,
        "rows": queries.charges_of(resident),
        "is_open": not queries.is_protected(resident=resident, on=helsinki_today(timezone.now())),
        "may_void": may_void,
    }
    return render(request, "staff/charges.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def voiding(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a charge does not stand; then void it."""
    row: CoPayment = own_charge(request, pk)
    form = VoidForm(sent(request))
    if form.is_valid():
        voided(request, row, form)
        return redirect("vouchers:resident-charges", pk=row.resident_id)
    access.log_access(request, what="charges", resident=row.resident)
    return render(request, "staff/charge_voiding.html", {"row": row, "form": form}, status=422 if form.errors else 200)
