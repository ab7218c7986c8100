"""The addresses of an OpenID provider, and its one page: whom to log in as, how strongly, or what goes wrong."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pilot.context import LANGUAGE_NAMES
from pilot.identity_provider import people, tokens
from pilot.identity_provider.clients import Client, authenticated, client_of, encryption_key
from pilot.identity_provider.tokens import Grant, Refusal
from pilot.log_in.configuration import EIDAS_SUBSTANTIAL, HIGH, LOW, RESIDENTS, STRONG, SUBSTANTIAL

ASKED = ("client_id", "redirect_uri", "response_type", "state", "nonce", "code_challenge", "ui_locales", "acr_values")
LEVELS = (
    (SUBSTANTIAL, _("Substantial, as with bank codes")),
    (HIGH, _("High, as with a certificate card")),
    (LOW, _("Low, which is not enough")),
)
FAULTS = (
    ("server_error", _("The identification fails")),
    ("temporarily_unavailable", _("It is out of use for a while")),
    ("login_required", _("It asks to identify oneself anew")),
)


def discovery(request: HttpRequest) -> HttpResponse:
    """Tell where everything is."""
    issuer = issuer_of(request)
    return JsonResponse(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "end_session_endpoint": f"{issuer}/end-session",
            "jwks_uri": f"{issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": [tokens.ALGORITHM],
            "code_challenge_methods_supported": ["S256"],
            "id_token_encryption_alg_values_supported": ["RSA-OAEP"],
            "id_token_encryption_enc_values_supported": ["A128GCM", "A256GCM"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic", "client_secret_post"],
            "token_endpoint_auth_signing_alg_values_supported": ["RS256", "PS256", "ES256"],
            "authorization_response_iss_parameter_supported": True,
            "scopes_supported": ["openid", "email"],
            "acr_values_supported": [LOW, *STRONG],
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
        return _back(request, asked, error="invalid_request")
    if request.method == "POST":
        return _answer(request, client, asked)
    search = request.GET.get("q", "").strip()
    page = {
        "asked": asked | {"code_challenge_method": "S256"},
        "search": search,
        "groups": people.groups(client.provider, search),
        "is_for_residents": client.provider == RESIDENTS,
        "levels": LEVELS,
        "faults": FAULTS,
        "most_shown": people.MOST_SHOWN,
        "site": urlsplit(asked["redirect_uri"]).netloc,
        "languages": _languages(request),
    }
    return render(request, "identity_provider/choose.html", page)


def token(request: HttpRequest) -> HttpResponse:
    """Exchange a code for tokens."""
    issuer = issuer_of(request)
    client = authenticated(request, audience=f"{issuer}/token")
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
    to = encryption_key() if client.has_keys else None
    return JsonResponse(
        {
            "access_token": tokens.access_token(grant),
            "token_type": "Bearer",
            "expires_in": tokens.TOKEN_SECONDS,
            "id_token": tokens.identity_token(grant, issuer=issuer, claims=claims, to=to),
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


def end_session(request: HttpRequest) -> HttpResponse:
    """End the session, of which there is none here, and send back to the site; never to an address of others."""
    client = client_of(request.GET.get("client_id", ""))
    back = request.GET.get("post_logout_redirect_uri", "")
    if client is None or back not in client.log_out_uris:
        return render(request, "identity_provider/refused.html", status=400)
    return HttpResponseRedirect(back)


def issuer_of(request: HttpRequest) -> str:
    """Return the provider's own name: where it was reached."""
    return f"{request.scheme}://{request.get_host()}"


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    active = get_language()
    query = request.GET.copy()
    links = []
    for code, name in LANGUAGE_NAMES.items():
        query["ui_locales"] = code
        links.append({"code": code, "name": name, "href": f"?{query.urlencode()}", "current": code == active})
    return links


def _answer(request: HttpRequest, client: Client, asked: dict[str, str]) -> HttpResponse:
    """Answer as was chosen: with a fault, with somebody, or that the log-in was cancelled."""
    chosen = request.POST
    if chosen.get("fault", "") in dict(FAULTS):
        return _back(request, asked, error=chosen["fault"])
    person = people.person(client.provider, chosen.get("person", ""))
    if person is None:
        return _back(request, asked, error="access_denied")
    level = chosen.get("level", "")
    acr = EIDAS_SUBSTANTIAL if person.is_foreign else level if level in dict(LEVELS) else SUBSTANTIAL
    code = tokens.code_of(
        Grant(person.key, client.client_id, asked["redirect_uri"], asked["nonce"], asked["code_challenge"], acr)
    )
    return _back(request, asked, code=code)


def _back(request: HttpRequest, asked: dict[str, str], **answer: str) -> HttpResponse:
    answer |= {"state": asked["state"], "iss": issuer_of(request)}
    return HttpResponseRedirect(f"{asked['redirect_uri']}?{urlencode(answer)}")


def _claims(client: Client, key: str) -> dict[str, Any]:
    person = people.person(client.provider, key)
    if person is None:
        raise Refusal("invalid_grant")
    return person.claims
