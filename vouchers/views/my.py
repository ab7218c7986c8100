"""The resident's own pages: what holds now, choosing, the receipt, taking back, the voucher, who has looked."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.models import Strand
from pilot.periods import contains
from providers.models import Site
from registry.models import Resident
from vouchers import actions, errors, letters, queries
from vouchers.forms import OwnChoiceForm, new_key
from vouchers.models import Choice, EarlyChange, Voucher
from vouchers.views.acting import Acting, acting_of, deputy_of, for_somebody
from vouchers.views.asked import site_or_home, strand_of
from vouchers.views.files import letter_rows, pdf_answer
from vouchers.words import co_payments as charge_words
from vouchers.words import fees as fee_words

MOST_CASES = 3


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def home(request: HttpRequest) -> HttpResponse:
    """Show what holds now and since when, and what may be done next and from which day."""
    resident, today = _oneself(request), _today()
    standings = _standings(resident, today, is_own=acting_of(request).is_own)
    story = queries.story(resident=resident, standings=standings, on=today)
    letters_kept = letter_rows(resident, today, pages="my")
    values = {"resident": resident, "today": today, "standings": standings, "story": story, "letters": letters_kept}
    values["closing_letters"] = queries.closing_letters_of(resident, on=today)
    cases = list(queries.cases_of(resident)[:MOST_CASES])
    values["early_cases"] = [(case, letters.acted_for(case, on=today)) for case in cases]
    values["asked"] = {case.strand_id for case in cases if case.state == EarlyChange.State.OPEN}
    values["places"] = queries.queue_places_of(resident, on=today)
    # Whoever waits in a strand's queue is moved without doing anything.
    values["queued"] = {waiting.place.strand_id for waiting in values["places"]}
    values["acting"] = acting_of(request)
    if acting_of(request).is_party:
        values["objections"] = queries.objections_about(resident)[:MOST_CASES]
        values["hearings"] = queries.hearings_that_wait(acting_of(request).person)
    return render(request, "my/home.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@for_somebody
def choice(request: HttpRequest) -> HttpResponse:
    """Show what a choice would mean before it is confirmed; confirmed, make it."""
    resident = _oneself(request)
    if request.method == "POST":
        return _confirmed(request, resident)
    strand = strand_of(resident, request.GET.get("strand"))
    slug = request.GET.get("site", "")
    if not slug and "home" not in request.GET:
        return redirect("vouchers:site-list")
    site = site_or_home(strand, slug, home="")
    return _offer(request, resident, strand, site)


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt of a choice, and whether it can still be taken back."""
    own = _own_choice(request, pk)
    today = _today()
    standing = queries.standing(resident=own.resident, strand=own.strand, on=today, is_own=acting_of(request).is_own)
    return render(request, "my/receipt.html", _receipt_values(own, standing, today, acting_of(request)))


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the receipt as PDF."""
    own = _own_choice(request, pk)
    return pdf_answer(request, lambda: letters.receipt(own, on=_today()), filename=f"{own.receipt_number}.pdf")


@require_POST
@never_cache
@access.requires(Permission.CHOOSE_SITE)
@for_somebody
def regret(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a choice that has not yet taken effect."""
    own = _own_choice(request, pk)
    # The register of mandates first: its answer must be older than the deed that leans on it.
    deputy = deputy_of(request)
    try:
        actions.regret(
            resident=own.resident,
            strand=own.strand,
            choice=own,
            by=request.user,
            at=timezone.now(),
            channel="online",
            deputy=deputy,
        )
    except errors.ChoiceRefused as refusal:
        own.refresh_from_db(fields=["regretted_at"])
        if own.regretted_at is None:
            messages.error(request, refusal.message)
        else:
            # Pressed twice, or in another tab: what was wished has been done.
            messages.info(request, _("This choice was taken back already. Nothing more is needed."))
        return redirect("vouchers:my-receipt", pk=own.pk)
    own_words, others_words = _("Your choice was taken back. You stay where you are."), _("The choice was taken back.")
    messages.success(request, own_words if acting_of(request).is_own else others_words)
    return redirect("vouchers:my-home")


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def voucher(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the voucher: its number, how long it holds, and what can be done with it."""
    own = access.fetch(request.user, Voucher, among=Voucher.objects.select_related("resident", "strand__pilot"), pk=pk)
    standing = queries.standing(resident=own.resident, strand=own.strand, on=_today(), is_own=acting_of(request).is_own)
    values = {"voucher": own, "standing": standing, "acting": acting_of(request), "fees": _fees_now(own, standing)}
    return render(request, "my/voucher.html", values)


def _fees_now(own: Voucher, standing: queries.Standing) -> fee_words.FeesTold | None:
    """Return what is paid when a choice of today takes effect; nothing where the voucher holds no longer then."""
    on = queries.effect_of(standing.rules, max(_today(), own.period.lower))
    return fee_words.told(own.strand, on, born_on=own.resident.born_on) if contains(own.period, on) else None


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def voucher_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the letter that is the voucher."""
    rows = Voucher.objects.select_related("resident", "strand__pilot__lead")
    own = access.fetch(request.user, Voucher, among=rows, pk=pk)
    return pdf_answer(request, lambda: letters.voucher_letter(own, on=_today()), filename=f"{own.number}.pdf")


def _confirmed(request: HttpRequest, resident: Resident) -> HttpResponse:
    form = OwnChoiceForm(request.POST)
    if not form.is_for(resident, is_own=acting_of(request).is_own):
        # Another page of the same browser has begun or ended acting meanwhile.
        messages.error(request, _("You now act for somebody else than this form was for. Nothing was chosen."))
        return redirect("vouchers:my-acting")
    if not form.is_valid() and not form.only_email_is_wrong:
        # Only a form that somebody has bent comes here: its other fields are hidden.
        raise Http404
    strand = strand_of(resident, form.cleaned_data["strand"])
    site = site_or_home(strand, form.cleaned_data["site"], home="")
    if form.errors:
        return _offer(request, resident, strand, site, form)
    # The register of mandates first: its answer must be older than the deed that leans on it.
    deputy = deputy_of(request)
    try:
        made = actions.choose(
            resident=resident,
            strand=strand,
            site=site,
            by=request.user,
            at=timezone.now(),
            channel=Choice.Channel.ONLINE,
            key=form.cleaned_data["key"],
            email=form.email_given,
            deputy=deputy,
            once=True,
        )
    except errors.ChoiceRefused as refusal:
        return _refused(request, resident, strand, site, refusal)
    if made.key != form.cleaned_data["key"]:
        messages.info(request, _already(acting_of(request)))
    return redirect("vouchers:my-receipt", pk=made.pk)


def _offer(
    request: HttpRequest, resident: Resident, strand: Strand, site: Site | None, form: OwnChoiceForm | None = None
) -> HttpResponse:
    today = _today()
    try:
        offer = queries.choice_offer(
            resident=resident, strand=strand, site=site, on=today, at=timezone.now(), is_own=acting_of(request).is_own
        )
    except errors.NoRules as refusal:
        return _refused(request, resident, strand, site, refusal)
    same = queries.waits_already(resident=resident, strand=strand, site=site, on=today, effective_on=offer.effective_on)
    if form is None and same is not None:
        # Choosing again what already waits would only put off its day.
        messages.info(request, _already(acting_of(request)))
        return redirect("vouchers:my-receipt", pk=same.pk)
    if offer.refusal is not None:
        return _refused(request, resident, strand, site, offer.refusal)
    standing = queries.standing(resident=resident, strand=strand, on=today, is_own=acting_of(request).is_own)
    fees = fee_words.told(strand, offer.effective_on, born_on=resident.born_on)
    new_site = site or standing.home_site
    values = {
        "resident": resident,
        "acting": acting_of(request),
        "strand": strand,
        "site": site,
        "new_site": new_site,
        "offer": offer,
        "fees": fees,
        "paid": _paid_by_then(acting_of(request), strand, new_site, fees),
        "standing": standing,
        "waiting": queries.queue_place_of(resident=resident, strand=strand, on=today),
        "form": form or OwnChoiceForm(initial=_first_values(resident, strand, site)),
    }
    return render(request, "my/choice.html", values, status=422 if form else 200)


def _paid_by_then(
    acting: Acting, strand: Strand, site: Site | None, fees: fee_words.FeesTold
) -> list[charge_words.NextTold]:
    """Return what the first visit there costs, counting what is paid already; nothing to whoever acts by a mandate."""
    if fees.table is None or not acting.is_party:
        return []
    visits = queries.next_visits(resident=acting.resident, strand=strand, site=site, on=fees.on, table=fees.table)
    return charge_words.told(visits, fees.on.year)


def _first_values(resident: Resident, strand: Strand, site: Site | None) -> dict[str, Any]:
    first = {"strand": strand.pk, "site": site.slug if site else "", "key": new_key(), "email": resident.email}
    return first | {"subject": resident.pk}


def _refused(
    request: HttpRequest, resident: Resident, strand: Strand, site: Site | None, refusal: errors.ChoiceRefused
) -> HttpResponse:
    """Say why not, and what is possible instead and from when; nothing was changed."""
    is_own = acting_of(request).is_own
    standing = queries.standing(resident=resident, strand=strand, on=_today(), is_own=is_own)
    values = {"refusal": refusal, "site": site, "strand": strand, "standing": standing}
    values |= {"acting": acting_of(request), "resident": resident}
    values["may_wait"] = refusal.code == errors.ListFull.code and standing.rules and standing.rules.queue_opens_at
    return render(request, "my/choice_refused.html", values, status=200 if request.method == "GET" else 409)


def _receipt_values(own: Choice, standing: queries.Standing, today: date, acting: Acting) -> dict[str, Any]:
    return {
        "choice": own,
        "resident": own.resident,
        "standing": standing,
        "today": today,
        "state": queries.state_of(own, on=today),
        "terms": queries.terms_of(own),
        "fees": fee_words.told(own.strand, own.effective_on, born_on=own.resident.born_on),
        "made_by": letters.made_by(own, on=today),
        "may_object": acting.is_guardian and queries.may_object(own, guardian=acting.person, on=today),
        "acting": acting,
        "objection": queries.objection_to(own) if acting.is_party else None,
        "hearing": queries.hearing_now(own, acting.person) if acting.is_guardian else None,
    }


def _already(acting: Acting) -> str:
    if acting.is_own:
        return _("You have already chosen this. Here is its receipt.")
    return _("This has been chosen already. Here is its receipt.")


def _oneself(request: HttpRequest) -> Resident:
    """Return whom the page is about: oneself, or the one acted for."""
    return acting_of(request).resident


def _own_choice(request: HttpRequest, pk: int) -> Choice:
    rows = Choice.objects.select_related("resident", "deputy", "strand__pilot__lead", "site", "replaced_by")
    return access.fetch(request.user, Choice, among=rows, pk=pk)


def _standings(resident: Resident, today: date, *, is_own: bool) -> list[queries.Standing]:
    return [
        queries.standing(resident=resident, strand=strand, on=today, is_own=is_own)
        for strand in queries.strands_of(resident.pilot)
    ]


def _today() -> date:
    return helsinki_today(timezone.now())
