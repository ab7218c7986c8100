"""E-mails about choices. They say that there is something to read and where; never who one is or where one lives."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pilot import formats
from pilot.identifiers import format_code
from vouchers.models import Choice


def send_choice_receipt(choice_id: int) -> None:
    """Tell the resident, in their language, that the choice is registered and where its receipt is."""
    choice = Choice.objects.select_related("resident").get(pk=choice_id)
    if not choice.resident.email:
        return
    with translation.override(choice.resident.language):
        message = EmailMessage(
            subject=_("Your choice is registered: {number}").format(number=format_code(choice.receipt_number)),
            body=_receipt_text(choice),
            to=[choice.resident.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
    message.send()


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
