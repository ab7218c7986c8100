"""Systems with keys, as tests of the interface ask with them."""

from typing import Any

from django.utils import timezone

from pilot import systems
from pilot.models import ApiScope, Organiser, User
from providers import actions as provider_actions
from providers.models import Provider
from tests.people import a_member

JSON = "application/json"


def a_system(organiser: Organiser, *scopes: ApiScope, by: User | None = None, name: str = "Asiointi") -> systems.Given:
    by = by or a_member("staff", organiser)
    return systems.give_to_organiser(
        name=name, organiser=organiser, scopes=scopes, by=by, at=timezone.now(), channel="web"
    )


def a_providers_system(provider: Provider, *scopes: ApiScope, name: str = "Hoitotieto") -> systems.Given:
    return provider_actions.give_to_provider(
        name=name, provider=provider, scopes=scopes, by=None, at=timezone.now(), channel="web"
    )


def key_request(given: systems.Given, **more: str) -> dict[str, str]:
    return {
        "grant_type": "client_credentials",
        "client_id": given.system.client_id,
        "client_secret": given.secret,
    } | more


def a_key(client, given: systems.Given, **more: str) -> dict[str, Any]:
    """Fetch a key as a system does, and return the header that asks with it."""
    answer = client.post("/api/v1/keys/", key_request(given, **more))
    assert answer.status_code == 200, answer.content
    return {"HTTP_AUTHORIZATION": f"Bearer {answer.json()['access_token']}"}
