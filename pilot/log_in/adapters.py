"""What allauth asks us: nobody signs up, who is recognised, where one goes after logging in, how secrets are kept."""

import base64
import logging
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from pilot import access, navigation
from pilot.log_in import recognition, refusals
from pilot.log_in.oidc import end_session_address
from pilot.models import User

# When the session began and when its person was last there, in seconds: see pilot.middleware.
STARTED = "started"
SEEN = "seen"

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins: made by those who may, never by a form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session and start its clocks."""
        super().login(request, user)
        request.session[STARTED] = request.session[SEEN] = int(time.time())

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Keep in the session what the identity provider vouched for."""
        sociallogin = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        if sociallogin:
            request.session[access.IDENTIFICATION] = sociallogin.state[access.IDENTIFICATION]
        return super().post_login(request, user, **kwargs)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """End the session at the identity provider as well, where it has one; then say what is so."""
        provider = request.session.get(access.IDENTIFICATION, {}).get("provider", "")
        return (provider and end_session_address(request, provider)) or reverse("openid_connect_logged_out")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the person's first own place."""
        own = [link for link in navigation.links("", access.roles_of(request.user)) if link.area != "public"]
        return own[0].href if own else "/"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before factors and passwords change, unless the person has only just logged in."""
        records = get_authentication_records(context.request, context.request.user)
        just_now = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > just_now for record in records)


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Log-ins through an identity provider: by recognition alone, without an account row of allauth."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find out who the identified person is here, or say why we do not let them in."""
        account = sociallogin.account
        identified = recognition.Identified(account.provider, account.extra_data["id_token"])
        # From here on nothing holds the claims: neither the session nor a row.
        account.extra_data, sociallogin.email_addresses, sociallogin.token = {}, [], None
        user = recognition.recognise(identified, at=timezone.now())
        account.uid, sociallogin.user = str(user.pk), user
        sociallogin.state[access.IDENTIFICATION] = {"provider": account.provider, "strong": identified.is_strong}

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Keep that a log-in failed, and why as far as it is not personal; lead to the page that says what to do."""
        context = extra_context or {}
        refusal = refusals.refusal_of(request, error, exception, context)
        log.warning("log_in_refused", extra={"provider": provider.sub_id, "reason": str(refusal)})
        refusals.record(request, refusal, provider=provider.sub_id, at=timezone.now())
        page = reverse("openid_connect_refused", args=[provider.sub_id, refusal.reason])
        # The answer's own address holds codes and does not bear to be loaded again.
        going_to = (context.get("state") or {}).get("next")
        raise ImmediateHttpResponse(redirect(f"{page}?{urlencode({'next': going_to})}" if going_to else page))


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are kept encrypted."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    """Encrypt with the present secret key, and still read what an earlier one has written."""
    return MultiFernet([_fernet(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(secret: str) -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factors")
    return Fernet(base64.urlsafe_b64encode(derive.derive(secret.encode())))


@receiver(authenticator_added)
def count_a_new_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    """Count taking a second factor into use as using it: the person has just shown that they hold it."""
    if authenticator.type in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN):
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
