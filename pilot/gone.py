"""What was taken away is gone: whoever could see it and asks again, by a second click or the back button, is told.

A row of a strand could be seen by everybody who sees the strand; of other rows only whoever took it away is known to
have. Everybody else gets the page for what does not exist, so that nobody learns of what was never theirs.
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


def answers_calmly(
    kind: str,
    *,
    subject: str,
    to: str | Callable[[AuditEvent], str],
    text: str | Promise,
    among: str = "",
    key: str = "",
) -> Callable[[View], View]:
    """Send a view's reader on with a sentence when the row `pk` is gone by an event of the kind.

    The event's subject is the row, of that kind; or it is a strand, and its fact `among` lists the rows' ids, or facts
    that have the id under `key`. Where to, the event may tell.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def calm(request: HttpRequest, pk: int) -> HttpResponse:
            try:
                return view(request, pk)
            except Http404:
                event = _taken_away(request, kind, subject, among, {key: pk} if key else pk).first()
                if event is None:
                    raise
            messages.info(request, str(text))
            return redirect(to(event) if callable(to) else to)

        return calm

    return wrap


def _taken_away(
    request: HttpRequest, kind: str, subject: str, among: str, row: int | dict[str, int]
) -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.filter(subject_kind=subject, kind=kind)
    if not among:
        return events.filter(subject_id=str(row), by_id=request.user.pk)
    strands = access.scope(request.user, Strand).values_list("pk", flat=True)
    return events.filter(subject_id__in=[str(strand) for strand in strands], **{f"facts__{among}__contains": [row]})
