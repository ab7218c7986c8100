"""Why a file of the bank is not read, and a line of it not marked as looked at."""

from django.utils.translation import gettext_lazy as _

from billing.errors.refused import BillingRefused


class BankFileRefused(BillingRefused):
    """A file is not a bank's message that can be read."""

    code = "bank_file_refused"


class BankFileTooLarge(BankFileRefused):
    """The file is larger than any bank sends."""

    code = "bank_file_too_large"
    text = _("The file is larger than {most} MB. Nothing was read.")


class NotXml(BankFileRefused):
    """The file is not well-formed XML."""

    code = "not_xml"
    text = _("The file is not whole XML: line {line}, column {column}. Nothing was read. Fetch it from the bank again.")


class HasDoctype(BankFileRefused):
    """The file declares entities or a document type, which no bank's message does."""

    code = "has_doctype"
    text = _("The file declares a document type, which bank messages never do. Nothing was read.")


class NotABankMessage(BankFileRefused):
    """The file is XML of another kind."""

    code = "not_a_bank_message"
    text = _(
        "The file is not an answer to a payment file (pain.002) or a notification of bookings (camt.054): "
        "its kind is {kind}. Nothing was read."
    )


class PartMissing(BankFileRefused):
    """A part that the message cannot do without is missing."""

    code = "part_missing"
    text = _("Line {line}: {part} is missing. Nothing was read.")


class PartWrong(BankFileRefused):
    """A part of the message does not say what it must."""

    code = "part_wrong"
    text = _("Line {line}: {part} cannot be read. Nothing was read.")


class MessageIdUsed(BankFileRefused):
    """Another file with the same message id was read before."""

    code = "message_id_used"
    text = _(
        "Another file with the bank's message id {message} was read on {day}. "
        "Nothing was changed. Ask the bank which of the two holds."
    )


class LineReviewRefused(BillingRefused):
    """A line of a bank's message cannot be marked as looked at."""

    code = "line_review_refused"


class LinesReviewed(LineReviewRefused):
    """A line fits a payment, is another message's, or was looked at before."""

    code = "lines_reviewed"
    text = _("Somebody has looked at one of these lines already. Nothing was changed. Look at the list anew.")


class LineNoteMissing(LineReviewRefused):
    """A review says what came of it."""

    code = "line_note_missing"
    text = _("Write what came of it. Nothing was changed.")


class NotASmallerReturn(LineReviewRefused):
    """The line does not tell of a smaller return, or the payment has come back already."""

    code = "not_a_smaller_return"
    text = _("This line tells of no payment that could count as come back. Nothing was changed.")
