"""The staff's pages about sites: approvals, caps, lists, and closing one after a look at whom it moves."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from pilot.permissions import roles_allowed
from pilot.tables import Column, Table, list_page
from providers import actions as provider_actions
from providers import queries as provider_queries
from providers import words
from providers.models import ApprovalProposal, Provider, Site
from vouchers import actions, queries
from vouchers.forms import ApprovalForm, CapForm, ClosingForm
from vouchers.models import SiteClosing


def _table(strand: Strand, on) -> Table:
    def href(row: Site) -> str:
        return f"{reverse('vouchers:site-desk', args=[row.slug])}?strand={strand.pk}"

    return Table(
        "sites",
        gettext_lazy("Sites"),
        [
            Column("name", gettext_lazy("Site"), sort="name_fi", value=lambda row: row.name, href=href),
            Column("provider", gettext_lazy("Provider"), sort="provider__name", value=lambda row: row.provider.name),
            Column("sector", gettext_lazy("Run by"), value=lambda row: words.sector_name(row.provider.sector)),
            Column("residents", gettext_lazy("On the list"), "number", sort="residents"),
            Column("places", gettext_lazy("Cap"), "number", sort="places"),
            Column("waiting", gettext_lazy("In the queue"), "number", sort="waiting"),
            Column("approved", gettext_lazy("Approved"), "period"),
            Column(
                "state",
                gettext_lazy("State"),
                "status",
                status="approval",
                value=lambda row: queries.approval_state(row.approved, on),
            ),
        ],
        order="name",
        empty_title=gettext_lazy("No sites yet"),
        empty_text=gettext_lazy("A site stands here when it has been approved for the strand."),
    )


@require_safe
@never_cache
@access.requires(Permission.READ_PROVIDERS)
def site_list(request: HttpRequest) -> HttpResponse:
    """List a strand's sites with their approvals, caps and lists."""
    strands = _strands(request)
    if not strands:
        return render(request, "staff/no_strand.html")
    strand = strands[0]
    on = queries.day_shown(strand, _today())
    rows = queries.sites_listed(access.scope(request.user, Site), strand, on=on)
    values = {"strand": strand, "strands": sorted(strands, key=lambda row: row.pk), "on": on}
    return list_page(request, table=_table(strand, on), rows=rows, template="staff/site_list.html", context=values)


@require_safe
@never_cache
@access.requires(Permission.READ_PROVIDERS)
def site_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a site's approvals, caps and list, with what may be done."""
    site, strand = _fetch(request, slug)
    return render(request, "staff/site.html", _values(request, site, strand))


@require_POST
@never_cache
@access.requires(Permission.EDIT_SITES)
def approval(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose to somebody else that the site is approved for the strand."""
    site, strand = _fetch(request, slug)
    form = ApprovalForm(request.POST, prefix="approval")

    def deed() -> None:
        provider_actions.propose_approval(
            site=site,
            strand=strand,
            first=form.cleaned_data["first"],
            decision_number=form.cleaned_data["decision_number"],
            **_who(request),
        )

    done = _("The approval waits. Nobody can choose the site by it before somebody else approves it.")
    return _answer(request, site, strand, form, deed, done, approval_form=form)


@require_POST
@never_cache
@access.requires(Permission.EDIT_SITES)
def approval_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a site that somebody else proposed."""
    found = _proposal(request, pk)
    return _decide(
        request,
        found,
        lambda: provider_actions.approve_site(proposal=found, **_who(request)),
        _("The site is approved."),
    )


@require_POST
@never_cache
@access.requires(Permission.EDIT_SITES)
def approval_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an approval that waits."""
    found = _proposal(request, pk)
    return _decide(
        request,
        found,
        lambda: provider_actions.withdraw_approval_proposal(proposal=found, **_who(request)),
        _("The approval is withdrawn. The site is as it was."),
    )


@require_POST
@never_cache
@access.requires(Permission.EDIT_SITES)
def cap(request: HttpRequest, slug: str) -> HttpResponse:
    """Limit the site's list, or lift its cap."""
    site, strand = _fetch(request, slug)
    form = CapForm(request.POST, prefix="cap")

    def deed() -> None:
        actions.set_list_cap(
            site=site,
            strand=strand,
            places=form.cleaned_data["places"],
            first=form.cleaned_data["first"],
            **_who(request),
        )

    is_lifted = form.is_valid() and form.cleaned_data["is_lifted"]
    done = _("The list has no cap any more.") if is_lifted else _("The list's cap is set.")
    return _answer(request, site, strand, form, deed, done, cap_form=form)


@require_POST
@never_cache
@access.requires(Permission.EDIT_SITES)
def closing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom a closing would move; confirmed, propose it to somebody else."""
    site, strand = _fetch(request, slug)
    form = ClosingForm(request.POST, prefix="closing")
    if form.is_valid() and not form.cleaned_data["is_confirmed"]:
        effect = queries.closing_effect(site=site, strand=strand, closes_on=form.cleaned_data["closes_on"])
        values = {"site": site, "strand": strand, "form": form, "effect": effect}
        return render(request, "staff/site_closing.html", values)

    def deed() -> None:
        closes_on = form.cleaned_data["closes_on"]
        actions.propose_site_closing(site=site, strand=strand, closes_on=closes_on, **_who(request))

    done = _("The closing waits. Nobody is moved before somebody else approves it.")
    return _answer(request, site, strand, form, deed, done, closing_form=form)


@require_POST
@never_cache
@access.requires(Permission.EDIT_SITES)
def closing_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a closing that somebody else proposed: the site closes."""
    found = _closing(request, pk)
    done = _("The site closes on that day.")
    return _decide(request, found, lambda: actions.approve_site_closing(closing=found, **_who(request)), done)


@require_POST
@never_cache
@access.requires(Permission.EDIT_SITES)
def closing_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a closing that waits."""
    found = _closing(request, pk)
    done = _("The closing is withdrawn. Nobody was moved.")
    return _decide(request, found, lambda: actions.withdraw_site_closing(closing=found, **_who(request)), done)


def _closing(request: HttpRequest, pk: int) -> SiteClosing:
    return access.fetch(request.user, SiteClosing, among=SiteClosing.objects.select_related("site"), pk=pk)


def _proposal(request: HttpRequest, pk: int) -> ApprovalProposal:
    return access.fetch(request.user, ApprovalProposal, among=ApprovalProposal.objects.select_related("site"), pk=pk)


def _decide(
    request: HttpRequest, found: SiteClosing | ApprovalProposal, decide: Callable[[], object], done: str
) -> HttpResponse:
    with told(request, done):
        decide()
    return redirect(f"{reverse('vouchers:site-desk', args=[found.site.slug])}?strand={found.strand_id}")


def _answer(request: HttpRequest, site: Site, strand: Strand, form, deed, done: str, **forms: Any) -> HttpResponse:
    """Do the deed of a valid form; what the form or the deed refuses stands beside it, as it was typed."""
    if form.is_valid():
        try:
            deed()
        except Refused as refusal:
            form.add_error(form.day, refusal.message)
        else:
            messages.success(request, done)
            return redirect(f"{reverse('vouchers:site-desk', args=[site.slug])}?strand={strand.pk}")
    return render(request, "staff/site.html", _values(request, site, strand, **forms), status=422)


def _values(request: HttpRequest, site: Site, strand: Strand, **forms: Any) -> dict[str, Any]:
    on = queries.day_shown(strand, _today())
    effective_on = queries.effect_of(queries.rules_on(strand, on), on)
    shown = queries.sites_listed(Site.objects.filter(pk=site.pk), strand, on=on).first()
    is_paid = site.provider.sector != Provider.Sector.PUBLIC
    waits = queries.site_closings_waiting(SiteClosing.objects.filter(site=site, strand=strand)).first()
    proposal = provider_queries.approval_waiting(site, strand)
    may_edit = bool(access.acting_roles_of(request.user) & roles_allowed(Permission.EDIT_SITES))
    return {
        "site": site,
        "strand": strand,
        "on": on,
        "shown": shown,
        "state": queries.approval_state(shown.approved, on) if shown else "",
        "room": queries.rooms(strand=strand, sites=[site.pk], on=effective_on, today=on)[site.pk],
        "waiting": queries.queue_length(site=site, strand=strand, on=on),
        "approvals": provider_queries.approvals_of(site, strand),
        "caps": provider_queries.caps_of(site, strand),
        "may_edit": may_edit,
        "waits": waits,
        "proposal": proposal,
        "is_own_proposal": proposal is not None and proposal.proposed_by_id == request.user.pk,
        "is_paid": is_paid,
        "sector": words.sector_name(site.provider.sector),
        "has_account": is_paid and provider_queries.has_account(site.provider, _today()),
        "is_own": waits is not None and waits.proposed_by_id == request.user.pk,
        "effect": queries.closing_effect(site=site, strand=strand, closes_on=waits.closes_on) if waits else None,
        "may_pay": is_paid and bool(access.roles_of(request.user) & roles_allowed(Permission.EDIT_BANK_ACCOUNTS)),
        "approval_form": ApprovalForm(prefix="approval"),
        "cap_form": CapForm(prefix="cap"),
        "closing_form": ClosingForm(prefix="closing"),
        **forms,
    }


def _fetch(request: HttpRequest, slug: str) -> tuple[Site, Strand]:
    rows = Site.objects.select_related("provider", "home_area")
    site = access.fetch(request.user, Site, among=rows, slug=slug)
    asked = request.POST.get("strand") or request.GET.get("strand")
    strands = Strand.objects.filter(pilot=site.provider.pilot_id).select_related("pilot")
    found = {"pk": asked} if asked else {"pk": min(strands.values_list("pk", flat=True), default=0)}
    return site, access.fetch(request.user, Strand, among=strands, **found)


def _strands(request: HttpRequest) -> list[Strand]:
    strands = list(access.scope(request.user, Strand).select_related("pilot").order_by("pilot", "pk"))
    asked = request.GET.get("strand", "")
    return sorted(strands, key=lambda strand: str(strand.pk) != asked)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "channel": "online"}


def _today():
    return helsinki_today(timezone.now())
