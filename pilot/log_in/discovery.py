"""What identity providers publish of themselves: their addresses and their keys, kept for a while.

A key that is not among those kept is looked up anew at once, so that a provider may change its keys whenever it likes.
"""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django.core.cache import cache
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from pilot.log_in.refusals import NotLetIn

KEPT_SECONDS = 600


def configuration(url: str) -> dict[str, Any]:
    """Return the provider's own description (OpenID Connect Discovery)."""
    return _kept(url)


def keys(url: str, *, with_key: str) -> KeySet:
    """Return the provider's keys for signatures; asks again when the one that is needed is not among them."""
    found = _kept(url)
    if with_key not in [key.get("kid") for key in found.get("keys", [])]:
        found = _kept(url, anew=True)
    try:
        # Signatures are made with a private key only: a symmetric key, which has no public half, is no key of theirs.
        usable = [key for key in found["keys"] if key.get("use", "sig") == "sig" and key.get("kty") in ("RSA", "EC")]
        return KeySet.import_key_set({"keys": usable})
    except (JoseError, KeyError, ValueError):
        raise NotLetIn("unavailable", "no keys") from None


def _kept(url: str, *, anew: bool = False) -> dict[str, Any]:
    name = f"identity-provider/{url}"
    if not anew and (found := cache.get(name)):
        return dict(found)
    with get_adapter().get_requests_session() as session:
        response = session.get(url)
        response.raise_for_status()
    found = response.json()
    if not isinstance(found, dict):
        raise NotLetIn("unavailable", "no description")
    cache.set(name, found, KEPT_SECONDS)
    return found
