"""Letters, receipts and forms as PDF, filled from what is stored: a file a kind, asked for by one name.

What staff may write in them is `letters.texts`; who writes one, and when, stands in `actions`.
"""

from vouchers.letters.choices import (
    acted_for,
    made_by,
    receipt,
    receipt_letter,
    recipient_of,
    voucher_letter,
    who_acted,
)
from vouchers.letters.decisions import decision_copy, decision_letter, heading_of
from vouchers.letters.paper_form import choice_form
from vouchers.letters.plain import made_up, plain_letter, preview, values_of
