"""E-mails that remind. They say what may still be done and until when; never who or where one is."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilot import formats
from vouchers import queries
from vouchers.messages.sending import send_to
from vouchers.models import Reminder, ReminderKind

SUBJECTS: dict[str, str | Promise] = {
    ReminderKind.UNUSED: gettext_lazy("You may choose your health station"),
    ReminderKind.LAST_CHOICE: gettext_lazy("The last day for choosing your health station comes"),
    ReminderKind.REGRET: gettext_lazy("Your choice is about to take effect"),
    ReminderKind.CLOSING: gettext_lazy("You can still choose a public health station"),
}
TEXTS: dict[str, str | Promise] = {
    ReminderKind.UNUSED: gettext_lazy(
        "you may choose where you get care, until {day}. You need not choose: if you do nothing, everything goes on as "
        "before."
    ),
    ReminderKind.LAST_CHOICE: gettext_lazy(
        "you can choose where you get care until {day}. You need not choose: if you do nothing, everything goes on as "
        "before."
    ),
    ReminderKind.REGRET: gettext_lazy(
        "you have made a choice that is about to take effect. If it is right, you need not do anything. You can take "
        "it back until {day}."
    ),
    ReminderKind.CLOSING: gettext_lazy(
        "the freedom-of-choice pilot closes. You can choose a public health station yourself until {day}. If you do "
        "nothing, you go to your home health station."
    ),
}


def send_reminder(reminder_id: int, *, on: date) -> None:
    """Remind the resident in their language; not of what is done by now, nor when its day is over."""
    reminder = Reminder.objects.select_related("resident").get(pk=reminder_id)
    if queries.is_still_due(reminder, on=on):
        send_to(reminder.resident, lambda: (SUBJECTS[reminder.kind], _text(reminder)))


def _text(reminder: Reminder) -> str:
    return _(
        "Hello,\n\n"
        "{text}\n\n"
        "Read more; you identify yourself first:\n{address}\n\n"
        "This message was sent automatically. Please do not answer it.\n"
    ).format(
        text=str(TEXTS[reminder.kind]).format(day=formats.long_day(reminder.last_day)),
        address=settings.BASE_URL + reverse("vouchers:my-home"),
    )
