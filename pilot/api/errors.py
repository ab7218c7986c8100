"""What is answered when nothing can be: problem details (RFC 9457) in the reader's language, naming wrong fields.

`code` is what programs compare; `detail` is for people: what happened, and what to do.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from pilot.errors import Refused

MEDIA_TYPE = "application/problem+json"


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error that the asker can do something about; any other goes on as a fault of ours."""
    if isinstance(error, Http404):
        error = exceptions.NotFound(code="not_found")
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if isinstance(error, RequestDataTooBig):
        too_large = _("What was sent is too large. Nothing was done: send less at once.")
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", too_large)
    if isinstance(error, Refused):
        return problem(HTTPStatus.CONFLICT, error.code, error.message_other)
    if isinstance(error, exceptions.ValidationError):
        wrong = [
            {"field": field, "code": code, "detail": detail}
            for field, code, detail in _fields(error.get_full_details())
        ]
        return problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "invalid",
            _("What was sent cannot be used. Nothing was done: mend the fields named here and ask again."),
            errors=wrong,
        )
    if isinstance(error, exceptions.APIException):
        return problem(error.status_code, _code(error), _detail(error), headers=_headers(error))
    return None


def problem(status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """Return the answer that says what is wrong."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
    } | more
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else error.default_code


def _detail(error: exceptions.APIException) -> str:
    """Say in our own words what the framework says in its own."""
    if isinstance(error, exceptions.NotAuthenticated):
        return _("This takes a key. Nothing was answered: fetch one with the system's secret and send it along.")
    if isinstance(error, exceptions.AuthenticationFailed):
        return str(error.detail)
    if isinstance(error, exceptions.PermissionDenied):
        return _("The system may not ask for this. Whoever gave it its key can say what it may ask for.")
    if isinstance(error, exceptions.NotFound):
        return (
            _("There is nothing here, or nothing that the system may see.")
            if error.get_codes() == "not_found"
            else str(error.detail)
        )
    if isinstance(error, exceptions.Throttled):
        return _("That was asked too often. Nothing was lost: wait {seconds} seconds and ask again.").format(
            seconds=_seconds(error)
        )
    if isinstance(error, exceptions.ParseError):
        return _("What was sent is no JSON. Nothing was done: mend it and send it again.")
    if isinstance(error, exceptions.UnsupportedMediaType):
        return _("Only JSON is read here (application/json). Nothing was done.")
    if isinstance(error, exceptions.NotAcceptable):
        return _("Only JSON is answered here. Ask for application/json.")
    return str(error.detail)


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(_seconds(error))
    return headers


def _seconds(error: exceptions.Throttled) -> int:
    return int(error.wait or 1)


def _fields(details: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Give every field that is wrong, nested ones with their whole path."""
    if isinstance(details, dict) and "message" in details and "code" in details:
        yield path or "body", str(details["code"]), str(details["message"])
    elif isinstance(details, dict):
        for name, below in details.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _fields(below, ".".join(part for part in (path, own) if part))
    else:
        for below in details:
            yield from _fields(below, path)
