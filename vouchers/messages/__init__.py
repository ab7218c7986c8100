"""E-mails: a file a subject, asked for by one name. They tell that there is something to read and where; no more."""

from vouchers.messages.choices import (
    receipt_key,
    send_choice_receipt,
    send_closing_letter,
    send_move_undone,
    send_queue_closed,
    send_taken_back,
    tell_guardian,
    tell_of_objection,
)
from vouchers.messages.deeds import send_deed
from vouchers.messages.hearings import confirm_answer, tell_of_hearing
from vouchers.messages.reminders import send_reminder
