"""Why something about vouchers and choices is refused."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class ChoiceRefused(Refused):
    """A choice cannot be made."""

    code = "choice_refused"


class NotAlive(ChoiceRefused):
    """By the register the resident is not alive on the day."""

    code = "not_alive"
    text = _("The population register has no living person to choose for on this day.")


class GuardianUnnamed(ChoiceRefused):
    """At the desk a guardian acts, and nobody says which."""

    code = "guardian_unnamed"
    text = _("Say which guardian acts for the child.")


class NoGuardianThen(ChoiceRefused):
    """At the desk somebody acts as guardian who by the register of the day is none."""

    code = "no_guardian_then"
    text = _("By the population register this person is not the child's guardian today.")


class NotInArea(ChoiceRefused):
    """The resident lives outside the pilot's areas on the day."""

    code = "not_in_area"
    text = _("You may choose when you live in the pilot's area. By the population register you live elsewhere today.")
    text_other = _("One may choose who lives in the pilot's area. By the population register home is elsewhere today.")


class NoRightYet(ChoiceRefused):
    """The strand is for people of an age, and the resident is younger."""

    code = "no_right_yet"
    text = _("One may choose here from the age of {years} on. Nobody can choose for somebody younger either.")


class ByInvitation(ChoiceRefused):
    """A case manager invites to the strand."""

    code = "by_invitation"
    text = _("This is chosen together with a case manager, who invites you after an assessment of need.")
    text_other = _("This is chosen together with a case manager, who invites to it after an assessment of need.")


class ChannelClosed(ChoiceRefused):
    """The rule set does not take choices this way."""

    code = "channel_closed"
    text = _("A choice cannot be made this way. Choose online, at a service point or on paper.")


class Excluded(ChoiceRefused):
    """The resident belongs to a group that the rule set leaves out."""

    code = "excluded"
    text = _("This choice is not open to you now. Call the advice number, and we will tell you why.")
    text_other = _("This choice is not open now. Call the advice number and ask what can be done.")


class TooYoung(ChoiceRefused):
    """The resident is younger than the rule set's age of own choice and chooses alone."""

    code = "too_young"
    text = _(
        "You choose for yourself when you are {years}. "
        "Until then a guardian chooses for you: at a service point, on paper or, where the register allows it, online."
    )
    text_other = _(
        "From {years} on one chooses alone. Until then a guardian chooses: at a service point, on paper or, where the"
        " register allows it, online."
    )


class PilotEnds(ChoiceRefused):
    """The choice would take effect after the pilot."""

    code = "pilot_ends"
    text = _("The pilot ends before the choice would take effect. You stay where you are.")
    text_other = _("The pilot ends before the choice would take effect. Everything stays as it is.")


class LockInHolds(ChoiceRefused):
    """The lock-in after the present choice still holds."""

    code = "lock_in"
    text = _("Your present choice still binds you. You may choose again from the day shown below.")
    text_other = _("The present choice still binds. A new choice is possible from the day shown below.")


class AlreadyThere(ChoiceRefused):
    """The resident is on that site's list by a choice, their own or not."""

    code = "already_there"
    text = _("You are on this site's list already.")
    text_other = _("This site's list is the present one already.")


class SiteClosed(ChoiceRefused):
    """The site is not approved on the day the choice would take effect."""

    code = "site_closed"
    text = _("This site takes no residents on the day your choice would take effect. Choose another site.")
    text_other = _("This site takes no residents on the day the choice would take effect. Choose another site.")


class ListFull(ChoiceRefused):
    """The site's list has no free place."""

    code = "list_full"
    text = _("The list is full: it has no free place now.")


class JoiningIsOver(ChoiceRefused):
    """The pilot is closing and takes nobody new."""

    code = "joining_is_over"
    text = _("The pilot closes, and private sites took new residents until {until}. Choose a public site.")

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until=formats.moment(until))


class OwnChoiceIsOver(ChoiceRefused):
    """The pilot is closing, and the time to choose a public site oneself is over."""

    code = "own_choice_is_over"
    text = _(
        "The pilot closes. You could choose until {until}. From {closes_on} on your home health station cares for you."
    )
    text_other = _(
        "The pilot closes. One could choose until {until}. From {closes_on} on the home health station gives the care."
    )

    def __init__(self, *, until: date, closes_on: date) -> None:
        super().__init__(until=formats.day(until), closes_on=formats.day(closes_on))


class ListHasRoom(ChoiceRefused):
    """Nobody needs to wait for this list."""

    code = "list_has_room"
    text = _("There is room on this list now. You need not wait: you can choose the site at once.")
    text_other = _("There is room on this list now. There is no need to wait: the site can be chosen at once.")


class NoQueue(ChoiceRefused):
    """The rules keep no queues."""

    code = "no_queue"
    text = _("No queue is kept for full lists. Choose another site, or look again later.")


class NotInQueue(ChoiceRefused):
    """The place in the queue no longer waits."""

    code = "not_in_queue"
    text = _("You no longer wait in this queue. Nothing was changed.")
    text_other = _("This place no longer waits in the queue. Nothing was changed.")


class NothingToRegret(ChoiceRefused):
    """No choice is waiting to take effect."""

    code = "nothing_to_regret"
    text = _("There is no choice to take back: it has taken effect, or it was taken back already.")


class KeyUsed(ChoiceRefused):
    """The same form was sent before with another choice."""

    code = "key_used"
    text = _("This form was already sent with another choice. Nothing was changed. Open the page again.")


class NoRules(ChoiceRefused):
    """No rule set holds on the day."""

    code = "no_rules"
    text = _("No choice can be made on this day: the pilot has no rules in force.")


class PilotDoesNotRun(Refused):
    """No voucher holds on a day outside the pilot."""

    code = "pilot_does_not_run"
    text = _("The pilot does not run on {on}, so no voucher can begin then. Choose a day of the pilot.")

    def __init__(self, *, on: date) -> None:
        super().__init__(on=formats.day(on))
