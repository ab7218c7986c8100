"""The staff's pages about closing a pilot: its dates and a dry run, a second person's approval, letters, progress."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Job, Strand
from vouchers import actions, queries
from vouchers.actions.closing_letters import JOB
from vouchers.forms import ClosingPlanForm
from vouchers.models import ClosingPlan


@require_safe
@never_cache
@access.requires(Permission.CLOSE_PILOT)
def closing_list(request: HttpRequest) -> HttpResponse:
    """Show how each strand stands; with one strand, go straight to it."""
    strands = list(access.scope(request.user, Strand).select_related("pilot").order_by("pilot", "pk"))
    if len(strands) == 1:
        return redirect("vouchers:closing-page", pk=strands[0].pk)
    rows = [(strand, queries.closing_plan(strand)) for strand in strands]
    rows = [(strand, plan, _state(plan)) for strand, plan in rows]
    return render(request, "staff/closing_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.CLOSE_PILOT)
def closing_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the plan and what it does; without one, take the dates, first for a dry run and then to propose."""
    strand = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)
    plan = queries.closing_plan(strand)
    if plan is not None and request.method == "POST":
        # The form was sent from a page of before the plan, by the back button or a second click.
        messages.info(request, _("There is a plan for this strand by now. Nothing was changed."))
        return redirect("vouchers:closing-page", pk=pk)
    if plan is not None:
        return render(request, "staff/closing.html", _values(request, strand, plan))
    form = ClosingPlanForm(request.POST or None)
    effect = None
    if form.is_valid():
        try:
            if "propose" in request.POST:
                actions.propose_closing(strand=strand, dates=form.dates, **_who(request))
                messages.success(request, _("The plan is proposed. Nothing holds before somebody else approves it."))
                return redirect("vouchers:closing-page", pk=pk)
            closes_on = form.cleaned_data["closes_on"]
            effect = queries.closing_effect_of_all(strand=strand, closes_on=closes_on, on=_today())
        except Refused as refusal:
            form.add_error(None, refusal.message)
    values = {"strand": strand, "form": form, "effect": effect}
    return render(request, "staff/closing_draft.html", values, status=422 if form.errors else 200)


@require_POST
@never_cache
@access.requires(Permission.CLOSE_PILOT)
def closing_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a plan that somebody else proposed."""
    return _do(request, pk, actions.approve_closing, _("The plan is approved and holds from now on."))


@require_POST
@never_cache
@access.requires(Permission.CLOSE_PILOT)
def closing_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a plan that waits."""
    return _do(request, pk, actions.withdraw_closing, _("The plan is withdrawn. Nothing closes."))


@require_POST
@never_cache
@access.requires(Permission.CLOSE_PILOT)
def closing_undo_asked(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that an approved plan be undone."""
    done = _("Somebody else has to confirm it. Until then the plan holds.")
    return _do(request, pk, actions.ask_to_undo_closing, done)


@require_POST
@never_cache
@access.requires(Permission.CLOSE_PILOT)
def closing_undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a plan, as somebody else asked."""
    return _do(request, pk, actions.undo_closing, _("The plan is undone. Private sites go on as before it."))


@require_POST
@never_cache
@access.requires(Permission.CLOSE_PILOT)
def closing_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the plan hold although somebody asked to undo it."""
    return _do(request, pk, actions.keep_closing, _("The plan holds as before."))


@require_POST
@never_cache
@access.requires(Permission.CLOSE_PILOT)
def closing_letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Start writing to all who are with a private site; the job's page shows how far it is."""
    plan = _plan(request, pk)
    try:
        job = actions.start_closing_letters(plan=plan, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("vouchers:closing-page", pk=plan.strand_id)
    return redirect("job", pk=job.pk)


def _values(request: HttpRequest, strand: Strand, plan: ClosingPlan) -> dict[str, Any]:
    today = _today()
    jobs = access.scope(request.user, Job).filter(kind=JOB, params__plan=plan.pk)
    return {
        "strand": strand,
        "plan": plan,
        "state": _state(plan),
        "today": today,
        "effect": queries.closing_effect_of_all(strand=strand, closes_on=plan.closes_on, on=today),
        "letters": queries.letter_counts(plan, on=today),
        "still_private": queries.with_private_site(strand=strand, on=today),
        "job": jobs.order_by("-pk").first(),
        "is_own": plan.proposed_by_id == request.user.pk,
        "is_own_undo": plan.undo_asked_by_id == request.user.pk,
        "may_undo": plan.approved_at is not None and not queries.closing_has_left(plan, on=today),
        "may_write": plan.approved_at is not None and plan.letters_on <= today < plan.closes_on,
        "steps": _steps(plan),
    }


def _steps(plan: ClosingPlan) -> list[tuple[str, str, Any]]:
    """Return the script's steps with what each means and how far it is: done, current or coming."""
    today = _today()
    days = [plan.join_until_on, plan.letters_on, plan.choose_until, plan.closes_on, plan.settle_until]
    texts = [
        _("Nobody new comes to a private site after {time}.").format(time=f"{plan.join_until_time:%H.%M}"),
        _("Everybody who is with a private site is written to."),
        _("Last day to choose a public site oneself."),
        _("Private sites have no list any more. Whoever did not choose is at the home health station."),
        _("Last day for a run that corrects; the settlement is final."),
    ]
    first_coming = next((place for place, day in enumerate(days) if day >= today), len(days))
    states = ["done" if place < first_coming else "current" if place == first_coming else "" for place in range(5)]
    return list(zip(states, days, texts, strict=True))


def _state(plan: ClosingPlan | None) -> str:
    if plan is None:
        return "none"
    if plan.approved_at is None:
        return "proposed"
    if plan.undo_asked_at is not None:
        return "undoing"
    return "closed" if plan.closes_on <= _today() else "approved"


def _do(request: HttpRequest, pk: int, deed: Callable[..., Any], done: str) -> HttpResponse:
    plan = _plan(request, pk)
    with told(request, done):
        deed(plan=plan, **_who(request))
    return redirect("vouchers:closing-page", pk=plan.strand_id)


def _plan(request: HttpRequest, pk: int) -> ClosingPlan:
    return access.fetch(request.user, ClosingPlan, among=ClosingPlan.objects.select_related("strand__pilot"), pk=pk)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "channel": "online"}


def _today() -> date:
    return helsinki_today(timezone.now())
