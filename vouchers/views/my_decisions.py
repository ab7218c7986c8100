"""What was decided about a child, for a guardian who acts for it: to read, with the reasons and how to appeal.

Only decisions whose party is the child, which its guardians read for it. What was decided to somebody else about it,
the other guardian say, is that person's own letter, and so is what a young person got as a party of their own: on an
objection, or in a strand where they choose alone already.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from vouchers import letters, queries
from vouchers.models import Decision
from vouchers.views.acting import acting_of, for_somebody
from vouchers.views.files import pdf_answer


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def decision_list(request: HttpRequest) -> HttpResponse:
    """Show what was decided about the child, newest first; one's own stand among one's letters."""
    acting = acting_of(request)
    if acting.is_own:
        return redirect("vouchers:my-letters")
    if not acting.is_guardian:
        raise Http404
    decisions = queries.decisions_read_for(acting.resident, on=helsinki_today(timezone.now()))
    return render(request, "my/decisions.html", {"resident": acting.resident, "decisions": decisions})


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@for_somebody
def decision_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a decision about the child as it was sent, but without its address: guardians may live apart."""
    acting, on = acting_of(request), helsinki_today(timezone.now())
    if not acting.is_guardian:
        raise Http404
    rows = Decision.objects.select_related("letter", "resident", "organiser", "strand__pilot", "corrects", "concerns")
    read = queries.read_by_guardians(acting.resident, on=on)
    found = access.fetch(request.user, Decision, among=rows.filter(read), pk=pk)
    last = queries.kept(found.letter).last
    name = found.number.replace(" ", "-").replace("/", "-")
    return pdf_answer(request, lambda: letters.decision_copy(found, last, on=on), filename=f"{name}.pdf")
