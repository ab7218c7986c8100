from django.core import mail
from django.utils.translation import gettext_lazy as _

from registry.models import Resident
from vouchers.messages.sending import send_to


def test_reader_is_written_to_in_their_language_and_no_machine_answers():
    send_to(Resident(email="aino@example.fi", language="sv"), lambda: (_("Language"), "Hej"))

    (message,) = mail.outbox
    assert (message.subject, message.body, message.to) == ("Språk", "Hej", ["aino@example.fi"])
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_without_an_address_nothing_is_even_written():
    send_to(Resident(email="", language="fi"), lambda: 1 / 0)

    assert mail.outbox == []
