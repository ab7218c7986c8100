"""The staff's pages about vouchers: how many have one, who waits, and giving them to everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.identifiers import format_code
from pilot.models import Strand
from pilot.tables import Column, Table, list_page
from vouchers import actions, errors, queries
from vouchers.forms import IssueForm
from vouchers.models import Voucher

TABLE = Table(
    "vouchers",
    _("Vouchers"),
    [
        Column("number", _("Number"), sort="number", value=lambda row: format_code(row.number)),
        Column(
            "list_code",
            _("Resident"),
            sort="resident__list_code",
            value=lambda row: row.resident.list_code,
            href=lambda row: reverse("vouchers:resident-detail", args=[row.resident_id]),
        ),
        Column("strand", _("Strand"), value=lambda row: row.strand.name),
        Column("period", _("Valid"), "period", sort="period"),
        Column("issued_at", _("Issued"), "moment", sort="issued_at"),
    ],
    order="-issued_at",
    empty_title=_("No vouchers yet"),
    empty_text=_("Give vouchers to everybody who may choose: the form stands above."),
)


@require_safe
@never_cache
@access.requires(Permission.READ_VOUCHERS)
def voucher_list(request: HttpRequest) -> HttpResponse:
    """List the vouchers, with what waits in each strand."""
    return _page(request)


@require_POST
@never_cache
@access.requires(Permission.ISSUE_VOUCHERS)
def voucher_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Start giving vouchers in a strand; the job's page shows how far it is."""
    strand = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot"), pk=pk)
    form = IssueForm(request.POST, prefix=f"strand-{strand.pk}")
    if form.is_valid():
        try:
            job = actions.start_issuing(strand=strand, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
        except errors.PilotDoesNotRun as refusal:
            form.add_error("on", refusal.message)
        else:
            return redirect("job", pk=job.pk)
    return _page(request, bound=(strand, form))


def _page(request: HttpRequest, bound: tuple[Strand, IssueForm] | None = None) -> HttpResponse:
    rows = access.scope(request.user, Voucher).select_related("resident", "strand")
    values: dict[str, Any] = {"strands": _strands(request, bound), "bound": bound[1] if bound else None}
    if bound is None:
        return list_page(request, table=TABLE, rows=rows, template="staff/voucher_list.html", context=values)
    return render(request, "staff/voucher_issue.html", values, status=422)


def _strands(request: HttpRequest, bound: tuple[Strand, IssueForm] | None) -> list[dict[str, Any]]:
    """Return each strand with its counts and the form that starts issuing; the one that was refused as it was typed."""
    today = helsinki_today(timezone.now())
    found = []
    for strand in access.scope(request.user, Strand).select_related("pilot").order_by("pilot", "pk"):
        if bound is not None and bound[0] != strand:
            continue
        on = queries.day_shown(strand, today)
        form = bound[1] if bound else IssueForm(prefix=f"strand-{strand.pk}", initial={"on": on})
        found.append({"strand": strand, "on": on, "counts": queries.voucher_counts(strand, on=on), "form": form})
    return found
