"""E-mails of what was done for another besides choosing: that there is something to look at, and where."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pilot import formats
from pilot.calendar import helsinki_today
from registry.models import Resident
from vouchers import deeds, queries


def send_deed(deed: str, about: int, guardian_id: int | None) -> None:
    """Tell whom a deputy acted for, or a child's guardian, in their language; not if that would reveal anything now."""
    found = deeds.done(deed, about)
    reader = found.resident
    if guardian_id is not None:
        reader = Resident.objects.get(pk=guardian_id)
        if not queries.has_right(person=reader, child=found.resident, on=helsinki_today(timezone.now())):
            return
    if not reader.email:
        return
    with translation.override(reader.language):
        if guardian_id is None:
            heading, body = deeds.HEADINGS[deed], _own_text(found, deed)
        else:
            heading, body = deeds.CHILD_HEADINGS[deed], _child_text(found, deed)
        message = EmailMessage(
            subject=str(heading), body=body, to=[reader.email], headers={"Auto-Submitted": "auto-generated"}
        )
    message.send()


def _own_text(found: deeds.Done, deed: str) -> str:
    return _(
        "Hello,\n\n"
        "somebody who acts for you did this. {what}\n\n"
        "See how matters stand now; you identify yourself first:\n{address}\n\n"
        "If you did not know of this, call the advice number or come to a service point.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(what=_what(found, deeds.SENTENCES[deed]), address=settings.BASE_URL + reverse("vouchers:my-home"))


def _child_text(found: deeds.Done, deed: str) -> str:
    return _(
        "Hello,\n\n"
        "{what}\n\n"
        "See how matters stand now; you identify yourself first:\n{address}\n\n"
        "If you did not know of this or do not agree, call the advice number or come to a service point.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(what=_what(found, deeds.CHILD_SENTENCES[deed]), address=settings.BASE_URL + reverse("vouchers:my-acting"))


def _what(found: deeds.Done, sentence: deeds.Text) -> str:
    return deeds.what_was_done(found, sentence, formats.long_day)
