"""Which system asks: by a key that it got for its secret (client credentials, RFC 6749; sent as RFC 6750 says)."""

from typing import Any

from allauth.idp.oidc.models import Token
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from pilot.models import User

SCHEME = b"bearer"


class SystemAuthentication(BaseAuthentication):
    """Knows a system by its key; the system's own log-in is then who asks."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """Return the system's log-in and the key, None where none was sent; a wrong key is refused, never ignored."""
        scheme, *rest = get_authorization_header(request).split() or [b""]
        if scheme.lower() != SCHEME:
            return None
        if len(rest) != 1 or (token := _valid(rest[0])) is None:
            raise AuthenticationFailed(
                _("The key is wrong or has ended. Nothing was answered: fetch a new key and ask again.")
            )
        return token.client.owner, token

    def authenticate_header(self, request: Request) -> str:
        """Make refusals a 401 that says how to log in."""
        return "Bearer"


def _valid(value: bytes) -> Any:
    keys = Token.objects.valid().filter(type=Token.Type.ACCESS_TOKEN, client__owner__is_active=True)
    found = keys.by_value(value.decode("latin-1")).select_related("client__owner")
    return found.filter(client__owner__system__ended_at__isnull=True, client__owner__system__isnull=False).first()
