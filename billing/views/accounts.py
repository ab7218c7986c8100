"""Accounts and cost places: the sets that hold and held, and the next one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing import actions
from billing.forms.accounting import AccountsForm, opened
from billing.models import AccountingRules
from billing.queries import accounting as queries
from billing.tables.books import ACCOUNTS
from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.errors import Refused
from pilot.models import Strand
from pilot.tables import list_page


@require_safe
@access.requires(Permission.READ_ACCOUNTING)
def accounts_list(request: HttpRequest) -> HttpResponseBase:
    """List the sets of accounts of one's organiser, and offer to set the next."""
    rows = queries.accounting_rules(access.scope(request.user, AccountingRules))
    context = {"strands": queries.own_strands(request.user, access.scope(request.user, Strand))}
    return list_page(request, table=ACCOUNTS, rows=rows, template="finance/accounts_list.html", context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@access.requires(Permission.EDIT_ACCOUNTING)
def accounts_draft(request: HttpRequest, strand: int) -> HttpResponse:
    """Set accounts from a day on; the page opens with those that hold now."""
    found = _own_strand(request, strand)
    payer = found.pilot.lead
    areas, sites = queries.areas_and_sites(found)
    if request.method == "POST":
        form = AccountsForm(request.POST, areas=areas, sites=sites)
        if form.is_valid() and _set(request, form, found):
            return redirect("billing:accounts-list")
    else:
        rules = queries.accounts_in_force(payer, found, helsinki_today(timezone.now()))
        form = AccountsForm(initial=opened(rules), areas=areas, sites=sites)
    values = {"form": form, "strand": found, "organiser": payer}
    return render(request, "finance/accounts_draft.html", values, status=422 if form.errors else 200)


def _set(request: HttpRequest, form: AccountsForm, strand: Strand) -> bool:
    given = form.cleaned_data
    try:
        actions.set_accounting_rules(
            organiser=strand.pilot.lead,
            strand=strand if given["holds_for"] == "strand" else None,
            first=given["first"],
            draft=form.draft(),
            by=request.user,
            at=timezone.now(),
            channel="online",
        )
    except Refused as refusal:
        form.add_error("first", refusal.message)
        return False
    messages.success(request, _("The accounts are set. What is booked keeps the accounts it was booked with."))
    return True


def _own_strand(request: HttpRequest, pk: int) -> Strand:
    """Only the payer's own people set its accounts, not those of an organiser that takes part in the pilot."""
    found = access.fetch(request.user, Strand, among=Strand.objects.select_related("pilot__lead"), pk=pk)
    if not queries.own_strands(request.user, Strand.objects.filter(pk=found.pk)).exists():
        raise Http404
    return found
