"""The report against the state grant: what counts, what is left, and what is forecast to the end of the pilot."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing import actions
from billing.exports.books import books_file
from billing.forms import GrantShareForm
from billing.models import PaymentRun
from billing.pages.grants import forecast_of, grant_parts
from billing.pages.life import may
from billing.queries import accounting
from billing.queries import grants as queries
from billing.tables.settlement import grant_table
from pilot import access
from pilot.access import Permission
from pilot.models import Pilot
from pilot.tables import list_page


@require_safe
@access.requires(Permission.READ_ACCOUNTING)
def grant_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a pilot's cost against its grant."""
    pilot = access.fetch(request.user, Pilot, pk=pk)
    if kind := request.GET.get("format"):
        return redirect("billing:grant-file", pk=pk, kind=kind)
    return _page(request, pilot)


@require_POST
@access.requires(Permission.EDIT_ACCOUNTING)
def grant_share(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say what share of the cost counts."""
    pilot = _own(request, pk)
    form = GrantShareForm(request.POST)
    if not form.is_valid():
        return _page(request, pilot, form)
    actions.set_grant_share(
        pilot=pilot, share_thousandths=form.thousandths, by=request.user, at=timezone.now(), channel="online"
    )
    messages.success(request, _("The share is saved."))
    return redirect("billing:grant-page", pk=pk)


@require_POST
@access.requires(Permission.EDIT_ACCOUNTING)
def grant_forecast(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the months to the end of the pilot previewed."""
    pilot = access.fetch(request.user, Pilot, pk=pk)
    job = actions.order_forecast(pilot=pilot, by=request.user, at=timezone.now(), channel="online")
    return redirect("job", pk=job.pk)


@require_safe
@access.requires(Permission.EXPORT_ENTRIES)
def grant_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out the months; the same until a month is frozen, a forecast made or the share changed."""
    pilot = access.fetch(request.user, Pilot, pk=pk)
    forecast, made_at = forecast_of(pilot)
    report = queries.report(pilot, forecast)
    access.log_access(request, what="grant_file", group={"pilot": pilot.pk, "months": len(report.months)})
    last = PaymentRun.objects.filter(strand__pilot=pilot).order_by("-frozen_at").first()
    at = made_at or (last.frozen_at if last else timezone.now())
    return books_file(grant_table(report), report.months, kind, name=f"grant-{pilot.code}", at=at)


def _page(request: HttpRequest, pilot: Pilot, form: GrantShareForm | None = None) -> HttpResponseBase:
    is_own = accounting.own_pilots(request.user, Pilot.objects.filter(pk=pilot.pk)).exists()
    parts = grant_parts(pilot) | {"form": form or GrantShareForm(initial=_share(pilot)), "is_own": is_own}
    parts |= {"may_export": may(request.user, Permission.EXPORT_ENTRIES)}
    parts |= {"may_forecast": may(request.user, Permission.EDIT_ACCOUNTING)}
    table, months = grant_table(parts["report"]), parts["report"].months
    response = list_page(request, table=table, rows=months, template="finance/grant_page.html", context=parts)
    if form is not None:
        response.status_code = 422
    return response


def _share(pilot: Pilot) -> dict[str, str]:
    whole, rest = divmod(pilot.grant_share_thousandths, 10)
    return {"percent": f"{whole},{rest}" if rest else str(whole)}


def _own(request: HttpRequest, pk: int) -> Pilot:
    pilot = access.fetch(request.user, Pilot, pk=pk)
    if not accounting.own_pilots(request.user, Pilot.objects.filter(pk=pk)).exists():
        raise Http404
    return pilot
