"""Settlement between organisers: who owes whom by run, what a debt is made of, and whose areas they are."""

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing import actions
from billing.exports.books import books_file
from billing.forms import AreaOrganisersForm
from billing.models import PaymentRun
from billing.pages.life import may
from billing.queries import accounting, settlement
from billing.tables.settlement import DEBTS, debt_table
from pilot import access
from pilot.access import Permission
from pilot.models import Pilot
from pilot.tables import list_page


@require_safe
@access.requires(Permission.READ_ACCOUNTING)
def settlement_list(request: HttpRequest) -> HttpResponseBase:
    """List what organisers owe each other, run by run."""
    if kind := request.GET.get("format"):
        return redirect("billing:settlement-file", kind=kind)
    runs = access.scope(request.user, PaymentRun)
    context = {
        "may_export": may(request.user, Permission.EXPORT_ENTRIES),
        "unbooked": settlement.unbooked_of_several(runs),
        "pilots": accounting.own_pilots(request.user, access.scope(request.user, Pilot)),
    }
    return list_page(
        request, table=DEBTS, rows=settlement.debts(runs), template="finance/settlement_list.html", context=context
    )


@require_safe
@access.requires(Permission.EXPORT_ENTRIES)
def settlement_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out what organisers owe each other; its moment is that of the last run in it."""
    runs = access.scope(request.user, PaymentRun)
    rows = settlement.debts(runs)
    access.log_access(request, what="settlement_file", group={"debts": len(rows)})
    at = runs.aggregate(last=Max("frozen_at"))["last"] or timezone.now()
    return books_file(DEBTS, rows, kind, name="settlement", at=at)


@require_safe
@access.requires(Permission.READ_ACCOUNTING)
def settlement_run(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a run's debts are made of, and that they are the entries of the other organisers' areas."""
    run = _run(request, pk)
    if kind := request.GET.get("format"):
        return redirect("billing:settlement-run-file", pk=pk, kind=kind)
    rows = settlement.debt_parts(run)
    booked = sum(debt.cents for debt in settlement.debts(PaymentRun.objects.filter(pk=pk)))
    owed = sum(row.cents for row in rows)
    context = {"run": run, "owed": owed, "own": settlement.own_cents(run), "agrees": booked == owed}
    context["may_export"] = may(request.user, Permission.EXPORT_ENTRIES)
    context["moved"] = sum(row.cents for row in rows if row.came_from)
    return list_page(request, table=debt_table(run), rows=rows, template="finance/settlement_run.html", context=context)


@require_safe
@access.requires(Permission.EXPORT_ENTRIES)
def settlement_run_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out what a run's debts are made of."""
    run = _run(request, pk)
    rows = settlement.debt_parts(run)
    access.log_access(request, what="settlement_file", group={"run": run.pk, "rows": len(rows)})
    name = f"settlement-{run}-{run.strand.code}"
    return books_file(debt_table(run), rows, kind, name=name, at=run.frozen_at)


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.EDIT_ACCOUNTING)
def area_organisers(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which organiser bears the cost of which area."""
    pilot = access.fetch(request.user, Pilot, among=Pilot.objects.select_related("lead"), pk=pk)
    if not accounting.own_pilots(request.user, Pilot.objects.filter(pk=pk)).exists():
        raise Http404
    parts = {"areas": accounting.areas_of(pilot), "organisers": accounting.organisers_of(pilot)}
    form = AreaOrganisersForm(request.POST or None, **parts)
    if request.method == "POST" and form.is_valid():
        actions.set_area_organisers(
            pilot=pilot, organisers=form.organisers(), by=request.user, at=timezone.now(), channel="online"
        )
        messages.success(request, _("The areas are saved. What is booked stays as it is."))
        return redirect("billing:settlement-list")
    return render(
        request, "finance/area_organisers.html", {"form": form, "pilot": pilot}, status=422 if form.errors else 200
    )


def _run(request: HttpRequest, pk: int) -> PaymentRun:
    return access.fetch(request.user, PaymentRun, among=PaymentRun.objects.select_related("strand__pilot__lead"), pk=pk)
