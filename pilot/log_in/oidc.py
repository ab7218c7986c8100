"""OpenID Connect as the relying party, as Suomi.fi offers it and stricter than allauth's.

Where it has keys of its own the site proves by a signature who it is, and takes encrypted identity tokens only.
Signature, issuer, audience, time, nonce and level are always checked; a level that the settings do not accept is a
failed log-in, not a weaker one. Every failure ends on a page of its own (pilot.log_in.refusals).
"""

import secrets
from typing import Any
from urllib.parse import urlencode

import requests
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from pilot.log_in import discovery, own_keys, tokens
from pilot.log_in.configuration import origins
from pilot.log_in.refusals import NotLetIn, answered


class TokenClient(OAuth2Client):
    """Exchanges the code for tokens, and says in our words why it could not."""

    own_keys = False

    def get_access_token(
        self, code: str, pkce_code_verifier: str | None = None, extra_data: Any = None
    ) -> dict[str, Any]:
        """Return what the token endpoint answers."""
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.callback_url,
            "client_id": self.consumer_key,
            "code_verifier": pkce_code_verifier,
        }
        auth = None
        if self.own_keys:
            asked["client_assertion_type"] = own_keys.ASSERTION_TYPE
            asked["client_assertion"] = own_keys.client_assertion(
                client_id=self.consumer_key, audience=self.access_token_url
            )
        elif self.basic_auth:
            auth = requests.auth.HTTPBasicAuth(self.consumer_key, self.consumer_secret)
        else:
            asked["client_secret"] = self.consumer_secret
        with get_adapter().get_requests_session() as session:
            response = session.post(self.access_token_url, data=asked, auth=auth, allow_redirects=False)
        if response.status_code >= 500:
            raise NotLetIn("unavailable", "tokens are not given")
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise NotLetIn("unavailable", "no tokens")
        if not response.ok or "access_token" not in answer:
            raise answered(str(answer.get("error", "")))
        return answer


class VerifyingAdapter(OpenIDConnectOAuth2Adapter):
    """Talks to the identity provider and believes only what it has signed for this very log-in."""

    client_class = TokenClient
    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        return discovery.configuration(self.get_provider().server_url)

    def get_client(self, request: HttpRequest, app: SocialApp) -> TokenClient:
        """Return the client, which signs where we have keys of our own."""
        client = super().get_client(request, app)
        client.own_keys = app.settings.get("own_keys", False)
        return client

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Return the log-in of whom the identity token names."""
        claims = self.claims_of(app, str(kwargs["response"].get("id_token", "")))
        if app.settings.get("fetch_userinfo", True):
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise NotLetIn("not-trusted", "userinfo is about somebody else")
            claims = told | claims
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def claims_of(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Return what the identity token says, or refuse it."""
        signed = tokens.signed_part(id_token, encrypted=app.settings.get("own_keys", False))
        keys = discovery.keys(self.openid_config["jwks_uri"], with_key=tokens.key_id(signed))
        claims = tokens.believed(signed, keys=keys, issuer=self.issuer(app), client_id=app.client_id, nonce=self.nonce)
        accepted = app.settings.get("acr_values")
        if accepted and claims.get("acr") not in accepted:
            raise NotLetIn("too-weak", "level is not accepted")
        return claims

    def issuer(self, app: SocialApp) -> str:
        """Return the provider's own name, which must be the one that the settings know it by."""
        issuer = str(self.openid_config["issuer"])
        if issuer.rstrip("/") != app.settings["server_url"].rstrip("/"):
            raise NotLetIn("not-trusted", "the provider names another issuer")
        return issuer


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
        except (requests.RequestException, NotLetIn) as error:
            return render_authentication_error(request, self, exception=error)


class _Callback(OAuth2CallbackView):
    """The way back, which tells the adapter what was asked."""

    def _get_state(self, request: HttpRequest, provider: IdentityProvider) -> Any:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce", "")
            # RFC 9207: an answer that names another provider was meant for another log-in.
            named = request.GET.get("iss")
            if named and named.rstrip("/") != provider.app.settings["server_url"].rstrip("/"):
                refusal = NotLetIn("not-trusted", "wrong iss in the answer")
                return None, render_authentication_error(request, provider, exception=refusal)
        return state, response


def end_session_address(request: HttpRequest, provider_id: str) -> str:
    """Return where to end the session at the identity provider as well (RP-initiated log-out), or nothing.

    It names this site and the page to come back to. Identity tokens are not kept, so there is no hint of whose it is.
    """
    try:
        adapter = VerifyingAdapter(request, provider_id)
        app = adapter.get_provider().app
        address = adapter.openid_config.get("end_session_endpoint", "")
    except (SocialApp.DoesNotExist, requests.RequestException, NotLetIn):
        return ""
    # The log-out is a form, and browsers follow forms only where the content policy lets them.
    if not address or origins(address) != origins(app.settings["server_url"]):
        return ""
    back = settings.BASE_URL + reverse("openid_connect_logged_out")
    return f"{address}?{urlencode({'client_id': app.client_id, 'post_logout_redirect_uri': back})}"


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
