"""The demonstration's identity provider for tests: really served on a port, and walked through as a browser would.

The site is served as well, because the identity provider fetches the keys that the site publishes.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import parse_qsl, urlsplit
from wsgiref.simple_server import make_server

import requests
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client, override_settings

from pilot.identity_provider.application import make_application
from pilot.management.commands.identity_provider import QuietHandler, Server


@contextmanager
def served() -> Iterator[str]:
    """Serve site and identity provider, and let each know the other by its address."""
    with ExitStack() as stack:
        site = stack.enter_context(at_a_port(get_wsgi_application()))
        provider = stack.enter_context(at_a_port(make_application()))
        stack.enter_context(known_at(provider, site))
        yield provider


@contextmanager
def known_at(provider: str, site: str | None = None) -> Iterator[None]:
    """Let the site find its identity provider there."""
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers_at(provider), BASE_URL=site or settings.BASE_URL):
        yield


@contextmanager
def at_a_port(application: Callable) -> Iterator[str]:
    """Serve the application, and return its address."""
    with make_server("127.0.0.1", 0, application, Server, QuietHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def providers_at(url: str) -> dict:
    """Return the providers of the settings, all at one address."""
    given = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    apps = [app | {"settings": app["settings"] | {"server_url": url}} for app in given["APPS"]]
    return {"openid_connect": given | {"APPS": apps}}


def host() -> str:
    return urlsplit(settings.BASE_URL).netloc


def a_browser() -> Client:
    """Return a client that calls the site by the name that the identity provider knows."""
    return Client(HTTP_HOST=host())


def leave(browser: Client, provider: str, **query: str) -> str:
    """Ask the site to log in, and return where it sends the browser."""
    response = browser.get(f"/account/oidc/{provider}/login/", {"process": "login"} | query)
    assert response.status_code == 302, response.content
    return response["Location"]


def answer(address: str, **form: str) -> str:
    """Answer the identity provider's page (a person, or nobody), and return where it sends the browser back to."""
    asked = dict(parse_qsl(urlsplit(address).query))
    endpoint = address.partition("?")[0]
    response = requests.post(endpoint, data=asked | form, allow_redirects=False, timeout=10)
    assert response.status_code == 302, response.text
    return response.headers["Location"]


def come_back(browser: Client, address: str):
    """Follow the way back to the site."""
    parts = urlsplit(address)
    assert parts.netloc == host()
    return browser.get(f"{parts.path}?{parts.query}")


def log_in(browser: Client, provider: str, person: str, *, level: str = "", **query: str):
    """Go the whole way as a person."""
    return come_back(browser, answer(leave(browser, provider, **query), person=person, level=level))


def why(browser: Client, response) -> str:
    """Return why the log-in was refused; its page must open, and without a code in its address."""
    assert response.status_code == 302, response.status_code
    way, _slash, reason = response["Location"].partition("?")[0].rstrip("/").rpartition("/")
    assert way.endswith("/refused")
    assert browser.get(response["Location"]).status_code == (200 if reason == "cancelled" else 403)
    return reason
