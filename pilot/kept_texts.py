"""What somebody wrote in a form that they sent after the session had ended: kept for them, and for nobody else.

Kept are only the texts, so that nobody has to write them again; what was ticked or picked is asked for anew on the
form's own page, with the dates of that moment. They lie in the session that the log-in goes on with, under whose they
are, and are gone with it or after an hour.
"""

import time
from typing import TypedDict, cast

from django.http import HttpRequest

KEPT = "kept_texts"
HOUR = 60 * 60
# Shorter ones are picked values, numbers and names, which are typed again in no time.
SHORTEST = 25
LONGEST = 20_000


class Kept(TypedDict):
    """Whose texts they are, when they were sent, and where their form stands."""

    owner: int
    at: int
    page: str
    texts: list[str]


def keep(request: HttpRequest, *, owner: int, page: str) -> bool:
    """Keep the texts of the form that was sent; tell whether there are any."""
    texts = [value[:LONGEST] for name in request.POST for value in request.POST.getlist(name) if _is_written(value)]
    if texts:
        request.session[KEPT] = Kept(owner=owner, at=int(time.time()), page=page, texts=texts)
    return bool(texts)


def kept_for(request: HttpRequest) -> Kept | None:
    """Return what is kept for whoever is logged in; what is another's, or too old, is thrown away."""
    kept = cast(Kept | None, request.session.get(KEPT))
    if kept is None:
        return None
    if kept["owner"] != request.user.pk or time.time() - kept["at"] > HOUR:
        del request.session[KEPT]
        return None
    return kept


def _is_written(value: str) -> bool:
    return len(value) >= SHORTEST and " " in value.strip()
