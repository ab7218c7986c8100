"""The books of runs: what is booked and what is not, entries by cost place, the journal, and their files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from billing import actions
from billing.exports.books import books_file
from billing.models import PaymentRun
from billing.pages.accounting import run_parts
from billing.pages.life import may
from billing.queries import accounting as queries
from billing.tables.books import BOOKED_RUNS, JOURNAL, cost_table
from pilot import access
from pilot.access import Permission
from pilot.errors import Refused
from pilot.models import Pilot
from pilot.tables import list_page


@require_safe
@access.requires(Permission.READ_ACCOUNTING)
def accounting_list(request: HttpRequest) -> HttpResponseBase:
    """List the runs with what is booked of each, and lead to the other parts of the books."""
    rows = queries.booked_runs(access.scope(request.user, PaymentRun))
    context = {"pilots": access.scope(request.user, Pilot).order_by("pk")}
    return list_page(request, table=BOOKED_RUNS, rows=rows, template="finance/accounting_list.html", context=context)


@require_safe
@access.requires(Permission.READ_ACCOUNTING)
def accounting_run(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a run's books: what its accounts say, what is not booked, and its entries by cost place."""
    run = _run(request, pk)
    if kind := request.GET.get("format"):
        return redirect("billing:accounting-entries-file", pk=pk, kind=kind)
    rows = queries.cost_rows(run)
    context = run_parts(run, sum(row.cents for row in rows), request.user)
    return list_page(request, table=cost_table(run), rows=rows, template="finance/accounting_run.html", context=context)


@require_safe
@access.requires(Permission.READ_ACCOUNTING)
def journal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List the lines of a run's journal."""
    run = _run(request, pk)
    if kind := request.GET.get("format"):
        return redirect("billing:journal-file", pk=pk, kind=kind)
    context = {"run": run, "may_export": may(request.user, Permission.EXPORT_ENTRIES)}
    rows = queries.journal_lines(run)
    return list_page(request, table=JOURNAL, rows=rows, template="finance/journal.html", context=context)


@require_POST
@access.requires(Permission.BOOK_RUNS)
def booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Book what of the run is not booked yet."""
    run = _run(request, pk)
    try:
        count = actions.book_run(run=run, by=request.user, at=timezone.now(), channel="online")
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        done = ngettext("%(count)s booking was written.", "%(count)s bookings were written.", count) % {"count": count}
        messages.success(request, done if count else _("Everything is booked already."))
    return redirect("billing:accounting-run", pk=pk)


@require_safe
@access.requires(Permission.EXPORT_ENTRIES)
def entries_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out a run's entries by organiser, service and cost place."""
    run = _run(request, pk)
    rows = queries.cost_rows(run)
    access.log_access(request, what="cost_places_file", group={"run": run.pk, "rows": len(rows)})
    name = f"cost-places-{run}-{run.strand.code}"
    return books_file(cost_table(run), rows, kind, name=name, at=run.frozen_at)


@require_safe
@access.requires(Permission.EXPORT_ENTRIES)
def journal_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out a run's journal; it stays the same until more is booked, and then only grows at its end."""
    run = _run(request, pk)
    last = queries.last_booking(run)
    access.log_access(request, what="journal_file", group={"run": run.pk, "last": str(last or "")})
    at = last.booked_at if last else run.frozen_at
    name = f"journal-{run}-{run.strand.code}"
    return books_file(JOURNAL, queries.journal_lines(run), kind, name=name, at=at)


def _run(request: HttpRequest, pk: int) -> PaymentRun:
    rows = PaymentRun.objects.select_related("strand__pilot__lead")
    return access.fetch(request.user, PaymentRun, among=rows, pk=pk)
