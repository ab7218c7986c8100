"""Every page names one permission, or stands in the short list of pages for everybody."""

from collections.abc import Iterator

import pytest
from django.urls import get_resolver, reverse

from pilot.permissions import Permission
from tests.people import a_person, log_in

FOR_EVERYBODY = {
    "accessibility",
    "alive",
    "api",
    "api-keys",
    "api-keys-revoke",
    "api-nothing",
    "api-schema",
    "api-sites",
    "api-strands",
    "feedback",
    "gallery",
    "language",
    "openid_connect_callback",
    "openid_connect_login",
    "ready",
    "theme",
    "vouchers:choice-form",
    "vouchers:front",
    "vouchers:plain",
    "vouchers:plain-choice",
    "vouchers:rules",
    "vouchers:site-compare",
    "vouchers:site-detail",
    "vouchers:site-list",
}
# What somebody wrote is given back to them, whatever they may do.
FOR_WHOEVER_LOGGED_IN = frozenset({"kept-texts"})
INTERFACE = "/api/v1/"
# Pages of the log-in library, which asks for its own log-in, and refusals.
NOT_OURS = ("allauth.", "django.", "pilot.log_in.views")


def routes(patterns=None, namespace: str = "") -> Iterator[tuple[str, object, object]]:
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, below)
        elif not pattern.callback.__module__.startswith(NOT_OURS):
            yield f"{namespace}{pattern.name}", pattern.callback, pattern.pattern


def sample(converter) -> object:
    """Return a value that the converter of an address takes."""
    for text in ("1", "2017-02", "x", "00000000-0000-0000-0000-000000000000"):
        try:
            return converter.to_python(text)
        except ValueError:
            continue
    raise AssertionError(converter)


def closed_paths(*, but_for: frozenset[str] = frozenset()) -> list[str]:
    return [
        reverse(name, kwargs={key: sample(converter) for key, converter in pattern.converters.items()})
        for name, _view, pattern in routes()
        if name not in FOR_EVERYBODY | but_for
    ]


def test_every_view_names_a_permission_or_is_for_everybody():
    bare = {name for name, view, _pattern in routes() if not isinstance(getattr(view, "permission", None), Permission)}

    assert bare == FOR_EVERYBODY | FOR_WHOEVER_LOGGED_IN


@pytest.mark.parametrize("method", ["get", "post"])
def test_anonymous_people_get_to_no_closed_page(client, db, method):
    for path in closed_paths():
        response = getattr(client, method)(path)
        if path.startswith(INTERFACE):
            assert response.status_code == 401, path
            continue
        assert response.status_code in (302, 405), path
        assert response.status_code == 405 or response["Location"].startswith("/account/login/?next="), path


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_without_a_role_gets_to_no_closed_page(client, db, method):
    log_in(client, a_person())

    for path in closed_paths(but_for=FOR_WHOEVER_LOGGED_IN):
        # The interface knows systems by their keys; a person's session is nothing to it.
        refused = (401,) if path.startswith(INTERFACE) else (403, 405)
        assert getattr(client, method)(path).status_code in refused, path
