"""A history on one page: what was chosen, decided, sent and changed, by whom, and who has looked.

One's own, or a child's to a guardian who acts for it: then in other words, and without what the child alone was told.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from registry.models import Resident
from vouchers import letters, queries
from vouchers.models import Choice
from vouchers.views.acting import Acting, acting_of, for_oneself_or_guardian

MOST_LOOKS = 10
OWN = Choice.Capacity.OWN


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_oneself_or_guardian
def history(request: HttpRequest) -> HttpResponse:
    """Show everything that was chosen, decided and sent, and the latest looks with their reasons."""
    acting, today = acting_of(request), helsinki_today(timezone.now())
    resident = acting.resident
    values = {
        "acting": acting,
        "resident": resident,
        "choices": [
            (choice, queries.state_of(choice, on=today), letters.made_by(choice, on=today))
            for choice in queries.choices_of(resident, on=today)
        ],
        "cases": [(case, letters.acted_for(case, on=today)) for case in queries.cases_of(resident)],
        "objections": queries.objections_about(resident),
        **_told(request, acting),
    }
    return render(request, "my/history.html", values)


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_oneself_or_guardian
def looks(request: HttpRequest) -> HttpResponse:
    """Show who has looked at the data of oneself, or of the child."""
    acting = acting_of(request)
    found = queries.looks_at(acting.resident) if acting.is_own else _looks_of_child(request, acting.resident)
    return render(request, "my/looks.html", {"acting": acting, "resident": acting.resident, "looks": found})


def _told(request: HttpRequest, acting: Acting) -> dict[str, Any]:
    """Return what a guardian reads less of than the one it is about."""
    resident, today = acting.resident, helsinki_today(timezone.now())
    places = queries.queue_history_of(resident)
    if acting.is_own:
        return {
            "letters": queries.letters_of(resident),
            "queue": [(place, letters.acted_for(place, on=today)) for place in places],
            "contact": queries.contact_changes(resident),
            "looks": queries.looks_at(resident)[:MOST_LOOKS],
        }
    return {
        "letters": queries.letters_read_for(resident, on=today),
        # As on the page of the queue: in which capacity a place was taken, and not by which guardian.
        "queue": [(place, "" if place.capacity == OWN else place.get_capacity_display()) for place in places],
        "looks": _looks_of_child(request, resident)[:MOST_LOOKS],
    }


def _looks_of_child(request: HttpRequest, child: Resident) -> list[queries.Look]:
    access.log_access(request, what="acting_history", why="guardian", resident=child)
    return queries.looks_told_to_guardian(child)
