"""The resident's letter about the closing, as a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from vouchers import queries
from vouchers.models import ClosingLetter
from vouchers.views.acting import only_oneself


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@only_oneself
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter: what happens when, and what one may choose until when."""
    own = access.fetch(request.user, ClosingLetter, among=queries.with_plan_and_site(), pk=pk)
    today = helsinki_today(timezone.now())
    kept = queries.kept(own.letter) if own.letter else None
    values = {"letter": own, "plan": own.plan, "home": queries.home_told(own, on=today), "today": today, "kept": kept}
    return render(request, "my/closing_letter.html", values)
