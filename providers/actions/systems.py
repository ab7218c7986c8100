"""Giving a provider's program a key to the interface: it sees what the provider's own people see, and no more."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pilot import systems
from pilot.models import ApiScope, User
from providers.models import Provider, ProviderMember

SCOPES = (ApiScope.LISTS, ApiScope.STATEMENTS)


@transaction.atomic
def give_to_provider(
    *, name: str, provider: Provider, scopes: Sequence[ApiScope], by: User | None, at: datetime, channel: str
) -> systems.Given:
    """Give a provider's program a key; the pilot's lead answers for it. Records `system_given`.

    Refused: NotTheirScope, NameIsTaken.
    """
    given = systems.make(name=name, organiser=provider.pilot.lead, scopes=scopes, among=SCOPES, by=by, at=at)
    ProviderMember.objects.create(user=given.system.user, provider=provider)
    systems.record("system_given", given.system, by=by, at=at, channel=channel)
    return given
