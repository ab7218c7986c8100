"""What a provider charged somebody on their list: what the next visit costs, recording a charge, voiding a wrong one.

Of other sites it tells how many visits of the calendar year are paid, and nothing else: not where, and not when.
"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pilot import access, formats
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.periods import contains
from providers.models import Site
from vouchers import actions, errors, queries
from vouchers.forms import ChargeForm, VoidForm, new_key
from vouchers.models import CoPayment, Enrolment
from vouchers.words import co_payments as words

# At which field a refusal stands; any other is of what was charged for.
AT_FIELD = {
    errors.ChargedLater: "charged_on",
    errors.NotLivingThen: "charged_on",
    errors.NotOnTheList: "charged_on",
    errors.NoFeeThen: "charged_on",
    errors.OtherSum: "cents",
    errors.AboveMost: "cents",
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHARGE_RESIDENTS)
def charges(request: HttpRequest, slug: str, strand: int, pk: int) -> HttpResponse:
    """Show what the next visit costs and one's own charges; sent, record a charge."""
    listed = _listed(request, slug, strand, pk)
    kinds = queries.recorded_kinds(listed.strand)
    today = _today()
    values = _values(listed, today)
    first = {"charged_on": today, "key": new_key(), "cents": values["sum"]}
    form = ChargeForm(sent(request), kinds=kinds, initial=first)
    if form.is_valid() and _charged(request, listed, form):
        return redirect(request.path)
    access.log_access(request, what="charges", resident=listed.resident)
    values |= {"form": form, "kinds": kinds}
    return render(request, "provider/charges.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHARGE_RESIDENTS)
def voiding(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a charge of one's own does not stand; then void it."""
    row = own_charge(request, pk)
    form = VoidForm(sent(request))
    if form.is_valid():
        voided(request, row, form)
        return redirect(_back(row))
    access.log_access(request, what="charges", resident=row.resident)
    values = {"row": row, "form": form, "name": queries.name_shown(row.resident, on=_today()), "back": _back(row)}
    return render(request, "provider/charge_voiding.html", values, status=422 if form.errors else 200)


def _listed(request: HttpRequest, slug: str, strand: int, pk: int) -> Enrolment:
    """Return how the resident stands or stood on one's own list, else 404."""
    site = access.fetch(request.user, Site, among=Site.objects.select_related("provider"), slug=slug)
    listed = queries.listed_lately(site=site, strand=strand, resident=pk, on=_today())
    if listed is None:
        raise Http404
    return listed


def _back(row: CoPayment) -> str:
    """Return the page of the person's charges, or one's lists where they have come off the list since."""
    site, strand, resident = row.site, row.strand_id, row.resident_id
    if queries.listed_lately(site=site, strand=strand, resident=resident, on=_today()) is None:
        return reverse("vouchers:provider-list")
    return reverse("vouchers:provider-charges", args=[site.slug, strand, resident])


def _charged(request: HttpRequest, listed: Enrolment, form: ChargeForm) -> bool:
    service, unit = form.service_and_unit
    given = form.cleaned_data
    try:
        row = actions.charge_co_payment(
            resident=listed.resident,
            strand=listed.strand,
            site=listed.site,
            service=service,
            unit=unit,
            charged_on=given["charged_on"],
            cents=given["cents"],
            key=given["key"],
            by=request.user,
            at=timezone.now(),
            channel="online",
        )
    except Refused as refusal:
        form.add_error(AT_FIELD.get(type(refusal), "what"), refusal.message)
        return False
    text = _("The charge is recorded: {what}, {day}.")
    messages.success(request, text.format(what=row.get_service_display(), day=formats.day(row.charged_on)))
    return True


def own_charge(request: HttpRequest, pk: int) -> CoPayment:
    """Return the charge that the person may see, else 404."""
    rows = CoPayment.objects.select_related("resident", "site", "strand__pilot")
    return access.fetch(request.user, CoPayment, among=rows, pk=pk)


def voided(request: HttpRequest, row: CoPayment, form: VoidForm) -> None:
    """Void the charge and say so; whoever comes second is told that it is done."""
    try:
        actions.void_co_payment(
            co_payment=row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now(), channel="online"
        )
    except errors.VoidedAlready as refusal:
        # Pressed twice, or by a colleague: what was wished has been done.
        messages.info(request, refusal.message)
    else:
        messages.success(request, _("The charge is voided and no longer counted."))


def _values(listed: Enrolment, today: date) -> dict[str, Any]:
    resident, strand, site = listed.resident, listed.strand, listed.site
    is_on_list = contains(listed.period, today)
    visits = queries.next_visits(resident=resident, strand=strand, site=site, on=today) if is_on_list else []
    return {
        "listed": listed,
        "name": queries.name_shown(resident, on=today),
        "is_on_list": is_on_list,
        "lines": words.told(visits, today.year),
        # Where one sum is at hand it stands in the form, so that who charged another has to look at it.
        "sum": visits[0].cents or None if len(visits) == 1 else None,
        "rows": queries.own_charges(site=site, strand=strand, resident=resident, on=today),
    }


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, however little: an empty form is a form."""
    return request.POST if request.method == "POST" else None


def _today() -> date:
    return helsinki_today(timezone.now())
