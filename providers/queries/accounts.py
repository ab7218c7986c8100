"""What pages read about where providers are paid."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from pilot.identifiers import format_iban
from pilot.periods import contains
from providers.models import BankAccount, Provider


@dataclass(frozen=True)
class AccountRow:
    """A bank account with how it stands on a day."""

    account: BankAccount
    state: str

    @property
    def number(self) -> str:
        """Return the account number as it is read aloud, in groups."""
        return format_iban(self.account.iban)


def bank_accounts(provider: Provider, *, on: date) -> list[AccountRow]:
    """Return every account of the provider, newest first."""
    waiting = set(accounts_awaiting(BankAccount.objects.filter(provider=provider)).values_list("pk", flat=True))
    rows = BankAccount.objects.filter(provider=provider).select_related("proposed_by", "confirmed_by")
    return [AccountRow(row, _state(row, on, waiting)) for row in rows.order_by("-proposed_at", "-pk")]


def accounts_awaiting(accounts: QuerySet[BankAccount]) -> QuerySet[BankAccount]:
    """Return the accounts that wait for a second person: of each provider the newest one, while nobody confirmed it."""
    newer = BankAccount.objects.filter(provider=OuterRef("provider"), pk__gt=OuterRef("pk"))
    return accounts.filter(~Exists(newer), confirmed_at__isnull=True).select_related("provider", "proposed_by")


def has_account(provider: Provider, on: date) -> bool:
    """Tell whether the provider has a confirmed account on the day."""
    return BankAccount.objects.filter(provider=provider, confirmed_at__isnull=False, period__contains=on).exists()


def _state(row: BankAccount, on: date, waiting: set[int]) -> str:
    if row.confirmed_at is None:
        return "proposed" if row.pk in waiting else "replaced"
    if row.period.isempty:
        return "replaced"
    if contains(row.period, on):
        return "holds"
    return "coming" if row.period.lower > on else "ended"
