"""Pages that belong to no app: the language switch, the organiser's colours, the gallery, what the footer links to."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from pilot import gallery as specimens
from pilot import kept_texts, themes
from pilot.context import LANGUAGE_NAMES
from pilot.models import Organiser

DAY_IN_SECONDS = 24 * 60 * 60


@require_safe
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language and go back to the page one came from."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    code = request.GET.get("to", "")
    if code in LANGUAGE_NAMES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=365 * DAY_IN_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@never_cache
@login_required
def kept(request: HttpRequest) -> HttpResponse:
    """Give back what somebody wrote in a form that came after the session had ended, and lead to the form."""
    found = kept_texts.kept_for(request)
    if found is None:
        return redirect("/")
    return render(request, "pilot/kept_texts.html", {"texts": found["texts"], "page": found["page"]})


@require_safe
@cache_control(public=True, max_age=DAY_IN_SECONDS)
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Serve the organiser's colours."""
    organiser = get_object_or_404(Organiser, code=code)
    return HttpResponse(themes.stylesheet(organiser.theme), content_type="text/css; charset=utf-8")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "gallery.html", specimens.context(request))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "pilot/accessibility.html")
