"""Feedback on accessibility: given by anybody, answered by staff within the law's two weeks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilot import audit, outbox
from pilot.errors import Refused
from pilot.locks import lock
from pilot.models import Feedback, Organiser, User
from pilot.numbers import next_number


class AlreadyAnswered(Refused):
    """Somebody has answered it before."""

    code = "feedback_already_answered"
    text = gettext_lazy("Somebody has answered this feedback already. Your answer was not sent.")


@transaction.atomic
def give_feedback(
    *, organiser: Organiser, text: str, page: str, email: str, language: str, key: UUID, at: datetime, by: User | None
) -> Feedback:
    """Keep what somebody tells; the same key again returns the first. Records `feedback_given`.

    Whoever is logged in is not named in it: `by` is only the event's.
    """
    lock(("feedback", str(key)))
    known = Feedback.objects.filter(key=key).first()
    if known is not None:
        return known
    given = Feedback.objects.create(
        organiser=organiser,
        number=next_number("feedback"),
        key=key,
        page=page,
        text=text,
        email=email,
        language=language,
        received_at=at,
    )
    audit.record("feedback_given", by=by, at=at, channel="online", subject=("feedback", given.pk))
    return given


@transaction.atomic
def answer_feedback(*, feedback: Feedback, answer: str, by: User, at: datetime) -> Feedback:
    """Answer once and for all, by e-mail where an address was left.

    Refuses what is answered already. Records `feedback_answered`.
    """
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if feedback.answered_at is not None:
        raise AlreadyAnswered
    feedback.answer, feedback.answered_at, feedback.answered_by = answer, at, by
    feedback.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.record("feedback_answered", by=by, at=at, channel="workspace", subject=("feedback", feedback.pk))
    if feedback.email:
        _send(feedback)
    return feedback


def _send(feedback: Feedback) -> None:
    with translation.override(feedback.language):
        subject = _("Answer to your feedback {number}").format(number=feedback.number)
        ending = _("This message was sent automatically. Please do not answer it.")
    outbox.put_email(
        to=feedback.email, subject=subject, text=f"{feedback.answer}\n\n{ending}\n", key=f"feedback-{feedback.pk}"
    )
