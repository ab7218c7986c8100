"""The made-up members of providers, as the demonstration's identity provider lists them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pilot.identity_provider.people import Person, Source, colleague, number_of
from providers.models import ProviderMember

PREFIX = "provider"


def find(search: str, most: int) -> Iterable[Person]:
    """Return the members whose name, address or provider has the text."""
    matching = Q(user__name__icontains=search) | Q(user__email__icontains=search) | Q(provider__name__icontains=search)
    return [_person(row) for row in _members().filter(matching)[:most]]


def get(key: str) -> Person | None:
    """Return the member with the key."""
    row = _members().filter(pk=number_of(key)).first()
    return _person(row) if row else None


SOURCE = Source(_("Providers' people"), PREFIX, find, get)


def _members() -> QuerySet[ProviderMember]:
    rows = ProviderMember.objects.filter(user__is_demonstration=True, user__is_active=True)
    return rows.select_related("user", "provider").order_by("provider__name", "pk")


def _person(row: ProviderMember) -> Person:
    return colleague(f"{PREFIX}-{row.pk}", row.user, row.provider.name)
