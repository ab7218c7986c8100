"""Why a line of the bank's messages cannot be marked as looked at."""

from django.utils.translation import gettext_lazy as _

from billing.errors import BillingRefused


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
