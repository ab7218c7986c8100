"""E-mails about choices, also to guardians, and about queues, moves, closings and objections."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pilot import formats, outbox
from pilot.calendar import helsinki_today
from pilot.identifiers import format_code
from registry.models import Resident
from vouchers import queries
from vouchers.messages.sending import Written, send_to
from vouchers.models import Choice, ClosingLetter, Objection, QueuePlace


def send_choice_receipt(choice_id: int) -> None:
    """Tell the resident, in their language, that the choice is registered and where its receipt is."""
    choice = Choice.objects.select_related("resident").get(pk=choice_id)
    if choice.origin == Choice.Origin.FORCED:
        _send_move(choice_id)
    else:
        send_to(choice.resident, lambda: _receipt(choice))


@transaction.atomic
def _send_move(choice_id: int) -> None:
    # Whoever undoes the draw holds this row: the message has gone by then, which is kept with it, or it never goes.
    Resident.objects.select_for_update(no_key=True, of=["self"]).get(choices=choice_id)
    choice = Choice.objects.select_related("resident").get(pk=choice_id)
    if not choice.resident.email or choice.regretted_at:
        return
    send_to(choice.resident, lambda: _receipt(choice))
    outbox.has_happened(receipt_key(choice_id))


def receipt_key(choice_id: int) -> str:
    """Return by which key the message of a choice is promised."""
    return f"choice-receipt-{choice_id}"


def _receipt(choice: Choice) -> Written:
    subject = _subject(choice).format(number=format_code(choice.receipt_number))
    return subject, _receipt_text(choice) if choice.origin == Choice.Origin.OWN else _brought_about_text(choice)


def send_move_undone(choice_id: int) -> None:
    """Tell a resident who was told of a move, in their language, that it no longer holds."""
    choice = Choice.objects.select_related("resident").get(pk=choice_id)
    send_to(choice.resident, lambda: (_("You are not moved to another list"), _move_undone_text(choice)))


def _move_undone_text(choice: Choice) -> str:
    return _(
        "Hello,\n\n"
        "we wrote to you that you are moved to another list from {day} on. That no longer holds: "
        "you stay where you are. What you have chosen yourself stays as it is.\n\n"
        "See where you are; you identify yourself first:\n{address}\n\n"
        "You need do nothing.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(
        day=formats.long_day(choice.effective_on, case="from"),
        address=settings.BASE_URL + reverse("vouchers:my-home"),
    )


def send_queue_closed(place_id: int) -> None:
    """Tell the resident, in their language, that a site for which they waited takes no more residents."""
    place = QueuePlace.objects.select_related("resident").get(pk=place_id)
    send_to(place.resident, lambda: (_("Your place in a queue has ended"), _queue_closed_text()))


def _queue_closed_text() -> str:
    return _(
        "Hello,\n\n"
        "the site for which you waited takes no more residents, and its queue has ended. "
        "You stay where you are now.\n\n"
        "See what you can do next; you identify yourself first:\n{address}\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(address=settings.BASE_URL + reverse("vouchers:my-home"))


def send_closing_letter(letter_id: int) -> None:
    """Tell the resident, in their language, that the pilot closes and where the letter is."""
    letter = ClosingLetter.objects.select_related("resident", "plan").get(pk=letter_id)
    send_to(letter.resident, lambda: (_("The freedom-of-choice pilot closes: a letter for you"), _closing_text(letter)))


def _closing_text(letter: ClosingLetter) -> str:
    address = settings.BASE_URL + reverse("vouchers:my-closing-letter", args=[letter.pk])
    return _(
        "Hello,\n\n"
        "the freedom-of-choice pilot closes. There is a letter for you about what happens and what you can choose "
        "until {day}.\n\n"
        "Read it here; you identify yourself first:\n{address}\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(day=formats.long_day(letter.plan.choose_until), address=address)


def _subject(choice: Choice) -> str:
    match choice.origin:
        case Choice.Origin.QUEUE:
            return _("You got a place from the queue: {number}")
        case Choice.Origin.OWN:
            return _("Your choice is registered: {number}")
    return _("You are moved to another list: {number}")


def _brought_about_text(choice: Choice) -> str:
    address = settings.BASE_URL + reverse("vouchers:my-receipt", args=[choice.pk])
    if choice.origin == Choice.Origin.QUEUE:
        text = _(
            "Hello,\n\n"
            "you got the place for which you waited in the queue. You are on the new list from {day} on.\n\n"
            "Read where; you identify yourself first:\n{address}\n\n"
            "You need do nothing. Until that day you can say no to the place on the same page.\n\n"
            "This message was sent automatically. Please do not answer it.\n"
        )
    else:
        text = _(
            "Hello,\n\n"
            "you are moved to another list from {day} on. Your own change is not used up.\n\n"
            "Read where, and what you can do; you identify yourself first:\n{address}\n\n"
            "This message was sent automatically. Please do not answer it.\n"
        )
    return text.format(day=formats.long_day(choice.effective_on, case="from"), address=address)


def tell_guardian(choice_id: int, guardian_id: int) -> None:
    """Tell a guardian, in their language, that a choice was made for a child; not if that would reveal anything now."""
    choice = Choice.objects.select_related("resident").get(pk=choice_id)
    guardian = Resident.objects.get(pk=guardian_id)
    if _may_still_read(guardian, choice):
        send_to(guardian, lambda: _guardian_receipt(choice))


def _guardian_receipt(choice: Choice) -> Written:
    subject = _guardian_subject(choice).format(number=format_code(choice.receipt_number))
    return subject, _guardian_place_text(choice) if choice.origin == Choice.Origin.QUEUE else _guardian_text(choice)


def _may_still_read(guardian: Resident, choice: Choice) -> bool:
    """Tell whether protection has not begun, nor guardianship ended, between the cause and the sweep."""
    return queries.has_right(person=guardian, child=choice.resident, on=helsinki_today(timezone.now()))


def send_taken_back(choice_id: int, guardian_id: int | None, *, is_own: bool = False) -> None:
    """Tell the resident, or a child's guardian, in their language, that the choice was taken back.

    By somebody else, unless it is the confirmation to whoever took back their own.
    """
    choice = Choice.objects.select_related("resident").get(pk=choice_id)
    reader, page = choice.resident, reverse("vouchers:my-receipt", args=[choice.pk])
    if guardian_id is not None:
        reader, page = Resident.objects.get(pk=guardian_id), reverse("vouchers:my-acting")
        if not _may_still_read(reader, choice):
            return
    number, text = format_code(choice.receipt_number), _own_taken_back_text if is_own else _taken_back_text
    send_to(
        reader,
        lambda: (_("A choice was taken back: {number}").format(number=number), text(number, settings.BASE_URL + page)),
    )


def _taken_back_text(number: str, address: str) -> str:
    return _(
        "Hello,\n\n"
        "the choice with the number {number} was taken back by somebody who acts for another. It does not take "
        "effect.\n\n"
        "See how matters stand now; you identify yourself first:\n{address}\n\n"
        "If you did not know of this, call the advice number or come to a service point.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(number=number, address=address)


def _own_taken_back_text(number: str, address: str) -> str:
    return _(
        "Hello,\n\n"
        "your choice with the number {number} was taken back. It does not take effect, and you stay where you are "
        "now.\n\n"
        "Read and print the confirmation here; you identify yourself first:\n{address}\n\n"
        "If you did not take it back, tell us at once.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(number=number, address=address)


def tell_of_objection(objection_id: int, guardian_id: int) -> None:
    """Tell a guardian, in their language, that another objected to a choice; not if that would reveal anything now."""
    objection = Objection.objects.select_related("choice__resident").get(pk=objection_id)
    guardian, number = Resident.objects.get(pk=guardian_id), format_code(objection.choice.receipt_number)
    if _may_still_read(guardian, objection.choice):
        send_to(
            guardian,
            lambda: (
                _("A guardian objected to a choice: {number}").format(number=number),
                _objection_text(objection, number),
            ),
        )


def _objection_text(objection: Objection, number: str) -> str:
    return _(
        "Hello,\n\n"
        "another guardian has objected to a choice that was made for a child whose guardian you are. The number of the "
        "choice is {number}. The choice stands until the objection is settled, on {day} at the latest.\n\n"
        "See how far it is on the receipt; you identify yourself first:\n{address}\n\n"
        "If you want to say something about it before it is settled, call the advice number or come to a service "
        "point. You get the decision in writing.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(
        number=number,
        day=formats.long_day(objection.settle_by),
        address=settings.BASE_URL + reverse("vouchers:my-acting"),
    )


def _guardian_subject(choice: Choice) -> str:
    if choice.origin == Choice.Origin.QUEUE:
        return _("A child got a place from the queue: {number}")
    return _("A choice is registered for a child: {number}")


def _guardian_place_text(choice: Choice) -> str:
    return _(
        "Hello,\n\n"
        "a child whose guardian you are got the place for which it waited in a queue. It is on the new list from {day} "
        "on. The number is {number}.\n\n"
        "Read where; you identify yourself first:\n{address}\n\n"
        "Until that day a guardian can say no to the place on the same page, and it does not bind: another site can be "
        "chosen at any time.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(
        day=formats.long_day(choice.effective_on, case="from"),
        number=format_code(choice.receipt_number),
        address=settings.BASE_URL + reverse("vouchers:my-acting"),
    )


def _guardian_text(choice: Choice) -> str:
    address = settings.BASE_URL + reverse("vouchers:my-acting")
    text = _(
        "Hello,\n\n"
        "a choice has been registered for a child whose guardian you are. A guardian made it on {made}. "
        "It takes effect on {day}. Its number is {number}.\n\n"
        "Read its receipt here; you identify yourself first:\n{address}\n\n"
    ).format(
        made=formats.long_day(choice.made_on),
        day=formats.long_day(choice.effective_on),
        number=format_code(choice.receipt_number),
        address=address,
    )
    if queries.same_day_choice_of_another(choice):
        text += _(
            "Another guardian had chosen otherwise on the same day. The later choice holds. "
            "If you do not agree, call the advice number.\n\n"
        )
    text += _(
        "Another guardian than the one who chose can object until {until}, "
        "on the receipt's page or at a service point. The choice stands meanwhile.\n\n"
    ).format(until=formats.long_day(queries.objection_until(choice)))
    return text + _("This message was sent automatically. Please do not answer it.\n")


def _receipt_text(choice: Choice) -> str:
    # The site's name is left out: where somebody gets care is nobody's but their own.
    address = settings.BASE_URL + reverse("vouchers:my-receipt", args=[choice.pk])
    return _(
        "Hello,\n\n"
        "a choice has been registered for you. It takes effect on {day}. Its number is {number}.\n\n"
        "Read and print the receipt here; you identify yourself first:\n{address}\n\n"
        "Until it takes effect you can take the choice back on the same page.\n"
        "If you did not make this choice, tell us at once.\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(day=formats.long_day(choice.effective_on), number=format_code(choice.receipt_number), address=address)
