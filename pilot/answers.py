"""How a page answers a deed: the next page says that it is done, or why it was refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from pilot.errors import Refused


@contextmanager
def told(request: HttpRequest, done: str) -> Iterator[None]:
    """Say that what is done inside succeeded, or why it was refused; a refusal ends here, and nothing else does."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
