"""A provider's disputes: all of them, a new one from picked rows, what is said of one, and its withdrawal."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing import actions
from billing.actions.disputes import Claim
from billing.forms import DisputeForm, MessageForm
from billing.models import Dispute, DisputeMessage, Entry, Statement
from billing.pages import disputes as pages
from billing.places import OWN
from billing.queries import disputes as queries
from billing.queries import statements as statement_queries
from billing.queries.entries import Line
from billing.tables.disputes import OWN_DISPUTES
from billing.views.dispute_messages import not_written
from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import Month, helsinki_today
from pilot.errors import Refused
from pilot.tables import list_page

PAGE = "billing:own-dispute-page"


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def dispute_list(request: HttpRequest) -> HttpResponseBase:
    """List the provider's own disputes."""
    rows = queries.disputes(access.scope(request.user, Dispute), helsinki_today(timezone.now()))
    return list_page(request, table=OWN_DISPUTES, rows=rows, template="billing/own_dispute_list.html")


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.DISPUTE_ENTRIES)
def dispute_new(request: HttpRequest, statement: int) -> HttpResponse:
    """Dispute the picked rows of a statement, or that somebody is missing."""
    of = access.fetch(request.user, Statement, among=statement_queries.with_run_and_site(), pk=statement)
    asked = request.POST if request.method == "POST" else request.GET
    rows = pages.picked(of, asked.getlist("entry"))
    if rows is None:
        raise Http404
    if not rows and "ticked" in request.GET:
        messages.warning(request, _("No row is ticked yet. Tick the rows that are wrong, then dispute them."))
        return redirect("billing:own-statement-entries", pk=of.pk)
    start = {"key": uuid4(), "month": Month.of(of.run.month), "reason": "" if rows else Dispute.Reason.MISSING}
    form = DisputeForm(request.POST) if request.method == "POST" else DisputeForm(initial=start)
    if form.is_bound and form.is_valid():
        try:
            dispute = _open(request, of, rows, form)
            messages.success(request, _("The dispute is sent. Everything else is paid all the same."))
            return redirect(PAGE, pk=dispute.pk)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    access.log_access(request, what="dispute", group={"statement": of.number, "residents": len(rows)})
    limits = queries.limits_of(of)
    is_late = helsinki_today(timezone.now()) > limits.last_day
    values = {"statement": of, "rows": rows, "form": form, "limits": limits, "is_late": is_late}
    return render(request, "billing/own_dispute_new.html", values, status=422 if form.errors else 200)


@require_safe
@access.requires(Permission.READ_OWN_STATEMENTS)
def dispute_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the provider its dispute."""
    return _page(request, _fetch(request, pk))


@require_POST
@access.requires(Permission.DISPUTE_ENTRIES)
def dispute_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to finance."""
    form = not_written(request, _fetch(request, pk), DisputeMessage.Side.PROVIDER)
    if form is None:
        return redirect(PAGE, pk=pk)
    # Somebody may have closed the dispute meanwhile: the page tells how it stands now, and keeps what was written.
    return _page(request, _fetch(request, pk), form)


@require_POST
@access.requires(Permission.DISPUTE_ENTRIES)
def dispute_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the dispute back."""
    dispute = _fetch(request, pk)
    with told(request, _("The dispute is withdrawn.")):
        actions.withdraw_dispute(dispute=dispute, by=request.user, at=timezone.now(), channel="online")
    return redirect(PAGE, pk=pk)


def _fetch(request: HttpRequest, pk: int) -> Dispute:
    return access.fetch(request.user, Dispute, among=queries.with_statement(), pk=pk)


def _page(request: HttpRequest, dispute: Dispute, form: MessageForm | None = None) -> HttpResponse:
    seen = access.scope(request.user, Entry)
    parts = pages.dispute_parts(dispute, seen, OWN, helsinki_today(timezone.now()), form)
    access.log_access(request, what="dispute", group={"dispute": dispute.pk, "residents": parts["resident_count"]})
    return render(request, "billing/dispute_page.html", parts, status=422 if form is not None else 200)


def _open(request: HttpRequest, statement: Statement, rows: list[Line], form: DisputeForm) -> Dispute:
    asked = form.cleaned_data
    month = asked["month"] or Month.of(statement.run.month)
    return actions.open_dispute(
        statement=statement,
        reason=asked["reason"],
        text=asked["text"],
        entries=[row.key for row in rows],
        claims=[Claim(month, asked["claimed"])] if asked["claimed"] else [],
        key=asked["key"],
        by=request.user,
        at=timezone.now(),
        channel="online",
    )
