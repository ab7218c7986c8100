"""The identity provider as a WSGI application of its own, with its register of mandates: no session, no cookie.

It shares settings, templates and the database with the site, but none of its addresses and middleware.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.utils import translation
from whitenoise import WhiteNoise

from pilot.identity_provider import clients, mandates, views
from pilot.page_font import PageFontFinder

View = Callable[[HttpRequest], HttpResponse]

ADDRESSES: dict[tuple[str, str], View] = {
    ("GET", "/.well-known/openid-configuration"): views.discovery,
    ("GET", "/jwks"): views.jwks,
    ("GET", "/authorize"): views.authorize,
    ("POST", "/authorize"): views.authorize,
    ("POST", "/token"): views.token,
    ("GET", "/userinfo"): views.userinfo,
    ("GET", "/end-session"): views.end_session,
}


def make_application() -> Callable[..., Iterable[bytes]]:
    """Return the application, with the style sheets and the font of the site."""
    if not settings.DEMO:
        raise RuntimeError("Only a demonstration lets anybody log in as anybody.")
    application = WhiteNoise(answer)
    for entry in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT):
        folder, directory = entry if isinstance(entry, tuple) else ("", entry)
        if directory and Path(directory).is_dir():
            application.add_files(directory, prefix=f"static/{folder}")
    if settings.STATIC_ROOT is None:
        # Where files are collected, the typeface is among them.
        application.add_files(PageFontFinder().storage.location, prefix="static")
    return application


def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request."""
    request = WSGIRequest(environ)
    try:
        with translation.override(_language(request)):
            response = _view(request)(request)
    finally:
        # Each request has a thread of its own, which nobody would come back to.
        connections.close_all()
    response["Content-Security-Policy"] = _content_policy()
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
    return [response.content]


def _view(request: HttpRequest) -> View:
    method = "GET" if request.method == "HEAD" else request.method or ""
    if (of_mandates := mandates.view_of(method, request.path)) is not None:
        return of_mandates
    known = [name for name, path in ADDRESSES if path == request.path]
    if not known:
        return lambda _request: HttpResponseNotFound("Not found", content_type="text/plain")
    return ADDRESSES.get((method, request.path), lambda _request: HttpResponseNotAllowed(known))


def _language(request: HttpRequest) -> str:
    sent = request.POST if request.method == "POST" else request.GET
    asked = (sent.get("ui_locales") or sent.get("lang") or "").split(" ")[0]
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _content_policy() -> str:
    # Chromium checks form-action along the whole way of redirects, so the site must be named here.
    return (
        "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {' '.join(clients.site_addresses())}"
    )
