"""Acting for another: beginning and ending it, and asking at every request whether the right still holds.

Whom somebody acts for stands in the session; it is a wish, never a right. Each page asks the register anew, writes the
look down, and shows everything of the one acted for and nothing of one's own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from pilot.models import User
from registry import errors
from registry import queries as registry_queries
from registry.models import Resident
from vouchers import queries
from vouchers.actions import Deputy, MandateProof
from vouchers.models import Choice
from vouchers.ports import mandates
from vouchers.ports.mandates import Visit

SESSION = "acts_for"
# How long pages are shown by a mandate before one picks again; whatever is done asks about it at once.
MANDATE_SEEN = timedelta(minutes=30)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Acting:
    """Who is logged in, whom the pages are about, and in which capacity."""

    person: Resident
    resident: Resident
    capacity: str
    visit: Visit | None = None

    @property
    def is_own(self) -> bool:
        """Tell whether somebody acts for themselves."""
        return self.capacity == Choice.Capacity.OWN

    @property
    def is_guardian(self) -> bool:
        """Tell whether somebody acts as guardian."""
        return self.capacity == Choice.Capacity.GUARDIAN

    @property
    def is_party(self) -> bool:
        """Tell whether what guardians dispute is theirs to know: a guardian's, and the child's own when grown up."""
        return self.is_own or self.is_guardian


def for_somebody(view: View) -> View:
    """Let the view be about oneself or the one acted for; without a right any more, say so and change nothing."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _begin(request)
            return view(request, *args, **kwargs)
        except errors.MayNotAct as refusal:
            return _stopped(request, refusal)

    checked.subject = "somebody"  # type: ignore[attr-defined]
    return checked


def only_oneself(view: View) -> View:
    """Keep the view to oneself: whoever acts for another is told to end it first."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if SESSION in request.session:
            messages.info(request, _("This page is about yourself. End acting for another first."))
            return redirect("vouchers:my-acting")
        _begin(request)
        return view(request, *args, **kwargs)

    checked.subject = "oneself"  # type: ignore[attr-defined]
    return checked


def for_oneself_or_guardian(view: View) -> View:
    """Let the view be about oneself, or the child acted for; a mandate is to choose, and reads no history by it."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if acting_of(request).is_party:
            return view(request, *args, **kwargs)
        messages.info(request, _("This page is about yourself. End acting for another first."))
        return redirect("vouchers:my-acting")

    return for_somebody(checked)


def acting_of(request: HttpRequest) -> Acting:
    """Return who acts for whom in this request."""
    return cast(Any, request).acting


def deputy_of(request: HttpRequest) -> Deputy | None:
    """Return who acts for another, as actions take it; a mandate is asked about again, now that something is done."""
    acting = acting_of(request)
    if acting.is_own:
        return None
    if acting.visit is None:
        return Deputy(acting.capacity, acting.person)
    found = mandates.asked_again(acting.visit, acting.resident)
    proof = MandateProof(acting.person.pk, acting.resident.pk, found.reference, found.theme, asked_at=timezone.now())
    return Deputy(acting.capacity, acting.person, proof)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
def acting(request: HttpRequest) -> HttpResponse:
    """Show whom one may act for, and begin it; who cannot be acted for is not told from who does not exist."""
    person = person_of(request)
    today = helsinki_today(timezone.now())
    children = queries.children_of(person, on=today)
    asked = request.POST.get("child", "")
    found = next((child for child in children if str(child.pk) == asked), None)
    if request.method == "POST" and found is not None:
        # The name is for the strip on every page; what may be done is asked of the register each time.
        request.session[SESSION] = {"resident": found.pk, "name": found.full_name}
        return redirect("vouchers:my-home")
    refusal = errors.MayNotAct() if request.method == "POST" else None
    strands = [one for one in queries.public_strands() if one.pilot_id == person.pilot_id]
    values = {"person": person, "children": children, "refusal": refusal, "strands": strands}
    values["may_mandate"] = mandates.mandates() is not None
    return render(request, "my/acting.html", values, status=409 if refusal else 200)


@require_POST
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
def end(request: HttpRequest) -> HttpResponse:
    """Go back to one's own matters."""
    request.session.pop(SESSION, None)
    return redirect("vouchers:my-home")


def _begin(request: HttpRequest) -> None:
    person = person_of(request)
    asked = request.session.get(SESSION)
    if not asked:
        cast(Any, request).acting = Acting(person, person, Choice.Capacity.OWN)
        return
    acting = _acting_for(person, asked)
    access.log_access(request, what="acting", why=acting.capacity, resident=acting.resident)
    cast(Any, request).acting = acting
    cast(Any, request.user).acts_for = acting.resident


def _acting_for(person: Resident, asked: dict[str, Any]) -> Acting:
    """Return whom the person acts for, if the register lets them today; a mandate is asked about when it is used."""
    at = timezone.now()
    today, visit = helsinki_today(at), asked.get("visit")
    if visit is None:
        child = queries.child_of(person, asked["resident"], on=today)
        if child is None:
            raise errors.MayNotAct
        return Acting(person, child, Choice.Capacity.GUARDIAN)
    principal = queries.principal_of(person, asked["resident"], on=today)
    if principal is None or at - datetime.fromisoformat(visit["at"]) > MANDATE_SEEN:
        raise errors.MayNotAct
    return Acting(person, principal, Choice.Capacity.MANDATE, Visit(visit["session"], visit["token"]))


def _stopped(request: HttpRequest, refusal: errors.MayNotAct) -> HttpResponse:
    request.session.pop(SESSION, None)
    messages.error(request, refusal.message)
    return redirect("vouchers:my-acting")


def person_of(request: HttpRequest) -> Resident:
    """Return the resident who is logged in."""
    # Whose account it is, no scope widens or narrows.
    person = registry_queries.person_of(cast(User, request.user))
    if person is None:
        raise Http404
    return person
