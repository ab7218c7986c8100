"""How people log in, as far as it does not depend on the installation. Read by pilot.settings, so it imports nothing.

Residents come by strong identification (OpenID Connect as Suomi.fi and the Finnish Trust Network offer it), who works
here by the organisation's own identity provider or by password and second factor. Nobody signs up: see
pilot.log_in.recognition.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

RESIDENTS = "identification"
ORGANISATION = "organisation"

# Levels of assurance: of the Finnish Trust Network, and of identification in another country of the union (eIDAS).
LOW, SUBSTANTIAL, HIGH = (f"http://ftn.ficora.fi/2017/loa{number}" for number in (1, 2, 3))
EIDAS_SUBSTANTIAL, EIDAS_HIGH = (f"http://eidas.europa.eu/LoA/{level}" for level in ("substantial", "high"))
STRONG = [SUBSTANTIAL, HIGH, EIDAS_SUBSTANTIAL, EIDAS_HIGH]
# What Suomi.fi says of a person, by the names its attributes have: the identity code, and that they are under
# non-disclosure ("1"), when it says nothing of where they live. Nothing else of what it says is looked at.
IDENTITY_CODE_CLAIM = "urn:oid:1.2.246.21"
NON_DISCLOSURE_CLAIM = "urn:oid:1.2.246.517.2002.2.27"
# In which matters a mandate lets somebody choose for another. Not verified: what Suomi.fi calls the theme.
HEALTH_CARE = "http://valtuusrekisteri.suomi.fi/terveydenhuollon-palvelut"
# What an organisation's identity provider says when a second factor was used (RFC 8176).
SECOND_FACTOR = ["mfa"]


@dataclass(frozen=True, slots=True)
class Client:
    """How this site is known to an identity provider; without an address it is not.

    Without a secret it signs with a key of its own, and is answered encrypted: see pilot.log_in.own_keys.
    """

    url: str
    client_id: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Mandates:
    """How this site is known to a register of mandates, and the theme of mandates that counts; no address, none."""

    url: str
    client_id: str
    secret: str
    api_secret: str
    theme: str


def mandates_at(address: str) -> Mandates:
    """Read how the register of mandates is reached: https://client:secret@host?api_secret=…&theme=…"""
    parts = urlsplit(address)
    more = dict(parse_qsl(parts.query))
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    url = f"{parts.scheme}://{host}" if host else ""
    known = (unquote(parts.username or ""), unquote(parts.password or ""))
    if url and not (all(known) and more.get("api_secret") and more.get("theme")):
        raise ValueError("MANDATES_URL needs client, secret, api_secret and theme: see env.sample.")
    return Mandates(url, *known, more.get("api_secret", ""), more.get("theme", ""))


def made_up(identity_provider: str) -> str:
    """Return the address of a demonstration's register of mandates, which is part of its identity provider."""
    scheme, _slashes, host = identity_provider.partition("://")
    return (
        f"{scheme}://valinta-mandates:demonstration@{host}?api_secret=demonstration&theme={quote(HEALTH_CARE, safe='')}"
    )


def origins(*urls: str) -> list[str]:
    """Return where the addresses lie, each once."""
    return sorted({"{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in urls if url})


def log_in_settings(*, residents: Client, levels: list[str], organisation: Client, demo: bool) -> dict[str, Any]:
    """Return the settings of allauth."""
    strong = {"acr_values": levels, "fetch_userinfo": False, "own_keys": True}
    return {
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "pilot.log_in.adapters.AccountAdapter",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "MFA_ADAPTER": "pilot.log_in.adapters.MFAAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Valinta",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": demo,
        # A form that posts to the identity provider would be stopped by form-action 'self'; a link is not.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_ADAPTER": "pilot.log_in.adapters.IdentityAdapter",
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_PROVIDERS": {
            "openid_connect": {
                "provider_class": "pilot.log_in.oidc.IdentityProvider",
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    _app(RESIDENTS, residents, scope=["openid"], **strong),
                    *([_app(ORGANISATION, organisation, scope=["openid", "email"])] if organisation.url else []),
                ],
            },
        },
    }


def _app(provider_id: str, client: Client, **settings: Any) -> dict[str, Any]:
    return {
        "provider_id": provider_id,
        "name": provider_id,
        "client_id": client.client_id,
        "secret": client.secret,
        "settings": {"server_url": client.url} | settings,
    }
