"""The pages about where a provider is paid: one person proposes a bank account, another confirms it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pilot import access
from pilot.access import Permission
from pilot.answers import told
from pilot.calendar import helsinki_today
from providers import actions
from providers import queries as provider_queries
from providers.models import BankAccount, Provider
from vouchers.forms import BankAccountForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.EDIT_BANK_ACCOUNTS)
def account_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where the provider was, is and will be paid, and take a proposal."""
    provider = access.fetch(request.user, Provider, pk=pk)
    form = BankAccountForm(request.POST or None, initial={"holder": provider.name})
    if form.is_valid():
        actions.propose_bank_account(
            provider=provider, by=request.user, at=timezone.now(), channel="online", **form.cleaned_data
        )
        messages.success(request, _("The bank account is proposed. It holds when somebody else has confirmed it."))
        return redirect("vouchers:account-list", pk=provider.pk)
    today = helsinki_today(timezone.now())
    values = {
        "provider": provider,
        "rows": provider_queries.bank_accounts(provider, on=today),
        "form": form,
        "today": today,
    }
    return render(request, "staff/bank_accounts.html", values, status=422 if form.is_bound else 200)


@require_POST
@never_cache
@access.requires(Permission.EDIT_BANK_ACCOUNTS)
def account_confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a bank account that somebody else proposed."""
    account = access.fetch(request.user, BankAccount, pk=pk)
    with told(request, _("The bank account is confirmed.")):
        actions.confirm_bank_account(account=account, by=request.user, at=timezone.now(), channel="online")
    return redirect("vouchers:account-list", pk=account.provider_id)
