"""E-mails of what was done for another besides choosing: that there is something to look at, and where."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pilot import formats, outbox
from pilot.calendar import helsinki_today
from registry.models import Resident
from vouchers import queries
from vouchers.messages.sending import Written, send_to
from vouchers.words import deeds


@transaction.atomic
def send_deed(deed: str, about: int, guardian_id: int | None) -> None:
    """Tell whose matter it is, or a child's guardian, in their language.

    Nothing if that would reveal anything now, or does not stand any more.
    """
    deeds.hold(deed, about, guardian_id)
    found = deeds.done(deed, about)
    if not found.stands:
        return
    reader = found.resident
    if guardian_id is not None:
        reader = Resident.objects.get(pk=guardian_id)
        if not queries.has_right(person=reader, child=found.resident, on=helsinki_today(timezone.now())):
            return
    send_to(reader, lambda: _own(found, deed) if guardian_id is None else _of_child(found, deed))
    outbox.has_happened(deeds.promise_key("deed_told", deed, about, guardian_id))


def _own(found: deeds.Done, deed: str) -> Written:
    return deeds.HEADINGS[deed], (_matter_text if deed in deeds.CAME_ABOUT else _own_text)(found, deed)


def _of_child(found: deeds.Done, deed: str) -> Written:
    return deeds.CHILD_HEADINGS[deed], _child_text(found, deed)


def _own_text(found: deeds.Done, deed: str) -> str:
    return _(
        "Hello,\n\n"
        "somebody who acts for you did this. {what}\n\n"
        "See how matters stand now; you identify yourself first:\n{address}\n\n"
        "If you did not know of this, call the advice number or come to a service point.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(what=_what(found, deeds.SENTENCES[deed]), address=settings.BASE_URL + reverse("vouchers:my-home"))


def _matter_text(found: deeds.Done, deed: str) -> str:
    return _(
        "Hello,\n\n"
        "{what}\n\n"
        "See how matters stand now; you identify yourself first:\n{address}\n\n"
        "If something is wrong, call the advice number or come to a service point.\n\n"
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
