"""Why something about changes before a lock-in ends is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused
from vouchers.errors.choices import ChoiceRefused


class NotBound(ChoiceRefused):
    """An early change is asked for although no lock-in holds."""

    code = "not_bound"
    text = _("No earlier choice binds you now, so you need no weighty reason: choose as usual.")
    text_other = _("No earlier choice binds now, so no weighty reason is needed: choose as usual.")


class EarlyChangeWaits(ChoiceRefused):
    """A second early change is asked for while one waits."""

    code = "early_change_waits"
    text = _("You have already asked for an early change. It is decided on first, or you withdraw it.")
    text_other = _("An early change is asked for already. It is decided on first, or withdrawn.")


class NotExplained(ChoiceRefused):
    """Another reason than those of the list is given without a word."""

    code = "not_explained"
    text = _("Write what the reason is.")


class EarlyChangeRefused(Refused):
    """Something cannot be done with a case."""

    code = "early_change_refused"


class EarlyChangeClosed(EarlyChangeRefused):
    """The case was ruled on or withdrawn meanwhile."""

    code = "early_change_closed"
    text = _("This case is closed already. Nothing was changed. Open the page again.")


class NotDenied(EarlyChangeRefused):
    """An appeal is ruled on that nobody could make."""

    code = "not_denied"
    text = _("Only a rejected case can be ruled on again, and once.")


class Disqualified(EarlyChangeRefused):
    """Somebody who declared to be disqualified, or whose own case it is, goes on with it."""

    code = "disqualified"
    text = _("You are disqualified in this case, so somebody else has to go on with it.")


class SameDecider(EarlyChangeRefused):
    """Whoever ruled rules on the appeal too."""

    code = "same_decider"
    text = _("You ruled on this case. Somebody else rules on the appeal.")


class NoReasons(EarlyChangeRefused):
    """A ruling or a declaration without its reasons."""

    code = "no_reasons"
    text = _("Write the reasons.")
