"""What holds on every page: sessions end, who works here has used a second factor, personal pages are not kept.

A second line of defence: the permission of a view (`pilot.access.requires`) asks for the second factor as well.
"""

import time
from collections.abc import Callable
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import is_valid_path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from pilot import access
from pilot.log_in.adapters import SEEN, STARTED

Answer = Callable[[HttpRequest], HttpResponse]

MINUTE = 60
IDLE_MINUTES = 30
LONGEST_MINUTES = 12 * 60
# Log-in itself, and pages that show nothing of anybody.
OPEN_NAMES = ("account_", "mfa_", "usersessions_", "openid_connect_", "socialaccount_")
OPEN_PAGES = {"language", "theme", "alive", "ready", "accessibility", "feedback"}


def session_limits(answer: Answer) -> Answer:
    """End a session that nobody has used for a while, or that has lasted a working day."""

    def checked(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen, started = request.session.setdefault(SEEN, now), request.session.setdefault(STARTED, now)
            if now - seen > IDLE_MINUTES * MINUTE or now - started > LONGEST_MINUTES * MINUTE:
                owner = request.user.pk
                logout(request)
                # Whoever sent a form meanwhile gets their words back after logging in: pilot.kept_texts.
                cast(Any, request).lapsed_user = owner
                messages.info(request, _("You were logged out because you had not done anything for a while."))
            elif now - seen >= MINUTE:
                request.session[SEEN] = now
        return answer(request)

    return checked


class SecondFactor:
    """Sends who works here and has not shown a second factor to take one into use, or to use it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Stop before any view that is not part of logging in."""
        name = request.resolver_match.url_name or "" if request.resolver_match else ""
        if name in OPEN_PAGES or name.startswith(OPEN_NAMES):
            return None
        if not request.user.is_authenticated or not access.needs_second_factor(request):
            return None
        page = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_index"
        where = f"{reverse(page)}?{urlencode({'next': access.page_of(request)})}"
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(where)
        messages.info(request, _("Whoever works here needs a second factor. Take one into use to go on, or use yours."))
        return HttpResponseRedirect(where)


def wrong_method(answer: Answer) -> Answer:
    """Show a page instead of a blank one to whoever opens an address that only takes a form, by reload or after log-in.

    It leads to the nearest page above.
    """

    def shown(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        # The interface says itself what is wrong, in words that a program reads.
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET":
            return response
        page = render(request, "405.html", {"back": _page_above(request.path)}, status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    return shown


def keep_nothing(answer: Answer) -> Answer:
    """Tell browsers to keep nothing of what was shown to somebody who is logged in, and to forget it at the end."""

    def marked(request: HttpRequest) -> HttpResponse:
        was_logged_in = request.user.is_authenticated
        response = answer(request)
        if was_logged_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        if was_logged_in or request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    return marked


def _page_above(path: str) -> str:
    """Return the nearest address above that leads to some page."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            return path
    return "/"
