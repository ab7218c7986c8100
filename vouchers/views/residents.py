"""The staff's pages about residents: finding one, and one's whole story. Every look is written down."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.models import Area, Pilot
from pilot.permissions import roles_allowed
from pilot.tables import Column, Table, list_page
from registry import queries as registry_queries
from registry.models import Resident
from vouchers import letters, queries
from vouchers.filters import ResidentFilters
from vouchers.forms import ReasonForm
from vouchers.models import Choice, Voucher
from vouchers.views.files import letter_rows, pdf_answer

# What somebody searched for is a name: it stays in the session and never stands in an address.
SEARCH = "resident_search"
LONGEST_SEARCH = 80


def _hidden_unless_open(name: str):
    return lambda row: _("Not shown") if row.is_protected else getattr(row, name)


def _state(row: Resident) -> str:
    if row.merged_into_id:
        return "absorbed"
    if row.died_on:
        return "died"
    return "protected" if row.is_protected else "alive"


TABLE = Table(
    "residents",
    gettext_lazy("Residents"),
    [
        Column(
            "name",
            gettext_lazy("Name"),
            sort=("family_name", "given_names"),
            value=lambda row: row.listed_name,
            href=lambda row: reverse("vouchers:resident-detail", args=[row.pk]),
        ),
        Column("list_code", gettext_lazy("List code"), sort="list_code"),
        Column("born_on", gettext_lazy("Born"), "date", sort="born_on"),
        Column("area", gettext_lazy("Area"), value=_hidden_unless_open("area_name"), detail=True),
        Column("site", gettext_lazy("On the list of"), value=_hidden_unless_open("site_name")),
        Column("origin", gettext_lazy("How"), "status", status="origin", detail=True),
        Column("state", gettext_lazy("State"), "status", status="resident", value=_state),
    ],
    order="name",
    empty_title=gettext_lazy("Nobody found"),
    empty_text=gettext_lazy("Check how the name is written, or search by list code or the whole identity code."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.READ_RESIDENTS)
def resident_list(request: HttpRequest) -> HttpResponse:
    """List the residents that were searched for; a search is a POST, so that no name stands in an address."""
    if request.method == "POST":
        return _searched(request)
    text = request.session.get(SEARCH, "")
    residents = registry_queries.found_by_words(access.scope(request.user, Resident), text)
    areas = Area.objects.filter(pilot__in=access.scope(request.user, Pilot)).order_by("pilot", "pk")
    filters = ResidentFilters(request.GET, residents, areas, _today())
    what = "resident_file" if request.GET.get("format") else "resident_search"
    access.log_access(request, what=what, group={"list": "residents", "page": request.GET.get("page", "1")[:6]})
    return list_page(
        request,
        table=TABLE,
        rows=filters.qs,
        filters=filters,
        template="staff/resident_list.html",
        context={"text": text},
    )


@require_safe
@never_cache
@access.requires(Permission.READ_RESIDENTS)
def resident_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a resident's whole story on one page."""
    resident = fetch_resident(request, pk)
    access.log_access(request, what="resident", resident=resident)
    return render(request, "staff/resident.html", _values(request, resident))


@require_POST
@never_cache
@access.requires(Permission.READ_RESIDENTS)
def resident_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a resident under non-disclosure lives, once, to somebody who says why."""
    resident = fetch_resident(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        access.log_access(request, what="resident", resident=resident)
        return render(request, "staff/resident.html", _values(request, resident, reason_form=form), status=422)
    access.log_access(request, what="protected_address", why=form.cleaned_data["reason"], resident=resident)
    return render(request, "staff/resident.html", _values(request, resident, shows_address=True))


@require_safe
@never_cache
@access.requires(Permission.READ_VOUCHERS)
def resident_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the receipt of a resident's choice."""
    rows = Choice.objects.select_related("resident", "strand__pilot__lead", "site")
    choice = access.fetch(request.user, Choice, among=rows, pk=pk)
    access.log_access(request, what="receipt", resident=choice.resident)
    return pdf_answer(request, lambda: letters.receipt(choice, on=_today()), filename=f"{choice.receipt_number}.pdf")


@require_safe
@never_cache
@access.requires(Permission.READ_VOUCHERS)
def resident_voucher_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a resident's voucher letter."""
    rows = Voucher.objects.select_related("resident", "strand__pilot__lead")
    voucher = access.fetch(request.user, Voucher, among=rows, pk=pk)
    access.log_access(request, what="voucher_letter", resident=voucher.resident)
    return pdf_answer(request, lambda: letters.voucher_letter(voucher, on=_today()), filename=f"{voucher.number}.pdf")


def fetch_resident(request: HttpRequest, pk: int) -> Resident:
    """Return the resident that the person may see, else 404."""
    return access.fetch(request.user, Resident, among=Resident.objects.select_related("pilot__lead"), pk=pk)


def _searched(request: HttpRequest) -> HttpResponse:
    """Go straight to the one with the identity code, or list those whose names fit."""
    text = " ".join(request.POST.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    code = registry_queries.as_identity_code(text)
    if code is None and not registry_queries.is_meant_as_identity_code(text):
        request.session[SEARCH] = text
        return redirect("vouchers:resident-list")
    request.session.pop(SEARCH, None)
    if code is None:
        access.log_access(request, what="identity_code_search", group={"list": "residents", "found": 0})
        messages.warning(request, _("This is no identity code: one of its characters is wrong, or two changed places."))
        return redirect("vouchers:resident-list")
    resident = registry_queries.by_identity_code(access.scope(request.user, Resident), code)
    if resident is None:
        access.log_access(request, what="identity_code_search", group={"list": "residents", "found": 0})
        messages.warning(request, _("No resident has this identity code now. Check each character, the separator too."))
        return redirect("vouchers:resident-list")
    access.log_access(request, what="identity_code_search", resident=resident)
    return redirect("vouchers:resident-detail", pk=resident.pk)


def _values(
    request: HttpRequest, resident: Resident, *, shows_address: bool = False, reason_form: ReasonForm | None = None
) -> dict[str, Any]:
    today = _today()
    is_protected = queries.is_protected(resident=resident, on=today)
    is_open = shows_address or not is_protected
    standings = [
        queries.standing(resident=resident, strand=strand, on=today) for strand in queries.strands_of(resident.pilot)
    ]
    record = registry_queries.record_of(resident, on=today)
    acting = access.acting_roles_of(request.user)
    return {
        "resident": resident,
        "today": today,
        "is_protected": is_protected,
        "is_open": is_open,
        "reason_form": reason_form or ReasonForm(),
        "residences": record.residences if is_open else [],
        "code": record.code,
        "guardians": record.guardians,
        "may_act": [guardian.pk for guardian in queries.guardians_told(resident, on=today)],
        "wards": record.wards,
        "exclusions": record.exclusions,
        "standings": standings,
        "story": queries.story(resident=resident, standings=standings, on=today, for_staff=True, with_homes=is_open),
        "places": queries.queue_places_of(resident, on=today),
        "letters": letter_rows(resident, today, pages="resident"),
        "kept": queries.letters_of(resident) if acting & roles_allowed(Permission.READ_LETTERS) else [],
        "survivor": resident.merged_into,
        "absorbed": record.absorbed,
        "may_edit": resident.merged_into is None and bool(acting & roles_allowed(Permission.EDIT_RESIDENTS)),
    }


def _today() -> date:
    return helsinki_today(timezone.now())
