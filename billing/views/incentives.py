"""The incentive's figures of a month: what was measured, what is typed and confirmed, and what is missing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing import actions
from billing.forms import ChosenForm, IncentiveInputForm
from billing.models import IncentiveInput, IncentiveTarget
from billing.pages.incentives import incentive_parts, strands_with_incentive
from billing.pages.life import may
from billing.queries import incentives as queries
from billing.queries.deductions import paid_sites
from pilot import access, gone
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import Month, NotAMonth
from pilot.errors import Refused
from pilot.models import AuditEvent, Strand


def _month_of(event: AuditEvent) -> str:
    """Lead to the month whose figure it was; older events do not name it."""
    month = event.facts.get("month")
    return reverse("billing:incentive-page", args=[event.subject_id, month]) if month else "billing:incentive-list"


@require_safe
@access.requires(Permission.READ_STATEMENT_PARTS)
def incentive_list(request: HttpRequest) -> HttpResponse:
    """Name the strands' targets, and lead to the figures of the next month."""
    strands = access.scope(request.user, Strand).paid_by_capitation().select_related("pilot")
    return render(request, "finance/incentive_list.html", {"strands": strands_with_incentive(strands.order_by("pk"))})


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.READ_STATEMENT_PARTS)
def incentive_page(request: HttpRequest, strand: int, month: str) -> HttpResponse:
    """Show every site's figure for every target as a freeze would find it now, and take one that is typed."""
    found, asked = _strand(request, strand), _month(month)
    given: dict[str, Any] = {
        "targets": IncentiveTarget.objects.filter(pk__in=[row.pk for row in queries.targets_of(found, asked)]),
        "sites": paid_sites(found),
    }
    if request.method != "POST":
        return render(
            request,
            "finance/incentive_page.html",
            incentive_parts(found, asked, request.user, IncentiveInputForm(**given)),
        )
    form = IncentiveInputForm(request.POST, **given)
    if form.is_valid() and may(request.user, Permission.ENTER_STATEMENT_PARTS):
        try:
            actions.enter_incentive_input(
                month=asked, by=request.user, at=timezone.now(), channel="online", **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The figure is kept. It counts when somebody else has confirmed it."))
            return redirect("billing:incentive-page", strand=strand, month=month)
    parts = incentive_parts(found, asked, request.user, form)
    return render(request, "finance/incentive_page.html", parts, status=422)


@require_POST
@access.requires(Permission.CONFIRM_STATEMENT_PARTS)
def incentive_confirmation(request: HttpRequest, strand: int, month: str) -> HttpResponse:
    """Confirm the typed figures that were looked at."""
    found, chosen, asked = _strand(request, strand), ChosenForm(request.POST), _month(month)
    try:
        rows = actions.confirm_incentive_inputs(
            strand=found, inputs=chosen.ids, by=request.user, at=timezone.now(), channel="online"
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        text = ngettext("{count} figure is confirmed.", "{count} figures are confirmed.", len(rows))
        messages.success(request, text.format(count=len(rows)))
    return redirect("billing:incentive-page", strand=strand, month=str(asked))


@require_POST
@access.requires(Permission.ENTER_STATEMENT_PARTS)
@gone.answers_calmly(
    "incentive_input_withdrawn",
    subject="strand",
    among="inputs",
    key="input",
    to=_month_of,
    text=gettext_lazy("The figure was removed already. Nothing was changed."),
)
def incentive_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a typed figure while its month is not frozen."""
    rows = IncentiveInput.objects.select_related("target__rule_set")
    figure = access.fetch(request.user, IncentiveInput, among=rows, pk=pk)
    with told(request, _("The figure is removed.")):
        actions.withdraw_incentive_input(figure=figure, by=request.user, at=timezone.now(), channel="online")
    strand = figure.target.rule_set.strand_id
    return redirect("billing:incentive-page", strand=strand, month=str(Month.of(figure.month)))


@require_POST
@access.requires(Permission.ENTER_STATEMENT_PARTS)
def incentive_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that a confirmed figure is removed."""
    return _remove(
        request, pk, actions.ask_to_remove_input, _("Asked. The figure counts until somebody else removes it.")
    )


@require_POST
@access.requires(Permission.CONFIRM_STATEMENT_PARTS)
def incentive_removal_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a confirmed figure that somebody else asked to remove."""
    return _remove(request, pk, actions.remove_input, _("The figure is removed. It stays on file, and counts no more."))


@require_POST
@access.requires(Permission.ENTER_STATEMENT_PARTS)
def incentive_removal_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a confirmed figure count on."""
    return _remove(request, pk, actions.keep_input, _("The figure is kept and counts."))


def _remove(request: HttpRequest, pk: int, deed: Callable[..., object], done: str) -> HttpResponse:
    rows = IncentiveInput.objects.select_related("target__rule_set")
    figure = access.fetch(request.user, IncentiveInput, among=rows, pk=pk)
    with told(request, done):
        deed(figure=figure, by=request.user, at=timezone.now(), channel="online")
    strand = figure.target.rule_set.strand_id
    return redirect("billing:incentive-page", strand=strand, month=str(Month.of(figure.month)))


def _strand(request: HttpRequest, pk: int) -> Strand:
    return access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except NotAMonth as refusal:
        raise Http404 from refusal
