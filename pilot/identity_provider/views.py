"""The five addresses of an OpenID provider, and its one page: whom to log in as."""

import base64
import binascii
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from pilot.accounts_settings import RESIDENTS, STRONG
from pilot.context import LANGUAGE_NAMES
from pilot.identity_provider import people, tokens
from pilot.identity_provider.tokens import Grant, Refusal

ASKED = ("client_id", "redirect_uri", "response_type", "state", "nonce", "code_challenge", "ui_locales")


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


def discovery(request: HttpRequest) -> HttpResponse:
    """Tell where everything is."""
    issuer = issuer_of(request)
    return JsonResponse(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": [tokens.ALGORITHM],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "scopes_supported": ["openid", "email"],
            "acr_values_supported": STRONG,
            "ui_locales_supported": [code for code, _name in settings.LANGUAGES],
        }
    )


def jwks(_request: HttpRequest) -> HttpResponse:
    """Give the public key."""
    return JsonResponse(tokens.key_set())


def authorize(request: HttpRequest) -> HttpResponse:
    """Show the made-up people; send back with a code for the chosen one, or with the cancelling."""
    sent = request.POST if request.method == "POST" else request.GET
    asked = {name: sent.get(name, "") for name in ASKED}
    client = client_of(asked["client_id"])
    if client is None or asked["redirect_uri"] not in client.redirect_uris:
        # Never send anybody to an address that is not the client's own.
        return render(request, "identity_provider/refused.html", status=400)
    if asked["response_type"] != "code" or not asked["code_challenge"] or sent.get("code_challenge_method") != "S256":
        return _back(asked, error="invalid_request")
    if request.method == "POST":
        return _answer(client, asked, request.POST)
    search = request.GET.get("q", "").strip()
    page = {
        "asked": asked | {"code_challenge_method": "S256"},
        "search": search,
        "groups": people.groups(client.provider, search),
        "is_for_residents": client.provider == RESIDENTS,
        "most_shown": people.MOST_SHOWN,
        "site": urlsplit(asked["redirect_uri"]).netloc,
        "languages": _languages(request),
    }
    return render(request, "identity_provider/choose.html", page)


def token(request: HttpRequest) -> HttpResponse:
    """Exchange a code for tokens."""
    client = _authenticated_client(request)
    if client is None:
        return JsonResponse({"error": "invalid_client"}, status=401)
    try:
        if request.POST.get("grant_type") != "authorization_code":
            raise Refusal("unsupported_grant_type")
        grant = tokens.redeem(
            request.POST.get("code", ""),
            client_id=client.client_id,
            redirect_uri=request.POST.get("redirect_uri", ""),
            verifier=request.POST.get("code_verifier", ""),
        )
        claims = _claims(client, grant.person)
    except Refusal as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    return JsonResponse(
        {
            "access_token": tokens.access_token(grant),
            "token_type": "Bearer",
            "expires_in": tokens.TOKEN_SECONDS,
            "id_token": tokens.identity_token(grant, issuer=issuer_of(request), acr=STRONG[0], claims=claims),
        }
    )


def userinfo(request: HttpRequest) -> HttpResponse:
    """Tell what is known of the person whom the access token was given for."""
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    try:
        person, client_id = tokens.read_access_token(value if scheme == "Bearer" else "")
        client = client_of(client_id)
        if client is None:
            raise Refusal("invalid_token")
        claims = _claims(client, person)
    except Refusal as refusal:
        return JsonResponse({"error": str(refusal)}, status=401)
    return JsonResponse(claims | {"sub": tokens.subject_of(person, client_id)})


def site_addresses() -> list[str]:
    """Return the site's address, under both names that this computer has for itself."""
    return sorted({settings.BASE_URL, settings.BASE_URL.replace("//127.0.0.1", "//localhost")})


def issuer_of(request: HttpRequest) -> str:
    """Return the provider's own name: where it was reached."""
    return f"{request.scheme}://{request.get_host()}"


def client_of(client_id: str) -> Client | None:
    """Return the client with this id."""
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS  # type: ignore[misc]
    clients = [Client(a["provider_id"], a["client_id"], a["secret"]) for a in apps["openid_connect"]["APPS"]]
    return next((client for client in clients if client.client_id == client_id), None)


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    active = get_language()
    query = request.GET.copy()
    links = []
    for code, name in LANGUAGE_NAMES.items():
        query["ui_locales"] = code
        links.append({"code": code, "name": name, "href": f"?{query.urlencode()}", "current": code == active})
    return links


def _answer(client: Client, asked: dict[str, str], chosen: Any) -> HttpResponse:
    person = people.person(client.provider, chosen.get("person", ""))
    if person is None:
        return _back(asked, error="access_denied")
    grant = Grant(person.key, client.client_id, asked["redirect_uri"], asked["nonce"], asked["code_challenge"])
    return _back(asked, code=tokens.code_of(grant))


def _back(asked: dict[str, str], **answer: str) -> HttpResponse:
    return HttpResponseRedirect(f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}")


def _claims(client: Client, key: str) -> dict[str, Any]:
    person = people.person(client.provider, key)
    if person is None:
        raise Refusal("invalid_grant")
    return person.claims


def _authenticated_client(request: HttpRequest) -> Client | None:
    client_id, secret = request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Basic":
        try:
            client_id, secret = map(unquote, base64.b64decode(value).decode().split(":", 1))
        except (binascii.Error, ValueError):
            return None
    client = client_of(client_id)
    return client if client and secrets.compare_digest(client.secret, secret) else None
