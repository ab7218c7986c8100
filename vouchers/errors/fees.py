"""Why a table of fees is refused."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class FeesRefused(Refused):
    """Fees cannot be drafted or approved so."""

    code = "fees_refused"

    def __init__(self, *, on: date | None = None) -> None:
        super().__init__(**({} if on is None else {"on": formats.day(on)}))


class FeesHeldAlready(FeesRefused):
    """Other fees hold on the day, which is here: residents were told them."""

    code = "fees_held_already"
    text = _("Other fees have been told to residents for {on} already. Choose a day in the future.")


class FeesBeginThen(FeesRefused):
    """Another approved table begins on the very day."""

    code = "fees_begin_then"
    text = _("Other fees begin on {on} already. Choose another day.")


class FeesEndBefore(FeesRefused):
    """The last day comes before the first."""

    code = "fees_end_before"
    text = _("The last day comes before the first day, {on}.")


class NoFees(FeesRefused):
    """A table without a single fee says nothing."""

    code = "no_fees"
    text = _("Write at least one fee. Where nobody knows the sum, leave the sum empty.")


class FeesOverlap(FeesRefused):
    """Two fees hold for the same thing and age."""

    code = "fees_overlap"
    text = _("Two of the fees are for the same service at the same age. Part the ages, or leave one out.")


class CeilingUnsourced(FeesRefused):
    """It is said whether co-payments count towards the ceiling, or where that stands, but not both."""

    code = "ceiling_unsourced"
    text = _("Say whether co-payments count towards the annual ceiling and where that is said, or leave both empty.")


class OwnFees(FeesRefused):
    """Whoever drafted fees approves them."""

    code = "own_fees"
    text = _("You drafted these fees. Somebody else has to approve them.")


class OthersFees(FeesRefused):
    """A draft is its drafter's, so that who approves it has written nothing of it."""

    code = "others_fees"
    text = _("Somebody else drafted these fees, so only they can change them. Draft fees of your own.")


class FeesDecided(FeesRefused):
    """The draft was approved or thrown away before."""

    code = "fees_decided"
    text = _("These fees are approved or thrown away already. Draft new ones to change them.")


class FeesDiffer(FeesRefused):
    """The approval names other fees than the draft has, or than those that it ends."""

    code = "fees_differ"
    text = _("The draft or the fees it ends are not as you saw them. Nothing was approved. Look at them again.")
