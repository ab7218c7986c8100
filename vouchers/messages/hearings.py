"""E-mails to a guardian who is heard: that an answer is waited for, and that it came; never about whom or what."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pilot import formats
from vouchers.messages.sending import Written, send_to
from vouchers.models import Hearing, Objection


def tell_of_hearing(hearing_id: int) -> None:
    """Tell the guardian, in their language, that they are heard and until when; nothing once that is over."""
    hearing = _hearing(hearing_id)
    if hearing.state != Hearing.State.OPEN or hearing.objection.state != Objection.State.OPEN:
        return
    send_to(hearing.resident, lambda: _asked(hearing))


def _asked(hearing: Hearing) -> Written:
    subject = _("You are asked for an answer by {day}").format(day=formats.day(hearing.answer_by))
    return subject, _(
        "Hello,\n\n"
        "you are asked what you think of a matter before it is decided. You can answer until {day}.\n\n"
        "Read what it is about, and answer, here; you identify yourself first:\n{address}\n\n"
        "You can also answer in writing, by the advice number or at a service point. You need not answer: the "
        "matter can be decided without.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(day=formats.long_day(hearing.answer_by, case="until"), address=_address(hearing))


def confirm_answer(hearing_id: int) -> None:
    """Tell the guardian, in their language, that what they answered online has come."""
    hearing = _hearing(hearing_id)
    send_to(hearing.resident, lambda: (_("Your answer has come"), _answered_text(hearing)))


def _answered_text(hearing: Hearing) -> str:
    assert hearing.closed_on is not None
    return _(
        "Hello,\n\n"
        "we have the answer that you gave on {day} when you were asked what you think of a matter. You get the "
        "decision in writing.\n\n"
        "Read what you answered here; you identify yourself first:\n{address}\n\n"
        "If you did not answer, tell us at once.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(day=formats.long_day(hearing.closed_on, case="on"), address=_address(hearing))


def _hearing(hearing_id: int) -> Hearing:
    return Hearing.objects.select_related("resident", "objection").get(pk=hearing_id)


def _address(hearing: Hearing) -> str:
    return settings.BASE_URL + reverse("vouchers:my-hearing", args=[hearing.pk])
