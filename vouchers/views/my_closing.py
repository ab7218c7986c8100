"""The resident's letter about the closing, as a page and as PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pilot import access
from pilot.access import Permission
from pilot.calendar import helsinki_today
from vouchers import closing_letter
from vouchers.models import ClosingLetter
from vouchers.views.acting import only_oneself
from vouchers.views.files import pdf_answer


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@only_oneself
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter: what happens when, and what one may choose until when."""
    own = _own(request, pk)
    today = helsinki_today(timezone.now())
    values = {"letter": own, "plan": own.plan, "home": closing_letter.home_of(own, on=today), "today": today}
    return render(request, "my/closing_letter.html", values)


@require_safe
@never_cache
@access.requires(Permission.READ_OWN_CHOICE)
@only_oneself
def letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the letter as PDF."""
    own, today = _own(request, pk), helsinki_today(timezone.now())
    return pdf_answer(request, lambda: closing_letter.closing_letter(own, on=today), filename=f"closing-{own.pk}.pdf")


def _own(request: HttpRequest, pk: int) -> ClosingLetter:
    return access.fetch(request.user, ClosingLetter, among=closing_letter.with_all(), pk=pk)
