"""Deductions: what sites bought from the organiser, entered, confirmed by another, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing import actions
from billing.deduction_sheet import NotDeductions, RowError, read_deductions
from billing.errors import BillingRefused
from billing.forms import ChosenForm, DeductionForm, DeductionUploadForm, ReversalForm
from billing.models import Deduction
from billing.pages.life import may
from billing.queries import deductions as queries
from billing.rates.files import read_file
from billing.tables.deductions import DEDUCTIONS, state_of
from pilot import access, gone
from pilot.access import Permission
from pilot.errors import Refused
from pilot.models import Strand
from pilot.tables import list_page

# Whoever removed a row in another tab, or a colleague, and comes back to it is told so.
gone_calmly = gone.answers_calmly(
    "deduction_withdrawn",
    subject="strand",
    among="deductions",
    to="billing:deduction-list",
    text=gettext_lazy("The row was removed already. Nothing was changed."),
)


@require_safe
@access.requires(Permission.READ_STATEMENT_PARTS)
def deduction_list(request: HttpRequest) -> HttpResponse:
    """List deductions, above them those that wait for somebody to confirm them."""
    own = access.scope(request.user, Deduction)
    waiting = [] if request.GET.get("format") else list(queries.waiting(own))
    values = {
        "strands": _strands(request),
        "waiting": waiting,
        "confirmable": {row.strand_id for row in waiting if row.entered_by_id != request.user.pk},
        "confirms": may(request.user, Permission.CONFIRM_STATEMENT_PARTS),
        "enters": may(request.user, Permission.ENTER_STATEMENT_PARTS),
    }
    return list_page(
        request, table=DEDUCTIONS, rows=queries.deductions(own), template="finance/deduction_list.html", context=values
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.ENTER_STATEMENT_PARTS)
def deduction_entry(request: HttpRequest, strand: int) -> HttpResponse:
    """Enter one deduction, or many from a file."""
    found = _strand(request, strand)
    is_upload = request.method == "POST" and "upload" in request.FILES
    form = DeductionForm(
        request.POST if request.method == "POST" and not is_upload else None, sites=queries.paid_sites(found)
    )
    upload, wrong = DeductionUploadForm(), list[RowError]()
    drafts = []
    if is_upload:
        drafts, wrong = _read(request, found)
    elif form.is_bound and form.is_valid():
        drafts = [form.draft]
        wrong = _refused(found, drafts)
        if wrong:
            form.add_error(None, wrong.pop().text)
    if drafts and not wrong and not form.errors:
        actions.enter_deductions(strand=found, drafts=drafts, by=request.user, at=timezone.now(), channel="online")
        messages.success(request, _told(len(drafts)))
        return redirect("billing:deduction-list")
    values = {"strand": found, "form": form, "upload": upload, "wrong": wrong}
    return render(request, "finance/deduction_entry.html", values, status=422 if wrong or form.errors else 200)


@require_safe
@access.requires(Permission.READ_STATEMENT_PARTS)
@gone_calmly
def deduction_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a deduction: what it is, who entered and confirmed it, and which statement took it."""
    return _page(request, _deduction(request, pk))


@require_POST
@access.requires(Permission.CONFIRM_STATEMENT_PARTS)
def deduction_confirmation(request: HttpRequest, strand: int) -> HttpResponse:
    """Confirm the deductions that were looked at."""
    found, chosen = _strand(request, strand), ChosenForm(request.POST)
    try:
        rows = actions.confirm_deductions(
            strand=found, deductions=chosen.ids, by=request.user, at=timezone.now(), channel="online"
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        text = ngettext("{count} deduction is confirmed.", "{count} deductions are confirmed.", len(rows))
        messages.success(request, text.format(count=len(rows)))
    return redirect("billing:deduction-list")


@require_POST
@access.requires(Permission.ENTER_STATEMENT_PARTS)
@gone_calmly
def deduction_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a deduction that nobody has confirmed."""
    deduction = _deduction(request, pk)
    try:
        actions.withdraw_deduction(deduction=deduction, by=request.user, at=timezone.now(), channel="online")
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("billing:deduction-page", pk=pk)
    messages.success(request, _("The deduction is removed."))
    return redirect("billing:deduction-list")


@require_POST
@access.requires(Permission.ENTER_STATEMENT_PARTS)
@gone_calmly
def deduction_reversal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmed deduction back by a row of its own."""
    deduction, form = _deduction(request, pk), ReversalForm(request.POST)
    if form.is_valid():
        try:
            row = actions.reverse_deduction(
                deduction=deduction, by=request.user, at=timezone.now(), channel="online", **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The row that takes it back is entered. Somebody else has to confirm it."))
            return redirect("billing:deduction-page", pk=row.pk)
    return _page(request, deduction, form)


def _read(request: HttpRequest, strand: Strand) -> tuple[list[queries.DeductionDraft], list[RowError]]:
    """Read the file; what is wrong is told by row."""
    try:
        drafts = read_deductions(read_file(request.FILES["upload"].read()), queries.paid_sites(strand))
    except BillingRefused as refusal:
        return [], [RowError(1, refusal.message)]
    except NotDeductions as refusal:
        return [], list(refusal.wrong)
    return drafts, _refused(strand, drafts)


def _refused(strand: Strand, drafts: list[queries.DeductionDraft]) -> list[RowError]:
    return [RowError(place + 2, refusal.message) for place, refusal in queries.refusals(strand, drafts).items()]


def _told(count: int) -> str:
    text = ngettext(
        "{count} deduction is entered. It counts when somebody else has confirmed it.",
        "{count} deductions are entered. They count when somebody else has confirmed them.",
        count,
    )
    return text.format(count=count)


def _page(request: HttpRequest, deduction: Deduction, form: ReversalForm | None = None) -> HttpResponse:
    values = {
        "row": deduction,
        "state": state_of(deduction),
        "form": form or ReversalForm(),
        "reversal": getattr(deduction, "reversal", None),
        "enters": may(request.user, Permission.ENTER_STATEMENT_PARTS),
    }
    return render(request, "finance/deduction_page.html", values, status=422 if form else 200)


def _strands(request: HttpRequest) -> list[Strand]:
    rows = access.scope(request.user, Strand).paid_by_capitation()
    return list(rows.select_related("pilot").order_by("pk"))


def _strand(request: HttpRequest, pk: int) -> Strand:
    return access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)


def _deduction(request: HttpRequest, pk: int) -> Deduction:
    return access.fetch(request.user, Deduction, among=queries.deductions(Deduction.objects.all()), pk=pk)
