"""From a frozen run to the bank and its end: each step is a button on the run's page, and each answers there."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing import actions, errors
from billing.forms import ApprovalForm, NoteForm, PaidForm
from billing.models import PaymentFile, PaymentRun
from pilot import access, audit, documents
from pilot.access import Permission
from pilot.errors import Refused


@require_POST
@access.requires(Permission.SUBMIT_RUN)
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit the run for approval."""
    return _do(
        request,
        pk,
        lambda run: actions.submit(run=run, by=request.user, at=timezone.now(), channel="online"),
        _("The run is submitted. Somebody else has to approve it."),
    )


@require_POST
@access.requires(Permission.SUBMIT_RUN)
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the submission back: the preparer's change of mind, or the approver's refusal."""
    form = NoteForm(request.POST)
    reason = form.cleaned_data["note"] if form.is_valid() else ""
    return _do(
        request,
        pk,
        lambda run: actions.withdraw_submission(
            run=run, by=request.user, at=timezone.now(), channel="online", reason=reason
        ),
        _("The submission is taken back. Nothing was paid."),
    )


@require_POST
@access.requires(Permission.APPROVE_RUN)
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the digest that the page showed; a refused approval is written down too."""
    form = ApprovalForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"digest": "", "note": ""}
    return _do(
        request,
        pk,
        lambda run: actions.approve(
            run=run,
            digest=given["digest"],
            by=request.user,
            at=timezone.now(),
            channel="online",
            reason=given["note"],
        ),
        _("The run is approved. The payment file can be made."),
    )


@require_POST
@access.requires(Permission.DOWNLOAD_PAYMENT_FILE)
def payment_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the payment file."""
    return _do(
        request,
        pk,
        lambda run: actions.make_payment_file(run=run, by=request.user, at=timezone.now(), channel="online"),
        _("The payment file is made. Download it and take it to the bank."),
    )


@require_POST
@access.requires(Permission.SUBMIT_RUN)
def approval_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the approval back, as long as there is no payment file."""
    form = NoteForm(request.POST)
    reason = form.cleaned_data["note"] if form.is_valid() else ""
    return _do(
        request,
        pk,
        lambda run: actions.withdraw_approval(
            run=run, by=request.user, at=timezone.now(), channel="online", reason=reason
        ),
        _("The approval is taken back. The run waits for approval again."),
    )


@require_safe
@access.requires(Permission.DOWNLOAD_PAYMENT_FILE)
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the payment file out; who took it and how often is written down."""
    rows = PaymentFile.objects.select_related("document", "run__strand__pilot")
    file = access.fetch(request.user, PaymentFile, among=rows, pk=pk)
    taken = actions.take_payment_file(file=file, by=request.user, at=timezone.now(), channel="online")
    return documents.download(taken.document)


@require_POST
@access.requires(Permission.SETTLE_PAYMENTS)
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that the file went to the bank."""
    file = access.fetch(
        request.user, PaymentFile, among=PaymentFile.objects.select_related("run__strand__pilot"), pk=pk
    )
    actions.note_sent(file=file, by=request.user, at=timezone.now(), channel="online")
    messages.success(request, _("Written down: the file went to the bank. Read the bank's answer when it comes."))
    return redirect("billing:run-page", pk=file.run_id)


@require_POST
@access.requires(Permission.SETTLE_PAYMENTS)
def bookings(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that the accepted payments were seen on the account."""
    form = PaidForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return _do(
        request,
        pk,
        lambda run: actions.note_paid(run=run, by=request.user, at=timezone.now(), channel="online", note=note),
        _("Written down: the accepted payments are paid."),
    )


@require_POST
@access.requires(Permission.SETTLE_PAYMENTS)
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the run."""
    return _do(
        request,
        pk,
        lambda run: actions.close(run=run, by=request.user, at=timezone.now(), channel="online"),
        _("The run is closed: everything in it is paid or settled."),
    )


def _do(request: HttpRequest, pk: int, deed: Callable[[PaymentRun], object], done: str) -> HttpResponse:
    run = access.fetch(request.user, PaymentRun, among=PaymentRun.objects.select_related("strand__pilot"), pk=pk)
    try:
        deed(run)
    except Refused as refusal:
        _note_refusal(request, run, refusal)
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("billing:run-page", pk=run.pk)


@transaction.atomic
def _note_refusal(request: HttpRequest, run: PaymentRun, refusal: Refused) -> None:
    """Keep who tried to approve their own run or other figures; other refusals need no trace."""
    if isinstance(refusal, errors.OwnSubmission | errors.DigestDiffers):
        audit.record(
            "run_approval_refused",
            by=request.user,
            at=timezone.now(),
            channel="online",
            subject=("run", run.pk),
            pilot_code=run.strand.pilot.code,
            reason=refusal.code,
        )
