"""Pages around log-in that are not the log-in library's: our published keys, why it failed, that one is logged out."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pilot.log_in import own_keys
from pilot.log_in.configuration import ORGANISATION, RESIDENTS
from pilot.log_in.refusals import REASONS


@require_safe
@cache_control(public=True, max_age=300)
def keys(_request: HttpRequest) -> JsonResponse:
    """Publish the public halves of this site's keys for OpenID Connect."""
    return JsonResponse(own_keys.public_keys())


@require_safe
def refused(request: HttpRequest, provider_id: str, reason: str) -> HttpResponse:
    """Say why somebody was not logged in, and what to do."""
    if reason not in REASONS or provider_id not in (RESIDENTS, ORGANISATION):
        raise Http404
    going_to = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(going_to, {request.get_host()}, require_https=request.is_secure()):
        going_to = ""
    again = reverse("account_login") + (f"?{urlencode({'next': going_to})}" if going_to else "")
    page = {"reason": REASONS[reason], "again": again}
    return render(request, "accounts/refused.html", page, status=200 if REASONS[reason].is_cancelled else 403)


@require_safe
def logged_out(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended."""
    return render(request, "accounts/logged_out.html")


def not_offered(_request: HttpRequest, **_address: str) -> HttpResponse:
    """Answer as if there were no such page."""
    raise Http404
