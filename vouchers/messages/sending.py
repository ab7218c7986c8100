"""An e-mail to a resident: in their language, and only where they gave an address."""

from collections.abc import Callable

from django.utils import translation
from django.utils.functional import Promise

from pilot import emails
from registry.models import Resident

Written = tuple[str | Promise, str | Promise]


def send_to(reader: Resident, write: Callable[[], Written]) -> None:
    """Send the reader what `write` says in the active language, subject and body; nothing without an address."""
    if not reader.email:
        return
    with translation.override(reader.language):
        subject, body = (str(part) for part in write())
    emails.send(to=reader.email, subject=subject, text=body)
