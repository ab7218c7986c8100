"""Where the QR code of a voucher leads: to the page of whoever reads it and may see the voucher."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access
from pilot.access import Permission
from vouchers.models import Voucher


@require_safe
@never_cache
@access.requires(Permission.OPEN_VOUCHER)
def voucher_open(request: HttpRequest, number: str) -> HttpResponse:
    """Lead the resident to their own page and the staff to the resident's; a number alone opens nothing."""
    voucher = access.fetch(request.user, Voucher, number=number)
    if access.Role.RESIDENT in access.acting_roles_of(request.user):
        return redirect("vouchers:my-voucher", pk=voucher.pk)
    return redirect("vouchers:resident-detail", pk=voucher.resident_id)
