"""A resident's whole history on one page: what was chosen, decided, sent and changed, by whom, and who has looked."""

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
from vouchers.views.acting import only_oneself

MOST_LOOKS = 10


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@only_oneself
def history(request: HttpRequest) -> HttpResponse:
    """Show everything that was chosen, decided and sent, and the latest looks with their reasons."""
    own = access.fetch(request.user, Resident, account__user=request.user)
    today = helsinki_today(timezone.now())
    values = {
        "choices": [
            (choice, queries.state_of(choice, on=today), letters.made_by(choice, on=today))
            for choice in queries.choices_of(own, on=today)
        ],
        "letters": queries.letters_of(own),
        "cases": [(case, letters.acted_for(case, on=today)) for case in queries.cases_of(own)],
        "objections": queries.objections_about(own),
        "queue": [(place, letters.acted_for(place, on=today)) for place in queries.queue_history_of(own)],
        "contact": queries.contact_changes(own),
        "looks": queries.looks_at(own)[:MOST_LOOKS],
    }
    return render(request, "my/history.html", values)
