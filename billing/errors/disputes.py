"""Why something about a dispute is refused."""

from django.utils.translation import gettext_lazy as _

from billing.errors.refused import BillingRefused


class DisputeRefused(BillingRefused):
    """A dispute cannot be opened, or not go this way."""

    code = "dispute_refused"


class DisputeTooLate(DisputeRefused):
    """The time for disputing the statement is over."""

    code = "dispute_too_late"
    text = _("This statement could be disputed until {day}. Nothing was sent. Ask the organiser if something is wrong.")


class NothingDisputed(DisputeRefused):
    """Neither an entry nor somebody missing is named."""

    code = "nothing_disputed"
    text = _("Nothing was sent: pick at least one row, or name the resident who is missing.")


class NotOnTheStatement(DisputeRefused):
    """An entry is not one of the statement's."""

    code = "not_on_the_statement"
    text = _("One of the rows is not on this statement. Nothing was sent.")


class DisputedAlready(DisputeRefused):
    """An entry is in another dispute that is still open."""

    code = "disputed_already"
    text = _("Nothing was sent: resident {codes} is in a dispute that is still open. Go on in its messages.")


class IdentityCodeWritten(DisputeRefused):
    """Personal identity codes do not belong into a text that others read."""

    code = "identity_code_written"
    text = _("Nothing was sent: the text holds a personal identity code. Name the resident by list code.")


class DisputeMovedOn(DisputeRefused):
    """The dispute is not where this could be done."""

    code = "dispute_moved_on"
    text = _("The dispute has moved on, so nothing was done. Look at where it is now.")


class OwnRuling(DisputeRefused):
    """Who proposed a ruling cannot confirm it."""

    code = "own_ruling"
    text = _("You proposed this ruling. Somebody else has to confirm it.")


class RulingsOverlap(DisputeRefused):
    """Another ruling says of the same resident and day who is paid."""

    code = "rulings_overlap"
    text = _("Another ruling says already who is paid for some of these days. Nothing was saved.")


class NotOfTheDispute(DisputeRefused):
    """What is said to have mended the dispute, or whom a ruling is about, is of another matter."""

    code = "not_of_the_dispute"
    text = _("This belongs to another matter. Nothing was saved.")
