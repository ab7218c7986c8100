"""What past months would have cost by other rates or rules: the page, its files, and the order of a long one."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from billing import actions
from billing.forms import SimulationForm
from billing.models import RateTable
from billing.pages import simulations as pages
from billing.queries import rates as queries
from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.tables import Listing, table_file

TEMPLATE = "finance/rate_simulation.html"


@require_safe
@access.requires(Permission.READ_RATES)
def rate_simulation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what the asked months would have cost; `?part=sites&format=csv` gives one of its tables as a file."""
    table = _fetch(request, pk)
    form = SimulationForm(request.GET if "from" in request.GET else pages.first_question(table, _today()))
    values = {"table": table, "form": form, "simulation": None}
    status = 422
    if form.is_valid():
        try:
            values |= pages.simulation_parts(form.question(table), request.GET)
            status = 200
        except Refused as refusal:
            form.add_error("from", refusal.message)
    if status == 200 and "format" in request.GET:
        return _file(request, values)
    return render(request, TEMPLATE, values, status=status)


@require_POST
@access.requires(Permission.READ_RATES)
def rate_simulation_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a worker simulate what a page would wait for too long; the job's page leads to the result."""
    table = _fetch(request, pk)
    form = SimulationForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, {"table": table, "form": form, "simulation": None}, status=422)
    job = actions.order_simulation(
        question=form.question(table), by=request.user, at=timezone.now(), channel="online", query=form.query
    )
    return redirect("job", pk=job.pk)


def _file(request: HttpRequest, values: dict) -> HttpResponseBase:
    part = pages.FILES.get(request.GET.get("part", ""))
    if part is None or request.GET["format"] not in ("csv", "xlsx") or values["simulation"] is None:
        raise Http404
    return table_file(Listing(part.table, part.rows(values), request), request.GET["format"])


def _fetch(request: HttpRequest, pk: int) -> RateTable:
    return access.fetch(request.user, RateTable, among=queries.rate_tables(RateTable.objects.all()), pk=pk)


def _today():
    return helsinki_today(timezone.now())
