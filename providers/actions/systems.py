"""Giving a provider's program a key to the interface: it sees what the provider's own people see, and no more."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pilot import systems
from pilot.models import ApiScope, System, User
from providers.models import Provider, ProviderMember

SCOPES = (ApiScope.LISTS, ApiScope.STATEMENTS)


@transaction.atomic
def give_to_provider(
    *, name: str, provider: Provider, scopes: Sequence[ApiScope], by: User | None, at: datetime, channel: str
) -> systems.Given:
    """Give a provider's program a key; the pilot's lead answers for it. Records `system_given`.

    Refused: NotTheirScope, NameIsTaken.
    """
    given = systems.make(
        name=name,
        organiser=provider.pilot.lead,
        holder=f"provider/{provider.pk}",
        scopes=scopes,
        among=SCOPES,
        by=by,
        at=at,
    )
    ProviderMember.objects.create(user=given.system.user, provider=provider)
    systems.record("system_given", given.system, by=by, at=at, channel=channel)
    return given


@transaction.atomic
def renew_providers_secret(*, system: System, by: User, at: datetime, channel: str) -> systems.Given:
    """Make a new secret for a provider's system, by one of the provider's people. Records `system_secret_renewed`.

    Refused: NotTheirSystem, SystemHasEnded.
    """
    own = by.provider_memberships.values("provider")
    if not system.user.provider_memberships.filter(provider__in=own).exists():
        raise systems.NotTheirSystem
    return systems.renew(system=system, by=by, at=at, channel=channel)
