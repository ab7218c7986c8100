"""The demonstration's identity provider for tests: really served on a port, and walked through as a browser would."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit
from wsgiref.simple_server import make_server

import requests
from django.conf import settings
from django.test import Client, override_settings

from pilot.identity_provider.application import make_application
from pilot.management.commands.identity_provider import QuietHandler, Server

HOST = "127.0.0.1:8000"


@contextmanager
def served() -> Iterator[str]:
    """Serve the identity provider and let the site know it by its address."""
    with make_server("127.0.0.1", 0, make_application(), Server, QuietHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        try:
            with override_settings(SOCIALACCOUNT_PROVIDERS=providers_at(url), BASE_URL=f"http://{HOST}"):
                yield url
        finally:
            server.shutdown()
            thread.join()


def providers_at(url: str) -> dict:
    """Return the providers of the settings, all at one address."""
    given = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    apps = [app | {"settings": app["settings"] | {"server_url": url}} for app in given["APPS"]]
    return {"openid_connect": given | {"APPS": apps}}


def a_browser() -> Client:
    """Return a client that calls the site by the name that the identity provider knows."""
    return Client(HTTP_HOST=HOST)


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
    assert parts.netloc == HOST
    return browser.get(f"{parts.path}?{parts.query}")


def log_in(browser: Client, provider: str, person: str, **query: str):
    """Go the whole way as a person."""
    return come_back(browser, answer(leave(browser, provider, **query), person=person))
