"""The staff's forms on paper: entering one that came in, the queue, registering its choice, or saying why not."""

from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.identifiers import format_code
from pilot.models import Strand
from pilot.tables import Column, Table, list_page
from providers import queries as provider_queries
from registry.models import Resident
from vouchers import actions, errors, letters, queries
from vouchers.actions import OnPaper
from vouchers.filters import PaperFilters
from vouchers.forms import PaperEntryForm, PaperRejectionForm, PaperVoidingForm, new_key
from vouchers.forms.early import HOME
from vouchers.forms.paper import UNCLEAR
from vouchers.models import PaperForm
from vouchers.views.asked import site_or_home, strand_of
from vouchers.views.files import pdf_answer
from vouchers.views.residents import fetch_resident

CHANNEL = "desk"
TABLE = Table(
    "paper-forms",
    gettext_lazy("Paper forms"),
    [
        Column(
            "arrived_on",
            gettext_lazy("Arrived on"),
            "date",
            sort="arrived_on",
            href=lambda row: reverse("vouchers:paper-form", args=[row.pk]),
        ),
        Column("resident", gettext_lazy("Whose"), value=lambda row: row.resident.list_code),
        Column("strand", gettext_lazy("Strand"), value=lambda row: row.strand.name),
        Column("capacity", gettext_lazy("Who signed"), value=lambda row: row.get_capacity_display()),
        Column("entered_at", gettext_lazy("Entered"), "moment", sort="entered_at"),
        Column("entered_by", gettext_lazy("Entered by")),
        Column("state", gettext_lazy("State"), "status", status="paper_form"),
    ],
    order="arrived_on",
    empty_title=gettext_lazy("No form waits"),
    empty_text=gettext_lazy(
        "A form that came in is entered on the resident's page, and waits here until it is settled."
    ),
)


@require_safe
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def paper_form_list(request: HttpRequest) -> HttpResponseBase:
    """Show the forms that wait, the longest waiting first."""
    filters = PaperFilters(request.GET, access.scope(request.user, PaperForm), _today())
    access.log_access(request, what="paper_forms", group={"list": "paper_forms"})
    return list_page(request, table=TABLE, rows=filters.qs, filters=filters, template="staff/paper_form_list.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def paper_form_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a form that came in: whatever becomes of it, it is kept."""
    resident = fetch_resident(request, pk)
    access.log_access(request, what="desk_choice", resident=resident)
    strand = strand_of(resident, request.GET.get("strand", ""))
    guardians = list(queries.guardians_of(resident, on=_today()))
    sites = provider_queries.by_name(provider_queries.ever_approved(strand))
    first = {"key": new_key(), "arrived_on": _today(), "receipt_by": PaperForm.ReceiptBy.LETTER}
    form = PaperEntryForm(request.POST or None, sites=sites, guardians=guardians, initial=first)
    if form.is_valid():
        try:
            entered = _enter(request, resident, strand, form.cleaned_data, guardians)
            return redirect("vouchers:paper-form", pk=entered.pk)
        except errors.NotArrivedYet as refusal:
            form.add_error("arrived_on", refusal.message)
        except errors.EmailOfAnother as refusal:
            form.add_error("receipt_by", refusal.message)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    values = {"resident": resident, "strand": strand, "form": form}
    return render(request, "staff/paper_form_entry.html", values, status=422 if form.errors else 200)


@require_safe
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def paper_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a form, the dates that its choice would have, or what became of it."""
    return _page(request, _form(request, pk))


@require_POST
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def paper_form_acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """Register the choice that the form makes."""
    try:
        made = actions.accept_paper_form(form=_form(request, pk), by=request.user, at=timezone.now(), channel=CHANNEL)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        number = format_code(made.receipt_number)
        messages.success(request, _("The choice is registered. Its reference is {number}.").format(number=number))
    return redirect("vouchers:paper-form", pk=pk)


@require_POST
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def paper_form_rejection(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide that the form makes no choice; the resident gets the decision."""
    found = _form(request, pk)
    form = PaperRejectionForm(request.POST, child=found.resident, on=_today())
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.reject_paper_form(
            form=found, ground=form.cleaned_data["ground"], reasons=form.cleaned_data["reasons"], say=form.say,
            by=request.user, at=timezone.now(), channel=CHANNEL,
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, found, form)
    messages.success(request, _("The decision is made and sent to the resident. The form is kept."))
    return redirect("vouchers:paper-form", pk=pk)


@require_POST
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def paper_form_voiding(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the form was entered wrongly or twice; nothing is sent to anybody."""
    found, form = _form(request, pk), PaperVoidingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, voiding=form)
    with told(request, _("The entry is voided. Nothing is sent to the resident, and the entry is kept.")):
        actions.void_paper_form(form=found, by=request.user, at=timezone.now(), channel=CHANNEL, **form.cleaned_data)
    return redirect("vouchers:paper-form", pk=pk)


@require_safe
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def empty_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out an empty form in the resident's language."""
    resident = fetch_resident(request, pk)
    strand = strand_of(resident, request.GET.get("strand", ""))
    on = queries.day_shown(strand, _today())
    make = partial(letters.choice_form, strand, language=resident.language, on=on)
    return pdf_answer(request, make, filename=f"{strand.code}-{resident.language}.pdf")


def _page(
    request: HttpRequest,
    form: PaperForm,
    rejection: PaperRejectionForm | None = None,
    voiding: PaperVoidingForm | None = None,
) -> HttpResponse:
    access.log_access(request, what="paper_form", resident=form.resident)
    values: dict[str, Any] = {"form": form, "today": _today()}
    if form.state == PaperForm.State.ARRIVED:
        outlook = _outlook(form)
        ground = PaperForm.Ground.RULES if outlook and outlook.refusal else ""
        first = {"ground": ground, "reasons": outlook.in_their_language if outlook else ""}
        values |= {"outlook": outlook, "may_wait": _may_wait(form, outlook)}
        values |= {"rejection_form": rejection or _rejection_form(form, first)}
        values["voiding_form"] = voiding or PaperVoidingForm()
    return render(request, "staff/paper_form.html", values, status=422 if rejection or voiding else 200)


def _rejection_form(form: PaperForm, first: dict[str, str]) -> PaperRejectionForm:
    return PaperRejectionForm(initial=first, child=form.resident, on=_today())


def _outlook(form: PaperForm) -> queries.PaperOutlook | None:
    """Return what the form would become; nothing where it cannot be read."""
    if form.site is None and not form.returns_home:
        return None
    at = actions.counted_from(form, at=timezone.now())
    refusal = actions.overtaken(form, at)
    try:
        return queries.paper_outlook(form, at=at, refusal=refusal)
    except errors.NoRules:
        return None


def _may_wait(form: PaperForm, outlook: queries.PaperOutlook | None) -> bool:
    """Tell whether only the full list stands in the way, and has a queue."""
    if form.site is None or outlook is None or not isinstance(outlook.refusal, errors.ListFull):
        return False
    known = {"resident": form.resident, "strand": form.strand, "site": form.site, "on": _today()}
    return queries.queue_refusal(**known) is None


def _enter(
    request: HttpRequest, resident: Resident, strand: Strand, asked: dict[str, Any], guardians: list[Resident]
) -> PaperForm:
    picked = asked["site"]
    stands = OnPaper(
        site=None if picked == UNCLEAR else site_or_home(strand, picked),
        returns_home=picked == HOME,
        arrived_on=asked["arrived_on"],
        capacity=asked["capacity"],
        signatory=next((one for one in guardians if str(one.pk) == asked["signatory"]), None),
        signatory_name=asked["signatory_name"],
        receipt_by=asked["receipt_by"],
        email=asked["email"],
    )
    return actions.enter_paper_form(
        resident=resident,
        strand=strand,
        stands=stands,
        key=asked["key"],
        by=request.user,
        at=timezone.now(),
        channel=CHANNEL,
    )


def _form(request: HttpRequest, pk: int) -> PaperForm:
    rows = queries.paper_forms(PaperForm.objects.all(), on=_today())
    return access.fetch(request.user, PaperForm, among=rows, pk=pk)


def _today() -> date:
    return helsinki_today(timezone.now())
