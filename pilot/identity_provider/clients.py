"""Who may ask the demonstration's identity provider: this site, as each of the two clients that its settings know.

Residents' client proves itself by a signature (private_key_jwt) and gets its identity tokens encrypted, as at Suomi.fi;
the organisation's has a secret. The site's keys are fetched from where it publishes them, and again when one is new.
"""

import base64
import binascii
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import requests
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet
from joserfc.util import to_bytes

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
KEYS_KEPT_SECONDS = 60
SECONDS = 10

_lock = threading.Lock()
_fetched: dict[str, tuple[float, KeySet]] = {}
_used_assertions: set[str] = set()


@dataclass(frozen=True, slots=True)
class Client:
    """A relying party: this site, as one of the two providers that the demonstration plays."""

    provider: str
    client_id: str
    secret: str

    @property
    def redirect_uris(self) -> list[str]:
        path = reverse("openid_connect_callback", args=[self.provider])
        return [address + path for address in site_addresses()]

    @property
    def log_out_uris(self) -> list[str]:
        return [address + reverse("openid_connect_logged_out") for address in site_addresses()]

    @property
    def has_keys(self) -> bool:
        return not self.secret


def site_addresses() -> list[str]:
    """Return the site's address, under both names that this computer has for itself."""
    return sorted({settings.BASE_URL, settings.BASE_URL.replace("//127.0.0.1", "//localhost")})


def client_of(client_id: str) -> Client | None:
    """Return the client with this id."""
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS  # type: ignore[misc]
    clients = [Client(a["provider_id"], a["client_id"], a["secret"]) for a in apps["openid_connect"]["APPS"]]
    return next((client for client in clients if client.client_id == client_id), None)


def authenticated(request: HttpRequest, *, audience: str) -> Client | None:
    """Return the client that has proved who it is."""
    client_id, secret = request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Basic":
        try:
            client_id, secret = map(unquote, base64.b64decode(value).decode().split(":", 1))
        except (binascii.Error, ValueError):
            return None
    client = client_of(client_id)
    if client is None:
        return None
    if client.has_keys:
        return client if _has_signed(client, request, audience) else None
    return client if secrets.compare_digest(client.secret, secret) else None


def encryption_key() -> Key:
    """Return the key to encrypt to: the first that the site publishes for it."""
    return next(key for key in _site_keys() if key.get("use") == "enc")


def _has_signed(client: Client, request: HttpRequest, audience: str) -> bool:
    """Tell whether the assertion is signed with a key of the site, for us, now, and comes for the first time."""
    assertion = request.POST.get("client_assertion", "")
    if request.POST.get("client_assertion_type") != ASSERTION_TYPE:
        return False
    expected = {"iss": client.client_id, "sub": client.client_id, "aud": audience}
    try:
        named = jws.extract_compact(to_bytes(assertion)).headers().get("kid", "")
        claims = jwt.decode(assertion, _site_keys(with_key=named), algorithms=["RS256", "PS256", "ES256"]).claims
        jwt.JWTClaimsRegistry(
            **{name: {"essential": True, "value": value} for name, value in expected.items()},
            exp={"essential": True},
            jti={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError, requests.RequestException):
        return False
    with _lock:
        is_new = claims["jti"] not in _used_assertions
        _used_assertions.add(claims["jti"])
    return is_new


def _site_keys(*, with_key: str = "") -> KeySet:
    address = settings.BASE_URL + reverse("openid_connect_keys")
    at, keys = _fetched.get(address, (0.0, None))
    is_known = keys is not None and (not with_key or with_key in [key.kid for key in keys])
    if keys is None or not is_known or time.monotonic() - at > KEYS_KEPT_SECONDS:
        response = requests.get(address, timeout=SECONDS)
        response.raise_for_status()
        keys = KeySet.import_key_set(response.json())
        _fetched[address] = (time.monotonic(), keys)
    return keys
