"""What somebody took away is gone: whoever did so and asks for it again, by a second click or the back button, is told.

Everybody else gets the page for what does not exist, so that nobody learns of what was never theirs.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from pilot import access
from pilot.models import AuditEvent, Strand

View = Callable[..., HttpResponse]


def answers_calmly(kind: str, *, subject: str, to: str, text: str | Promise, among: str = "") -> Callable[[View], View]:
    """Send a view's reader to the list with a sentence when the row `pk` is gone by the reader's own event of the kind.

    The event's subject is the row, of that kind; or it is a strand, and its fact `among` lists the row's id.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def calm(request: HttpRequest, pk: int) -> HttpResponse:
            try:
                return view(request, pk)
            except Http404:
                if not _taken_away(request, kind, subject, pk, among).exists():
                    raise
            messages.info(request, str(text))
            return redirect(to)

        return calm

    return wrap


def _taken_away(request: HttpRequest, kind: str, subject: str, pk: int, among: str) -> QuerySet[AuditEvent]:
    own = AuditEvent.objects.filter(subject_kind=subject, kind=kind, by_id=request.user.pk)
    if not among:
        return own.filter(subject_id=str(pk))
    strands = access.scope(request.user, Strand).values_list("pk", flat=True)
    return own.filter(subject_id__in=[str(strand) for strand in strands], **{f"facts__{among}__contains": [pk]})
