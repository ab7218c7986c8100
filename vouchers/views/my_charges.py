"""What somebody has paid for visits in a calendar year, at all sites; for whoever pays, or a guardian of the child."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from registry.models import Resident
from vouchers import queries
from vouchers.models import CoPayment
from vouchers.views.acting import Acting, acting_of, for_somebody
from vouchers.words import co_payments as words


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def charges(request: HttpRequest) -> HttpResponse:
    """Show what was paid where and when, the sum, how many are left and what the next visit costs."""
    acting = acting_of(request)
    if not acting.is_party:
        # A mandate is to choose; what was paid tells when somebody was ill.
        messages.info(
            request, _("This page is about what somebody has paid, which a mandate to choose does not cover.")
        )
        return redirect("vouchers:my-home")
    return render(request, "my/charges.html", _values(request, acting, helsinki_today(timezone.now())))


def _values(request: HttpRequest, acting: Acting, today: date) -> dict[str, Any]:
    resident: Resident = acting.resident
    years = queries.years_charged(resident, today=today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else today.year
    rows = list(queries.charges_of_year(access.scope(request.user, CoPayment), year))
    sums = queries.sums_by_kind(rows)
    return {
        "acting": acting,
        "resident": resident,
        "year": year,
        "years": years,
        "is_this_year": year == today.year,
        "strands": _strands(resident, today) if year == today.year else [],
        "ceilings": words.ceilings(queries.tables_of_year(resident, year, today=today)),
        "rows": rows,
        "sums": sums,
        "total": sum(cents for _name, cents in sums),
    }


def _strands(resident: Resident, today: date) -> list[dict[str, Any]]:
    """Return the next visit of each strand, at the site on whose list one is today."""
    found = []
    for strand in queries.strands_of(resident.pilot):
        site = queries.site_on(resident, strand, today)
        visits = queries.next_visits(resident=resident, strand=strand, site=site, on=today)
        found += [{"name": strand.name, "lines": words.told(visits, today.year)}] if visits else []
    return found
