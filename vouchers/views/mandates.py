"""Acting for an adult by mandate: to the register of mandates and back, and asking it again when something is done.

Whom one picked there stands in the session, with how to ask on; it is a wish, never a right. The identity code of
whoever was picked finds a resident of ours or nobody, and the answer to nobody is the one answer that every lack gets.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from registry import errors
from registry import queries as registry_queries
from registry.models import Resident
from vouchers import queries
from vouchers.models import Choice
from vouchers.ports import mandates
from vouchers.ports.mandates import MandatesUnavailable, Opened
from vouchers.views.acting import SESSION, person_of

BEGUN = "mandate_begun"
# How long somebody may take to pick.
PATIENCE = timedelta(minutes=10)
REASONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "cancelled": (_("You picked nobody"), _("You came back without picking a person. Nothing was changed.")),
    "expired": (
        _("This way back no longer holds"),
        _("It was begun too long ago, in another window, or has been used already. Nothing was changed. Begin again."),
    ),
    "failed": (_("The mandate could not be checked"), MandatesUnavailable.text),
    "no-right": (_("You cannot act for this person online"), errors.MayNotAct.text),
}


@require_POST
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
def begin(request: HttpRequest) -> HttpResponse:
    """Send the person to the register of mandates."""
    port, code = mandates.mandates(), mandates.code_of(person_of(request))
    if port is None or code is None:
        return redirect("vouchers:my-mandate-refused", reason="no-right")
    try:
        opened = port.open(code=code)
    except MandatesUnavailable:
        return redirect("vouchers:my-mandate-refused", reason="failed")
    state = secrets.token_urlsafe(24)
    begun = {"state": state, "session": opened.session, "user": opened.user, "at": timezone.now().isoformat()}
    request.session[BEGUN] = begun
    return redirect(port.address(opened, state=state, back=_back(), language=get_language() or "fi"))


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
def back(request: HttpRequest) -> HttpResponse:
    """Take the person back, and begin to act for whom they picked if mandate and register both allow it."""
    person, begun = person_of(request), request.session.pop(BEGUN, None)
    sent = request.GET.get("state", "")
    if begun is None or not secrets.compare_digest(begun["state"].encode(), sent.encode()) or _is_old(begun["at"]):
        return redirect("vouchers:my-mandate-refused", reason="expired")
    if "code" not in request.GET:
        is_cancelled = request.GET.get("error") == "access_denied"
        return redirect("vouchers:my-mandate-refused", reason="cancelled" if is_cancelled else "failed")
    try:
        found = _picked(Opened(begun["session"], begun["user"]), request.GET["code"], person)
    except MandatesUnavailable:
        return redirect("vouchers:my-mandate-refused", reason="failed")
    except errors.MayNotAct:
        return redirect("vouchers:my-mandate-refused", reason="no-right")
    request.session[SESSION] = found
    return redirect("vouchers:my-home")


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Say why nobody is acted for, and what to do."""
    if reason not in REASONS:
        raise Http404
    title, text = REASONS[reason]
    values = {"title": title, "text": text, "may_try": reason != "no-right"}
    return render(request, "my/mandate_refused.html", values, status=200 if reason == "cancelled" else 403)


def _picked(opened: Opened, code: str, person: Resident) -> dict[str, Any]:
    """Return what the session keeps of whom the person picked."""
    port = mandates.mandates()
    if port is None:
        raise errors.MayNotAct
    visit = port.redeem(opened, code=code, back=_back())
    principal_code = port.principal(visit)
    mandate = port.mandate(visit, principal=principal_code)
    among = Resident.objects.filter(pilot=person.pilot_id)
    found = registry_queries.by_identity_code(among, principal_code)
    today = helsinki_today(timezone.now())
    principal = queries.principal_of(person, found.pk, on=today) if found else None
    if mandate is None or principal is None:
        raise errors.MayNotAct
    kept = {"session": visit.session, "token": visit.token, "at": timezone.now().isoformat()}
    return {
        "resident": principal.pk,
        "name": principal.full_name,
        "capacity": Choice.Capacity.MANDATE,
        "visit": kept,
    }


def _is_old(at: str) -> bool:
    return timezone.now() - datetime.fromisoformat(at) > PATIENCE


def _back() -> str:
    return settings.BASE_URL + reverse("vouchers:my-mandate-back")
