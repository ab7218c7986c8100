"""A register of made-up mandates that answers as Suomi.fi e-Authorizations does: announce, pick, redeem, ask.

Part of the demonstration's identity provider, and like it never in production. An app registers whose mandates there
are (registry.access). Visits live as long as the process.
"""

import base64
import hashlib
import hmac
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pilot.identity_provider.clients import site_addresses

TOLERANCE = timedelta(minutes=5)
VISIT_SECONDS = 1800
CODE_SECONDS = 60
FAULTS = (("server_error", _("The register of mandates fails")),)
BACK = "vouchers:my-mandate-back"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Somebody who has given a mandate: who, and the register's names of mandates with their themes."""

    code: str
    name: str
    roles: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Visit:
    """One visit: who comes, whom they picked, and what has been handed out for it."""

    agent: str
    begun: float
    picked: str = ""
    code: str = ""
    code_at: float = 0.0
    back: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


Find = Callable[[str], list[MadeUp]]
_find: list[Find] = []
_visits: dict[str, Visit] = {}
_users: dict[str, str] = {}
_lock = threading.Lock()


def register(find: Find) -> None:
    """Say where made-up mandates come from: by the identity code of whoever acts."""
    _find.append(find)


def announced(request: HttpRequest, client: str, code: str) -> HttpResponse:
    """Take the announcement of somebody who comes."""
    if client != settings.MANDATES.client_id or not _is_signed(request):
        return _denied()
    session, user = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
    with _lock:
        _visits[session], _users[user] = Visit(code, time.monotonic()), session
    return JsonResponse({"sessionId": session, "userId": user})


def authorize(request: HttpRequest) -> HttpResponse:
    """Show for whom one may act; send back with a code for the one picked, or with the cancelling."""
    sent = request.POST if request.method == "POST" else request.GET
    asked = {name: sent.get(name, "") for name in ("client_id", "redirect_uri", "user", "state", "lang")}
    visit = _visit(_users.get(asked["user"], ""))
    backs = [address + reverse(BACK) for address in site_addresses()]
    if visit is None or asked["client_id"] != settings.MANDATES.client_id or asked["redirect_uri"] not in backs:
        # Never send anybody to an address that is not the client's own.
        return render(request, "identity_provider/refused.html", status=400)
    if request.method == "POST":
        return _answered(request, visit, asked)
    page = {"asked": asked, "people": _given_to(visit.agent), "faults": FAULTS}
    return render(request, "identity_provider/mandates.html", page)


def token(request: HttpRequest) -> HttpResponse:
    """Exchange a code; it holds once, for a minute, and for the address it was made for."""
    basic = f"{settings.MANDATES.client_id}:{settings.MANDATES.api_secret}".encode()
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Basic" or not hmac.compare_digest(value, base64.b64encode(basic).decode()):
        return JsonResponse({"error": "invalid_client"}, status=401)
    code, back = request.GET.get("code", ""), request.GET.get("redirect_uri", "")
    with _lock:
        visit = next((one for one in _visits.values() if code and one.code == code), None)
        if visit is None or visit.back != back or time.monotonic() - visit.code_at > CODE_SECONDS:
            return JsonResponse({"error": "invalid_grant"}, status=400)
        visit.code = ""
    return JsonResponse({"access_token": visit.token, "token_type": "Bearer", "expires_in": VISIT_SECONDS})


def delegate(request: HttpRequest, session: str) -> HttpResponse:
    """Tell whom the person picked."""
    visit = _asked(request, session)
    found = [one for one in _given_to(visit.agent) if one.code == visit.picked] if visit else []
    return JsonResponse([{"personId": one.code, "name": one.name} for one in found], safe=False) if visit else _denied()


def authorization_list(request: HttpRequest, session: str, person: str) -> HttpResponse:
    """Tell by which mandates the person may act for the one picked, as it is now."""
    visit = _asked(request, session)
    if visit is None or person != visit.picked:
        return _denied()
    roles = [role for one in _given_to(visit.agent) if one.code == person for role in one.roles]
    return JsonResponse({"roles": [{"id": reference, "theme": theme} for reference, theme in roles]})


ADDRESSES: tuple[tuple[str, re.Pattern[str], Callable[..., HttpResponse]], ...] = (
    ("GET", re.compile(r"/service/hpalist/user/register/(?P<client>[^/]+)/(?P<code>[^/]+)"), announced),
    ("GET", re.compile(r"/oauth/authorize"), authorize),
    ("POST", re.compile(r"/oauth/authorize"), authorize),
    ("POST", re.compile(r"/oauth/token"), token),
    ("GET", re.compile(r"/service/hpalist/api/delegate/(?P<session>[^/]+)"), delegate),
    (
        "GET",
        re.compile(r"/service/hpalist/api/authorizationlist/(?P<session>[^/]+)/(?P<person>[^/]+)"),
        authorization_list,
    ),
)  # fmt: skip


def view_of(method: str, path: str) -> Callable[[HttpRequest], HttpResponse] | None:
    """Return the view that answers, or None where the address is not ours."""
    for asked, pattern, view in ADDRESSES:
        if asked == method and (found := pattern.fullmatch(path)):
            return lambda request: view(request, **found.groupdict())
    return None


def _answered(request: HttpRequest, visit: Visit, asked: dict[str, str]) -> HttpResponse:
    back, state = asked["redirect_uri"], {"state": asked["state"]}
    if (fault := request.POST.get("fault", "")) in dict(FAULTS):
        return HttpResponseRedirect(f"{back}?{urlencode({'error': fault} | state)}")
    picked = request.POST.get("person", "")
    if picked not in [one.code for one in _given_to(visit.agent)]:
        return HttpResponseRedirect(f"{back}?{urlencode({'error': 'access_denied'} | state)}")
    with _lock:
        visit.picked, visit.back = picked, back
        visit.code, visit.code_at = secrets.token_urlsafe(16), time.monotonic()
    return HttpResponseRedirect(f"{back}?{urlencode({'code': visit.code} | state)}")


def _given_to(agent: str) -> list[MadeUp]:
    return [one for find in _find for one in find(agent)]


def _visit(session: str) -> Visit | None:
    found = _visits.get(session)
    return found if found is not None and time.monotonic() - found.begun < VISIT_SECONDS else None


def _asked(request: HttpRequest, session: str) -> Visit | None:
    """Return the visit, if the call is signed and bears the token of this very visit."""
    visit = _visit(session)
    if visit is None or not _is_signed(request):
        return None
    given = request.headers.get("Authorization", "")
    return visit if hmac.compare_digest(given.encode(), f"Bearer {visit.token}".encode()) else None


def _is_signed(request: HttpRequest) -> bool:
    parts = request.headers.get("X-AsiointivaltuudetAuthorization", "").split(" ")
    if len(parts) != 3 or parts[0] != settings.MANDATES.client_id:
        return False
    try:
        at = datetime.fromisoformat(parts[1])
    except ValueError:
        return False
    if at.tzinfo is None or abs(datetime.now(UTC) - at) > TOLERANCE:
        return False
    expected = hmac.new(
        settings.MANDATES.secret.encode(), f"{request.get_full_path()} {parts[1]}".encode(), hashlib.sha256
    ).digest()
    return hmac.compare_digest(parts[2].encode(), base64.b64encode(expected))


def _denied() -> HttpResponse:
    return JsonResponse({"error": "unauthorized"}, status=401)
