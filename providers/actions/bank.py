"""A provider's bank account: one person proposes it, another confirms it."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from pilot import audit
from pilot.identifiers import parse_iban
from pilot.models import User
from pilot.periods import between, contains, since
from providers import errors
from providers.models import BankAccount, Provider


@transaction.atomic
def propose_bank_account(
    *, provider: Provider, iban: str, holder: str, first: date, by: User, at: datetime, channel: str
) -> BankAccount:
    """Propose where the provider is paid from the day on; the same proposal, while it waits, is not made twice.

    Refuses an invalid IBAN. Records `bank_account_proposed`.
    """
    asked = {"iban": parse_iban(iban), "holder": holder, "period": since(first), "proposed_by": by}
    # Two clicks at once wait for each other here.
    Provider.objects.select_for_update(of=["self"]).get(pk=provider.pk)
    same = BankAccount.objects.filter(provider=provider, confirmed_at__isnull=True, **asked).first()
    if same is not None:
        return same
    account = BankAccount.objects.create(provider=provider, proposed_at=at, **asked)
    _record("bank_account_proposed", account, by=by, at=at, channel=channel)
    return account


@transaction.atomic
def confirm_bank_account(*, account: BankAccount, by: User, at: datetime, channel: str) -> BankAccount:
    """Confirm a proposed account; the one before ends where this begins, and one that was to begin later never holds.

    Payments that are submitted already go where they were going. Refuses who proposed it, and an account confirmed
    before. Records `bank_account_confirmed`.
    """
    account = BankAccount.objects.select_for_update().select_related("provider__pilot").get(pk=account.pk)
    if account.confirmed_at is not None:
        raise errors.AlreadyConfirmed
    if account.proposed_by_id == by.pk:
        raise errors.OwnProposal
    for earlier in BankAccount.objects.select_for_update().filter(
        provider=account.provider, confirmed_at__isnull=False, period__overlap=account.period
    ):
        # Of an account that would begin no earlier, no day is left.
        until = account.period.lower
        is_before = earlier.period.lower < until and contains(earlier.period, until)
        earlier.period = between(earlier.period.lower, until) if is_before else DateRange(empty=True)
        earlier.save(update_fields=["period"])
    account.confirmed_at, account.confirmed_by = at, by
    account.save(update_fields=["confirmed_at", "confirmed_by"])
    _record("bank_account_confirmed", account, by=by, at=at, channel=channel)
    return account


def _record(kind: str, account: BankAccount, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("provider", account.provider_id),
        pilot_code=account.provider.pilot.code,
        facts={"account": account.pk, "iban_ends": account.iban[-4:], "from": account.period.lower.isoformat()},
    )
