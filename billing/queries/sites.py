"""Sites and providers as billing meets them: whose they are, and which still lack an account to be paid to."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from pilot.models import User
from providers.models import BankAccount, Provider, Site


def sites_of(user: User) -> QuerySet[Site]:
    """Return the sites of the providers that the person is a member of."""
    return Site.objects.filter(provider__in=providers_of(user))


def providers_of(user: User) -> QuerySet[Provider]:
    """Return the providers that the person is a member of."""
    return Provider.objects.filter(members__user=user)


def sites_by_id(ids: Collection[int]) -> dict[int, Site]:
    """Return the sites of the ids, with their providers."""
    return Site.objects.select_related("provider").in_bulk(ids)


def providers_without_account(sites: Collection[int], on: date) -> QuerySet[Provider]:
    """Return the providers of the sites that have no confirmed bank account on the day."""
    confirmed = BankAccount.objects.filter(confirmed_at__isnull=False, period__contains=on)
    return Provider.objects.filter(sites__in=sites).exclude(pk__in=confirmed.values("provider")).distinct()
