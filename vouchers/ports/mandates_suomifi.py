"""Mandates by the Web API of Suomi.fi e-Authorizations, for people who act for people (hpalist).

Every call bears a checksum of its path and moment (HMAC-SHA256), so the clocks may differ by five minutes at most.
Not verified against the real service: the names of themes and of the fields of a role, which stand in this file alone.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

import requests
from django.conf import settings

from vouchers.ports.mandates import Mandate, MandatesUnavailable, Opened, Visit

SECONDS = 10
AUTHORIZATION = "X-AsiointivaltuudetAuthorization"


def checksum(secret: str, path: str, at: str) -> str:
    """Return what proves that the call is ours: over the path with its query, and the moment."""
    digest = hmac.new(secret.encode(), f"{path} {at}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


class SuomiFiMandates:
    """The real register, or whatever answers as it does at `settings.MANDATES.url`."""

    def __init__(self) -> None:
        self.known = settings.MANDATES

    def open(self, *, code: str) -> Opened:
        """Announce that the person with the identity code comes."""
        # The service has the code in its address; ours never have one, and requests writes no log.
        answer = self._get(f"/service/hpalist/user/register/{self.known.client_id}/{quote(code)}")
        return Opened(_text(answer, "sessionId"), _text(answer, "userId"))

    def address(self, opened: Opened, *, state: str, back: str, language: str) -> str:
        """Return where to send the person, who comes `back` with the state."""
        asked = {"client_id": self.known.client_id, "response_type": "code", "redirect_uri": back}
        asked |= {"user": opened.user, "state": state, "lang": language}
        return f"{self.known.url}/oauth/authorize?{urlencode(asked)}"

    def redeem(self, opened: Opened, *, code: str, back: str) -> Visit:
        """Exchange the code that the person brought back."""
        asked = {"code": code, "grant_type": "authorization_code", "redirect_uri": back}
        path = f"/oauth/token?{urlencode(asked)}"
        basic = (self.known.client_id, self.known.api_secret)
        answer = self._read(lambda: requests.post(self.known.url + path, auth=basic, timeout=SECONDS))
        return Visit(opened.session, _text(answer, "access_token"))

    def principal(self, visit: Visit) -> str:
        """Return the identity code of whom the person picked."""
        picked = self._get(f"/service/hpalist/api/delegate/{quote(visit.session)}", visit.token)
        if not isinstance(picked, list) or len(picked) != 1:
            raise MandatesUnavailable
        return _text(picked[0], "personId")

    def mandate(self, visit: Visit, *, principal: str) -> Mandate | None:
        """Return the mandate by which the person may act for the other in our matters now, or None."""
        path = f"/service/hpalist/api/authorizationlist/{quote(visit.session)}/{quote(principal)}"
        answer = self._get(path, visit.token)
        roles = answer.get("roles") if isinstance(answer, dict) else None
        if not isinstance(roles, list):
            raise MandatesUnavailable
        ours = [role for role in roles if isinstance(role, dict) and role.get("theme") == self.known.theme]
        return Mandate(_text(ours[0], "id"), self.known.theme) if ours else None

    def _get(self, path: str, token: str = "") -> Any:
        path = f"{path}?{urlencode({'requestId': secrets.token_hex(8)})}"
        at = datetime.now(UTC).isoformat(timespec="seconds")
        headers = {AUTHORIZATION: f"{self.known.client_id} {at} {checksum(self.known.secret, path, at)}"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return self._read(lambda: requests.get(self.known.url + path, headers=headers, timeout=SECONDS))

    def _read(self, call: Any) -> Any:
        try:
            response = call()
            response.raise_for_status()
            return response.json()
        except (requests.RequestException, ValueError):
            # The error's text may hold the address, and so an identity code: it goes no further.
            raise MandatesUnavailable from None


def _text(answer: Any, name: str) -> str:
    found = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(found, str) or not found or len(found) > 500:
        raise MandatesUnavailable
    return found
