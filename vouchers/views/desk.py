"""What the staff do for a resident: choosing at the desk, taking back, deaths and moves that come on paper."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pilot import access, formats
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.identifiers import format_code
from pilot.models import Strand
from providers import queries as provider_queries
from providers.models import Site
from registry import queries as registry_queries
from registry.actions import Address, RegisterDay, register_day
from registry.models import Residence, Resident
from vouchers import actions, errors, queries
from vouchers.forms import AtDeskForm, DeathForm, DeskChoiceForm, MoveForm, new_key
from vouchers.models import Choice
from vouchers.views.asked import site_or_home, strand_of
from vouchers.views.residents import fetch_resident
from vouchers.words import fees as fee_words

DESK = Choice.Channel.DESK


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def choice(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose for a resident who is at the desk: first the site, then the dates, then confirm."""
    resident = fetch_resident(request, pk)
    access.log_access(request, what="desk_choice", resident=resident)
    asked = request.POST if request.method == "POST" else request.GET
    strand = strand_of(resident, asked.get("strand", ""))
    if request.method == "POST":
        return _choose(request, resident, strand)
    if not (picked := asked.get("site", "")):
        return render(request, "staff/choice_site.html", _sites(request, resident, strand))
    first = {"strand": strand.pk, "site": picked, "key": new_key()}
    form = DeskChoiceForm(initial=first, resident=resident, on=_today())
    return _offer(request, resident, strand, site_or_home(strand, picked), form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_FOR_RESIDENT)
def regret(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask who takes back the choice that waits to take effect; then take it back."""
    rows = Choice.objects.select_related("resident", "strand__pilot", "site")
    made = access.fetch(request.user, Choice, among=rows, pk=pk)
    access.log_access(request, what="desk_choice", resident=made.resident)
    form = AtDeskForm(request.POST or None, resident=made.resident, on=_today())
    if form.is_valid():
        try:
            _take_back(request, made, form)
        except Refused as refusal:
            form.add_error(None, refusal.message_other)
        else:
            messages.success(request, _("The choice was taken back."))
            return redirect("vouchers:resident-detail", pk=made.resident_id)
    status = 422 if form.errors else 200
    return render(
        request, "staff/regret.html", {"choice": made, "resident": made.resident, "form": form}, status=status
    )


def _take_back(request: HttpRequest, made: Choice, form: AtDeskForm) -> None:
    actions.regret(
        resident=made.resident,
        strand=made.strand,
        choice=made,
        by=request.user,
        at=timezone.now(),
        channel=DESK,
        identified_by=form.cleaned_data["identified_by"],
        deputy=form.deputy,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def death(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the last day alive."""
    resident = fetch_resident(request, pk)
    access.log_access(request, what="register_change", resident=resident)
    form = DeathForm(request.POST or None)
    if form.is_valid():
        died = register_day(form.cleaned_data["died"], _partial_date(resident))
        if _done(form, "died", lambda: _record_death(request, resident, died)):
            messages.success(request, _("The death was recorded, and the lists follow from it."))
            return redirect("vouchers:resident-detail", pk=resident.pk)
    return _form_page(request, "staff/death.html", resident, form)


@require_POST
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def death_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the death never happened."""
    resident = fetch_resident(request, pk)
    _record_death(request, resident, None)
    messages.success(request, _("The death was withdrawn: all is as if it had not been registered."))
    return redirect("vouchers:resident-detail", pk=resident.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Record where the resident lives from a day on; the area is read from the address."""
    resident = fetch_resident(request, pk)
    access.log_access(request, what="register_change", resident=resident)
    form = MoveForm(request.POST or None)
    if form.is_valid() and _done(form, "moved", lambda: _record_move(request, resident, form.cleaned_data)):
        messages.success(request, _("The move was recorded, and the lists follow from it."))
        return redirect("vouchers:resident-detail", pk=resident.pk)
    return _form_page(request, "staff/move.html", resident, form)


@require_POST
@never_cache
@access.requires(Permission.EDIT_RESIDENTS)
def move_cancellation(request: HttpRequest, pk: int, residence: int) -> HttpResponse:
    """Record that a move never happened."""
    resident = fetch_resident(request, pk)
    found = Residence.objects.filter(resident=resident, pk=residence).first()
    if found is None:
        raise Http404
    with told(request, _("The move was cancelled: all is as if it had not been registered.")):
        actions.cancel_move(residence=found, by=request.user, at=timezone.now(), channel=DESK)
    return redirect("vouchers:resident-detail", pk=resident.pk)


def _choose(request: HttpRequest, resident: Resident, strand: Strand) -> HttpResponse:
    form = DeskChoiceForm(request.POST, resident=resident, on=_today())
    site = site_or_home(strand, request.POST.get("site", ""))
    if not form.is_valid():
        return _offer(request, resident, strand, site, form)
    asked = form.cleaned_data
    try:
        made = actions.choose(
            resident=resident,
            strand=strand,
            site=site,
            by=request.user,
            at=timezone.now(),
            channel=DESK,
            key=asked["key"],
            identified_by=asked["identified_by"],
            deputy=form.deputy,
            once=True,
        )
    except Refused as refusal:
        _say(refusal, form)
        return _offer(request, resident, strand, site, form)
    if made.key == asked["key"]:
        number = format_code(made.receipt_number)
        messages.success(request, _("The choice is registered. Its reference is {number}.").format(number=number))
    else:
        messages.info(request, _already(made))
    return redirect("vouchers:resident-detail", pk=resident.pk)


def _already(made: Choice) -> str:
    number = format_code(made.receipt_number)
    return _("This was chosen already and waits. Its reference is {number}.").format(number=number)


def _say(refusal: Refused, form: DeskChoiceForm) -> None:
    """Put the refusal into the form; a lock-in with the day it ends, since the page's dates are the new choice's."""
    if isinstance(refusal, errors.LockInHolds):
        day = formats.day(refusal.params["next_change_on"])
        form.add_error(None, _("Without a weighty reason a new choice is possible from %(next)s on.") % {"next": day})
    else:
        form.add_error(None, refusal.message_other)


def _offer(
    request: HttpRequest, resident: Resident, strand: Strand, site: Site | None, form: DeskChoiceForm
) -> HttpResponse:
    """Show the dates before confirming, and what stands in the way; a weighty reason is decided on as a case."""
    today = helsinki_today(timezone.now())
    try:
        offer = queries.choice_offer(resident=resident, strand=strand, site=site, on=today, at=timezone.now())
    except errors.NoRules as refusal:
        messages.error(request, refusal.message)
        return redirect("vouchers:resident-detail", pk=resident.pk)
    same = queries.waits_already(resident=resident, strand=strand, site=site, on=today, effective_on=offer.effective_on)
    if not form.is_bound and same is not None:
        # The page would tell of a later day, and of a place in a queue that is given up: neither comes of it.
        messages.info(request, _already(same))
        return redirect("vouchers:resident-detail", pk=resident.pk)
    standing = queries.standing(resident=resident, strand=strand, on=today)
    values = {
        "resident": resident,
        "strand": strand,
        "site": site,
        "offer": offer,
        "standing": standing,
        "fees": fee_words.told(strand, offer.effective_on, born_on=resident.born_on),
        "waiting": queries.queue_place_of(resident=resident, strand=strand, on=today),
        "form": form,
        "may_wait": site is not None
        and isinstance(offer.refusal, errors.ListFull)
        and queries.queue_refusal(resident=resident, strand=strand, site=site, on=today) is None,
    }
    return render(request, "staff/choice.html", values, status=422 if form.is_bound else 200)


def _sites(request: HttpRequest, resident: Resident, strand: Strand) -> dict[str, Any]:
    """Return the open sites with their room, in order of name: the clerk is told which one to pick."""
    today = helsinki_today(timezone.now())
    effective_on = queries.effect_of(queries.rules_on(strand, today), today)
    sites = list(provider_queries.by_name(provider_queries.open_sites(strand, effective_on)))
    rooms = queries.rooms(strand=strand, sites=[site.pk for site in sites], on=effective_on, today=today)
    standing = queries.standing(resident=resident, strand=strand, on=today)
    return {
        "resident": resident,
        "strand": strand,
        "standing": standing,
        "rows": [(site, rooms[site.pk]) for site in sites],
    }


def _record_death(request: HttpRequest, resident: Resident, died: RegisterDay | None) -> None:
    actions.record_death(resident=resident, died=died, by=request.user, at=timezone.now(), channel=DESK)


def _record_move(request: HttpRequest, resident: Resident, asked: dict[str, str]) -> None:
    address = Address(
        street=asked["street"],
        postal_code=asked["postal_code"],
        town=asked["town"],
        municipality_code=asked["municipality_code"],
    )
    area = registry_queries.area_of(
        resident.pilot, postal_code=address.postal_code, municipality_code=address.municipality_code
    )
    moved = register_day(asked["moved"], _partial_date(resident))
    actions.record_move(
        resident=resident,
        moved_on=moved.day,
        precision=moved.precision,
        area=area,
        address=address,
        by=request.user,
        at=timezone.now(),
        channel=DESK,
    )


def _done(form: forms.Form, field: str, deed) -> bool:
    """Do the deed; what it refuses stands beside the field."""
    try:
        deed()
    except Refused as refusal:
        form.add_error(field, refusal.message)
        return False
    return True


def _form_page(request: HttpRequest, template: str, resident: Resident, form: forms.Form) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"resident": resident, "form": form}, status=status)


def _partial_date(resident: Resident) -> str:
    """Return how the pilot's rules of today read a day that is known only in part."""
    return queries.partial_date_on(resident.pilot, helsinki_today(timezone.now()))


def _today() -> date:
    return helsinki_today(timezone.now())
