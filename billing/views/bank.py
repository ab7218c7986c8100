"""The bank's messages: one is given, what it said is listed, and a second time changes nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing import actions, errors
from billing.bank.xml import MOST_MEGABYTES
from billing.forms import BankFileForm
from billing.models import BankMessage
from billing.pages.life import may
from billing.queries import bank as queries
from billing.tables_bank import LINES, MESSAGES
from pilot import access, documents
from pilot.access import Permission
from pilot.models import Organiser
from pilot.tables import list_page


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
    context: dict[str, Any] = {
        "message": message,
        "counts": queries.line_counts(message),
        "takes": _takes(request),
    }
    rows = queries.lines_of(message)
    return list_page(request, table=LINES, rows=rows, template="finance/bank_message_page.html", context=context)


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


def _message(request: HttpRequest, pk: int) -> BankMessage:
    rows = BankMessage.objects.select_related("payer", "read_by", "document")
    return access.fetch(request.user, BankMessage, among=rows, pk=pk)


def _takes(request: HttpRequest) -> bool:
    return may(request.user, Permission.TAKE_BANK_MESSAGES)
