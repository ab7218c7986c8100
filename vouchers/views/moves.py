"""The staff's pages about lists that have to give residents up: lots, a dry run, a second person's approval."""

from collections.abc import Callable
from datetime import date
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
from pilot.calendar import ONE_DAY, helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from pilot.tables import Column, Table, list_page
from vouchers import actions, queries, rules
from vouchers.forms import MovesForm
from vouchers.models import MoveLot, MovePlan
from vouchers.views.asked import site_of

PLANS = Table(
    "moves",
    gettext_lazy("Draws"),
    [
        Column(
            "site",
            gettext_lazy("From the list of"),
            value=lambda row: row.site.name,
            href=lambda row: reverse("vouchers:moves-page", args=[row.pk]),
        ),
        Column("cause", gettext_lazy("Why"), value=lambda row: row.get_cause_display()),
        Column("effective_on", gettext_lazy("They move on"), "date", sort="effective_on"),
        Column("moving", gettext_lazy("Move away"), "number", sort="moving"),
        Column("drafted_at", gettext_lazy("Drawn"), "moment", sort="drafted_at"),
        Column("drafted_by", gettext_lazy("Drawn by")),
        Column("approved_by", gettext_lazy("Approved by")),
        Column("stage", gettext_lazy("State"), "status", status="moves"),
    ],
    order="-drafted_at",
    empty_title=gettext_lazy("No lots have been drawn yet"),
    empty_text=gettext_lazy("A draw is for a list that has to give residents up. Above stand those that have to."),
)


def _fate(row: MoveLot) -> str:
    return "moves" if row.moves else "kept" if row.kept else "stays"


def _family(row: MoveLot) -> str:
    return row.unit if row.unit != row.list_code else ""


def _where(row: MoveLot) -> str:
    if not row.moves:
        return row.get_kept_display() if row.kept else row.plan.site.name
    return row.to_site.name if row.to_site else _("home site")


LOTS = Table(
    "move-lots",
    gettext_lazy("The lots, in their order"),
    [
        Column(
            "list_code",
            gettext_lazy("Resident"),
            sort="list_code",
            href=lambda row: reverse("vouchers:resident-detail", args=[row.resident_id]),
        ),
        Column("turn", gettext_lazy("Turn"), "number", sort="turn"),
        Column("unit", gettext_lazy("Drawn by the code of"), only="file"),
        Column("lot", gettext_lazy("Lot"), only="file"),
        Column("fate", gettext_lazy("Outcome"), "status", status="lot", value=_fate, sort="moves"),
        Column("where", gettext_lazy("Where to, or why not"), value=_where),
        Column("family", gettext_lazy("Drawn by the code of"), value=_family, sort="unit", only="page"),
    ],
    order="turn",
)


@require_safe
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_list(request: HttpRequest) -> HttpResponseBase:
    """Show a strand's lists that have to give residents up, and the draws that were made for them."""
    strands = list(access.scope(request.user, Strand).select_related("pilot").order_by("pilot", "pk"))
    if not strands:
        return render(request, "staff/no_strand.html")
    strand = next((row for row in strands if str(row.pk) == request.GET.get("strand")), strands[0])
    rule_set = queries.rules_on(strand, _today())
    plans = access.scope(request.user, MovePlan).filter(strand=strand)
    values = {
        "strand": strand,
        "strands": strands,
        "lists": queries.lists_to_cut(strand, rule_set=rule_set, on=_today()) if rule_set else [],
    }
    rows = queries.move_plans(plans)
    return list_page(request, table=PLANS, rows=rows, template="staff/moves_list.html", context=values)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the day and draw the lots; the draw's page is the dry run."""
    strand = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)
    form = MovesForm(request.POST or None, initial=request.GET.dict())
    slug = request.POST.get("site") or request.GET.get("site") or ""
    site = site_of(strand, slug)
    if form.is_valid():
        try:
            day = form.cleaned_data["effective_on"]
            plan = actions.draft_moves(site=site, strand=strand, effective_on=day, **_who(request))
        except Refused as refusal:
            form.add_error("effective_on", refusal.message)
        else:
            messages.success(request, _("The lots are drawn. Nobody is moved before somebody else approves."))
            return redirect("vouchers:moves-page", pk=plan.pk)
    values = {"strand": strand, "site": site, "form": form, "rules": queries.rules_on(strand, _today())}
    return render(request, "staff/moves_draft.html", values, status=422 if form.errors else 200)


@require_safe
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a draw: while it waits, as a dry run of what approving does; afterwards, what was done."""
    plan = _plan(request, pk)
    # Of a day on which those who move are still on the list, so that they find the look in their own log.
    on = min(_today(), plan.effective_on - ONE_DAY)
    group = {"list": "move_lots", "site": plan.site_id, "on": on.isoformat()}
    access.log_access(request, what="move_lots", group=group)
    rule_set = queries.rules_on(plan.strand, _today())
    values = {
        "plan": plan,
        "is_own": plan.drafted_by_id == request.user.pk,
        "is_own_undo": plan.undo_asked_by_id == request.user.pk,
        "may_undo": plan.stage in ("done", "undoing") and queries.moves_may_be_undone(plan, on=_today()),
        "is_as_drawn": plan.stage != "draft"
        or (rule_set is not None and queries.is_as_drawn(plan, rule_set=rule_set, on=_today())),
        "is_too_late": rule_set is not None and plan.effective_on < rules.effective_on(rule_set, _today()),
        "where_to": queries.where_to(plan),
        "kept": queries.kept_counts(plan),
        "free": queries.free_places(plan),
        "staying": plan.on_list + plan.coming - plan.moving,
    }
    return list_page(request, table=LOTS, rows=queries.lots_of(plan), template="staff/moves.html", context=values)


@require_POST
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draw that somebody else made, which moves everybody drawn."""
    return _do(request, pk, actions.approve_moves, _("The draw is carried out. Everybody who moves is told."))


@require_POST
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a draw that waits."""
    return _do(request, pk, actions.withdraw_moves, _("The draw is withdrawn. Nobody is moved."))


@require_POST
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_redraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw again by the same seed, because the list has changed."""
    return _do(request, pk, actions.draw_again, _("The lots are drawn again by the same seed. Look at them anew."))


@require_POST
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_undo_asked(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that a draw which was carried out be undone."""
    done = _("Somebody else has to confirm it. Until then the draw holds.")
    return _do(request, pk, actions.ask_to_undo_moves, done)


@require_POST
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a draw, as somebody else asked."""
    done = _("The draw is undone. Everybody stays where they were; whoever was told is told of it.")
    return _do(request, pk, actions.undo_moves, done)


@require_POST
@never_cache
@access.requires(Permission.MOVE_RESIDENTS)
def moves_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the draw hold although somebody asked to undo it."""
    return _do(request, pk, actions.keep_moves, _("The draw holds as before."))


def _do(request: HttpRequest, pk: int, deed: Callable[..., MovePlan], done: str) -> HttpResponse:
    plan = _plan(request, pk)
    with told(request, done):
        plan = deed(plan=plan, **_who(request))
    return redirect("vouchers:moves-page", pk=plan.pk)


def _plan(request: HttpRequest, pk: int) -> MovePlan:
    rows = MovePlan.objects.select_related(
        "site__provider", "strand__pilot", "drafted_by", "approved_by", "withdrawn_by", "undo_asked_by", "undone_by"
    )
    return access.fetch(request.user, MovePlan, among=rows, pk=pk)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "channel": "online"}


def _today() -> date:
    return helsinki_today(timezone.now())
