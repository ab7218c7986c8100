"""The bank's messages: one is given, what it said is listed, and what fits no payment is looked at by somebody."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing import actions, errors
from billing.bank.xml import MOST_MEGABYTES
from billing.forms import BankFileForm, LineReviewForm, SmallerReturnForm
from billing.models import BankMessage, BankMessageLine
from billing.pages.life import may
from billing.queries import bank as queries
from billing.tables.bank import LINES, MESSAGES
from pilot import access, documents
from pilot.access import Permission
from pilot.models import Organiser
from pilot.tables import list_page

# So many lines are offered to be ticked at once; when they are looked at, the next ones are.
MOST_OFFERED = 100


@require_safe
@access.requires(Permission.READ_MONTHS)
def message_list(request: HttpRequest) -> HttpResponse:
    """List the bank's messages, above them the form that takes a new one."""
    rows = queries.messages(access.scope(request.user, BankMessage))
    return list_page(
        request,
        table=MESSAGES,
        rows=rows,
        template="finance/bank_message_list.html",
        context={"form": BankFileForm(payers=queries.payers_of(request.user)), "takes": _takes(request)},
    )


@require_POST
@access.requires(Permission.TAKE_BANK_MESSAGES)
def message_upload(request: HttpRequest) -> HttpResponse:
    """Read a file of the bank; what is wrong with it is said beside the form."""
    form = BankFileForm(request.POST, request.FILES, payers=queries.payers_of(request.user))
    reading = _read(request, form)
    if reading is None:
        return render(request, "finance/bank_message_refused.html", {"form": form}, status=422)
    if reading.is_new:
        messages.success(request, _("The bank's message is read."))
    else:
        messages.warning(request, _("This file was read before: here is what it said. Nothing was changed."))
    return redirect("billing:bank-message-page", pk=reading.message.pk)


@require_safe
@access.requires(Permission.READ_MONTHS)
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a message said, and first what fits nothing."""
    message = _message(request, pk)
    context = {"counts": queries.line_counts(message), "takes": _takes(request)} | _waiting(message)
    rows = queries.lines_of(message)
    return list_page(request, table=LINES, rows=rows, template="finance/bank_message_page.html", context=context)


@require_POST
@access.requires(Permission.TAKE_BANK_MESSAGES)
def message_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that lines which fit no payment were looked at, and what came of it."""
    message = _message(request, pk)
    form = LineReviewForm(request.POST, rows=_offered(message))
    if not form.is_valid():
        return _again(request, message, form, review_form=form)
    asked = form.cleaned_data
    try:
        actions.review_bank_lines(
            message=message,
            lines=asked["lines"],
            note=asked["note"],
            by=request.user,
            at=timezone.now(),
            channel="online",
        )
    except errors.LineReviewRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Noted. These lines wait for nobody any more."))
    return redirect("billing:bank-message-page", pk=pk)


@require_POST
@access.requires(Permission.SETTLE_PAYMENTS)
def line_return(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Count a payment as come back of which the bank sent less than it was."""
    message = _message(request, pk)
    row = queries.line_of(message, line)
    if row is None:
        raise Http404
    form = SmallerReturnForm(request.POST, auto_id=f"return_{row.pk}_%s")
    if not form.is_valid():
        return _again(request, message, form, returns={row.pk: form})
    note = form.cleaned_data["note"]
    try:
        returned = actions.take_as_returned(line=row, note=note, by=request.user, at=timezone.now(), channel="online")
    except errors.LineReviewRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("billing:bank-message-page", pk=pk)
    messages.success(request, _("The payment counts as come back. Order it to be paid again, or settle it otherwise."))
    return redirect("billing:return-page", pk=returned.pk)


@require_safe
@access.requires(Permission.TAKE_BANK_MESSAGES)
def message_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the bank's file out as it came."""
    return documents.download(_message(request, pk).document)


def _read(request: HttpRequest, form: BankFileForm) -> actions.bank_messages.Reading | None:
    if not form.is_valid():
        return None
    payer: Organiser = form.cleaned_data["payer"]
    file = form.cleaned_data["file"]
    try:
        if file.size > MOST_MEGABYTES * 1_000_000:
            raise errors.BankFileTooLarge(most=MOST_MEGABYTES)
        return actions.read_bank_message(
            payer=payer,
            filename=file.name,
            content=file.read(),
            by=request.user,
            at=timezone.now(),
            channel="online",
        )
    except errors.BankFileRefused as refusal:
        form.add_error("file", refusal.message)
        return None


def _offered(message: BankMessage) -> list[BankMessageLine]:
    return list(queries.waiting_lines(message)[:MOST_OFFERED])


def _waiting(message: BankMessage, *, returns: dict[int, SmallerReturnForm] | None = None) -> dict[str, Any]:
    """Return what of the message waits for somebody, with the forms that say what came of it."""
    offered = _offered(message)
    smaller = [row for row in offered if row.is_smaller_return]
    forms = {row.pk: SmallerReturnForm(auto_id=f"return_{row.pk}_%s") for row in smaller} | (returns or {})
    return {
        "message": message,
        "waiting": queries.waiting_lines(message).count(),
        "offered": len(offered),
        "review_form": LineReviewForm(rows=offered) if offered else None,
        "smaller": [(row, row.payment.cents - row.cents, forms[row.pk]) for row in smaller],
    }


def _again(
    request: HttpRequest,
    message: BankMessage,
    form: LineReviewForm | SmallerReturnForm,
    *,
    returns: dict[int, SmallerReturnForm] | None = None,
    **changed: Any,
) -> HttpResponse:
    parts = _waiting(message, returns=returns) | changed | {"wrong_form": form, "takes": True}
    return render(request, "finance/bank_message_wrong.html", parts, status=422)


def _message(request: HttpRequest, pk: int) -> BankMessage:
    rows = BankMessage.objects.select_related("payer", "read_by", "document")
    return access.fetch(request.user, BankMessage, among=rows, pk=pk)


def _takes(request: HttpRequest) -> bool:
    return may(request.user, Permission.TAKE_BANK_MESSAGES)
