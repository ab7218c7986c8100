"""Payments that did not arrive: the queue, one of them, and paying again by two people."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing import actions
from billing.forms import ApprovalForm, NoteForm, RepaymentForm, SettlementForm
from billing.models import Repayment, ReturnedPayment
from billing.pages.returns import repayment_parts, return_parts
from billing.queries import bank as queries
from billing.tables.bank import RETURNS
from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.errors import Refused
from pilot.tables import list_page


@require_safe
@access.requires(Permission.READ_MONTHS)
def return_list(request: HttpRequest) -> HttpResponse:
    """List the payments that did not arrive: those that wait, or all by ?all=1."""
    shows_all = request.GET.get("all") == "1"
    rows = queries.returns(access.scope(request.user, ReturnedPayment), only_waiting=not shows_all)
    context = {"shows_all": shows_all}
    return list_page(request, table=RETURNS, rows=rows, template="finance/return_list.html", context=context)


@require_safe
@access.requires(Permission.READ_MONTHS)
def return_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a payment that did not arrive, what the bank said, and what may be done."""
    parts = return_parts(_returned(request, pk), request.user, timezone.now())
    return render(request, "finance/return_page.html", parts)


@require_POST
@access.requires(Permission.SETTLE_PAYMENTS)
def return_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Become the one who sees to it."""
    returned = _returned(request, pk)
    return _do(
        request,
        returned,
        lambda: actions.take_on(returned=returned, by=request.user, at=timezone.now(), channel="online"),
        _("You see to this payment now."),
    )


@require_POST
@access.requires(Permission.SETTLE_PAYMENTS)
def return_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose in words how it is settled otherwise."""
    returned, form = _returned(request, pk), SettlementForm(request.POST, auto_id="settlement_%s")
    if not form.is_valid():
        return _again(request, returned, settlement_form=form)
    return _do(
        request,
        returned,
        lambda: actions.propose_settling(
            returned=returned, note=form.cleaned_data["note"], by=request.user, at=timezone.now(), channel="online"
        ),
        _("Proposed. Somebody else has to approve it."),
    )


@require_POST
@access.requires(Permission.APPROVE_RUN)
def return_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve exactly what the page showed: it is settled otherwise."""
    returned, seen = _returned(request, pk), request.POST.get("looked_at", "")
    return _do(
        request,
        returned,
        lambda: actions.settle_otherwise(
            returned=returned, looked_at=seen, by=request.user, at=timezone.now(), channel="online"
        ),
        _("Settled. This payment is never made again."),
    )


@require_POST
@access.requires(Permission.SETTLE_PAYMENTS)
def return_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the proposal back, or send it back."""
    returned = _returned(request, pk)
    return _do(
        request,
        returned,
        lambda: actions.withdraw_settling(returned=returned, by=request.user, at=timezone.now(), channel="online"),
        _("The proposal is taken back. The payment waits for somebody again."),
    )


@require_POST
@access.requires(Permission.SUBMIT_RUN)
def return_repayment(request: HttpRequest, pk: int) -> HttpResponse:
    """Order that it is paid again, and with it others of the same run."""
    returned = _returned(request, pk)
    form = RepaymentForm(request.POST, rows=queries.open_returns(returned.payment.run), auto_id="again_%s")
    if not form.is_valid():
        return _again(request, returned, repayment_form=form)
    try:
        repayment = actions.order_repayment(
            run=returned.payment.run,
            returned=form.chosen(),
            by=request.user,
            at=timezone.now(),
            channel="online",
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("billing:return-page", pk=pk)
    messages.success(request, _("Ordered. Somebody else has to approve it."))
    return redirect("billing:repayment-page", pk=repayment.pk)


@require_safe
@access.requires(Permission.READ_MONTHS)
def repayment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an order to pay again."""
    return render(request, "finance/repayment_page.html", repayment_parts(_repayment(request, pk), request.user))


@require_POST
@access.requires(Permission.APPROVE_RUN)
def repayment_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve exactly what the page showed; the file is made at once."""
    form = ApprovalForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"digest": "", "note": ""}
    return _do_order(
        request,
        pk,
        lambda repayment: actions.approve_repayment(
            repayment=repayment,
            digest=given["digest"],
            by=request.user,
            at=timezone.now(),
            channel="online",
            reason=given["note"],
        ),
        _("Approved, and the payment file is made. Download it and take it to the bank."),
    )


@require_POST
@access.requires(Permission.SUBMIT_RUN)
def repayment_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the order back before it is approved."""
    form = NoteForm(request.POST)
    reason = form.cleaned_data["note"] if form.is_valid() else ""
    return _do_order(
        request,
        pk,
        lambda repayment: actions.withdraw_repayment(
            repayment=repayment, by=request.user, at=timezone.now(), channel="online", reason=reason
        ),
        _("The order is taken back. Nothing was paid; the payments wait for somebody again."),
    )


def _do(request: HttpRequest, returned: ReturnedPayment, deed: Callable[[], object], done: str) -> HttpResponse:
    with told(request, done):
        deed()
    return redirect("billing:return-page", pk=returned.pk)


def _do_order(request: HttpRequest, pk: int, deed: Callable[[Repayment], object], done: str) -> HttpResponse:
    repayment = _repayment(request, pk)
    with told(request, done):
        deed(repayment)
    return redirect("billing:repayment-page", pk=pk)


def _again(request: HttpRequest, returned: ReturnedPayment, **forms: Any) -> HttpResponse:
    parts = return_parts(returned, request.user, timezone.now()) | forms | {"wrong_form": next(iter(forms.values()))}
    return render(request, "finance/return_page.html", parts, status=422)


def _returned(request: HttpRequest, pk: int) -> ReturnedPayment:
    rows = ReturnedPayment.objects.select_related(
        "payment__provider", "payment__run__strand__pilot", "payment__file", "owner", "proposed_by", "settled_by"
    )
    return access.fetch(request.user, ReturnedPayment, among=rows, pk=pk)


def _repayment(request: HttpRequest, pk: int) -> Repayment:
    rows = Repayment.objects.select_related("run__strand__pilot", "submitted_by", "approved_by")
    return access.fetch(request.user, Repayment, among=rows, pk=pk)
