"""OpenID Connect as the relying party, stricter than allauth's: signature, issuer, nonce and level are always checked.

A level of assurance that the provider's settings do not accept is a failed log-in, not a weaker one.
"""

import secrets
from typing import Any

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from requests import RequestException

ALGORITHMS = ["RS256", "PS256", "ES256"]
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
CLOCKS_DIFFER_BY = 30


class VerifyingAdapter(OpenIDConnectOAuth2Adapter):
    """Talks to the identity provider and believes only what it has signed for this very log-in."""

    nonce = ""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Return the log-in of whom the identity token names."""
        claims = self.claims_of(app, kwargs["response"].get("id_token", ""))
        if app.settings.get("fetch_userinfo", True):
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo is about somebody else")
            claims = told | claims
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def claims_of(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Return what the identity token says, or refuse it."""
        try:
            claims = jwt.decode(
                id_token,
                key=self._key_of(id_token),
                algorithms=ALGORITHMS,
                issuer=self._issuer(app),
                audience=app.client_id,
                leeway=CLOCKS_DIFFER_BY,
                options={"require": REQUIRED},
            )
        except (jwt.PyJWTError, KeyError, ValueError) as error:
            raise OAuth2Error("identity token is not valid") from error
        if not self.nonce or not secrets.compare_digest(str(claims["nonce"]), self.nonce):
            raise OAuth2Error("identity token is for another log-in")
        accepted = app.settings.get("acr_values")
        if accepted and claims.get("acr") not in accepted:
            raise OAuth2Error("identification is not strong enough")
        return claims

    def _issuer(self, app: SocialApp) -> str:
        issuer = self.openid_config["issuer"]
        if issuer.rstrip("/") != app.settings["server_url"].rstrip("/"):
            raise OAuth2Error("the provider names another issuer")
        return issuer

    def _key_of(self, id_token: str) -> jwt.PyJWK:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        return jwt.PyJWKSet.from_dict(response.json())[jwt.get_unverified_header(id_token)["kid"]]


class IdentityProvider(OpenIDConnectProvider):
    """An identity provider of the settings; people may log in through it, never connect it to another log-in."""

    oauth2_adapter_class = VerifyingAdapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Send the person to the identity provider, with a nonce that only its answer to this request can know."""
        nonce = secrets.token_urlsafe(32)
        asked = {"nonce": nonce, "ui_locales": get_language() or "fi"}
        if levels := self.app.settings.get("acr_values"):
            asked["acr_values"] = " ".join(levels)
        try:
            # What to ask is ours to say, not the link's: scope and auth_params of the query are left out.
            return super().redirect(
                request, AuthProcess.LOGIN, next_url, data, auth_params=asked, scope=self.get_scope(), nonce=nonce
            )
        except RequestException as error:
            return render_authentication_error(request, self, exception=error)


class _Callback(OAuth2CallbackView):
    """The way back, which tells the adapter what was asked."""

    def _get_state(self, request: HttpRequest, provider: IdentityProvider) -> Any:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce", "")
        return state, response


@login_not_required
def log_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the identity provider."""
    return _run(OAuth2LoginView, request, provider_id)


@login_not_required
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the identity provider: logged in, cancelled or failed."""
    return _run(_Callback, request, provider_id)


def _run(view: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view.adapter_view(VerifyingAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
