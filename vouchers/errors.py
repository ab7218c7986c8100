"""Why something about vouchers and choices is refused."""
# longer: all that may be said no to, side by side, so that no two refusals say the same.

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


class NotInArea(ChoiceRefused):
    """The resident lives outside the pilot's areas on the day."""

    code = "not_in_area"
    text = _("You may choose when you live in the pilot's area. By the population register you live elsewhere today.")


class NoRightYet(ChoiceRefused):
    """The strand is for people of an age, and the resident is younger."""

    code = "no_right_yet"
    text = _("One may choose here from the age of {years} on. Nobody can choose for somebody younger either.")


class ByInvitation(ChoiceRefused):
    """A case manager invites to the strand."""

    code = "by_invitation"
    text = _("This is chosen together with a case manager, who invites you after an assessment of need.")


class ChannelClosed(ChoiceRefused):
    """The rule set does not take choices this way."""

    code = "channel_closed"
    text = _("A choice cannot be made this way. Choose online, at a service point or on paper.")


class Excluded(ChoiceRefused):
    """The resident belongs to a group that the rule set leaves out."""

    code = "excluded"
    text = _("This choice is not open to you now. Call the advice number, and we will tell you why.")


class TooYoung(ChoiceRefused):
    """The resident is younger than the rule set's age of own choice and chooses alone."""

    code = "too_young"
    text = _(
        "You choose for yourself when you are {years}. "
        "Until then a guardian chooses for you, at a service point or on paper."
    )


class PilotEnds(ChoiceRefused):
    """The choice would take effect after the pilot."""

    code = "pilot_ends"
    text = _("The pilot ends before the choice would take effect. You stay where you are.")


class LockInHolds(ChoiceRefused):
    """The lock-in after the present choice still holds."""

    code = "lock_in"
    text = _("Your present choice still binds you. You may choose again from the day shown below.")


class AlreadyThere(ChoiceRefused):
    """The resident is on that site's list by a choice, their own or not."""

    code = "already_there"
    text = _("You are on this site's list already.")


class SiteClosed(ChoiceRefused):
    """The site is not approved on the day the choice would take effect."""

    code = "site_closed"
    text = _("This site takes no residents on the day your choice would take effect. Choose another site.")


class ListFull(ChoiceRefused):
    """The site's list has no free place."""

    code = "list_full"
    text = _("The list is full. Choose another site.")


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

    def __init__(self, *, until: date, closes_on: date) -> None:
        super().__init__(until=formats.day(until), closes_on=formats.day(closes_on))


class ListHasRoom(ChoiceRefused):
    """Nobody needs to wait for this list."""

    code = "list_has_room"
    text = _("There is room on this list now. You need not wait: you can choose the site at once.")


class NoQueue(ChoiceRefused):
    """The rules keep no queues."""

    code = "no_queue"
    text = _("No queue is kept for full lists. Choose another site, or look again later.")


class NotInQueue(ChoiceRefused):
    """The place in the queue no longer waits."""

    code = "not_in_queue"
    text = _("You no longer wait in this queue. Nothing was changed.")


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


class NotBound(ChoiceRefused):
    """An early change is asked for although no lock-in holds."""

    code = "not_bound"
    text = _("No earlier choice binds you now, so you need no weighty reason: choose as usual.")


class EarlyChangeWaits(ChoiceRefused):
    """A second early change is asked for while one waits."""

    code = "early_change_waits"
    text = _("You have already asked for an early change. It is decided on first, or you withdraw it.")


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
    text = _("Only a denied case can be ruled on again, and once.")


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


class ClosingRefused(Refused):
    """Something cannot be done with the plan by which a pilot closes."""

    code = "closing_refused"


class ClosingOutOfOrder(ClosingRefused):
    """The dates do not follow each other as the script does."""

    code = "closing_out_of_order"
    text = _(
        "The dates come in this order: nobody new, own choice until, closing, last correction. "
        "Letters are sent before own choice ends."
    )


class ClosingWaits(ClosingRefused):
    """A second plan for a strand that has one."""

    code = "closing_waits"
    text = _("There is a plan for this strand already. Withdraw it first.")


class ClosingDecided(ClosingRefused):
    """The plan was approved or withdrawn meanwhile."""

    code = "closing_decided"
    text = _("This plan is decided on already. Nothing was changed.")


class OwnClosing(ClosingRefused):
    """Whoever proposed a plan approves it."""

    code = "own_closing"
    text = _("You proposed this plan. Somebody else approves it.")


class ClosingTooLate(ClosingRefused):
    """A plan is approved when its time to join is over already."""

    code = "closing_too_late"
    text = _("The last day for new residents, {day}, is past. Withdraw the plan and propose later dates.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class SiteOpensLater(ClosingRefused):
    """A private site would open when the pilot is closed."""

    code = "site_opens_later"
    text = _("{site} is approved only from a day after the closing. Mend its approval first.")

    def __init__(self, *, site: str) -> None:
        super().__init__(site=site)


class LettersNotYet(ClosingRefused):
    """Letters are sent before the plan's day."""

    code = "letters_not_yet"
    text = _("The letters are sent from {day} on, when the plan is approved.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class PilotDoesNotRun(Refused):
    """No voucher holds on a day outside the pilot."""

    code = "pilot_does_not_run"
    text = _("The pilot does not run on {on}, so no voucher can begin then. Choose a day of the pilot.")

    def __init__(self, *, on: date) -> None:
        super().__init__(on=formats.day(on))


class DecisionRefused(Refused):
    """A decision cannot be made."""

    code = "decision_refused"


class UnreasonedDecision(DecisionRefused):
    """A decision without reasons."""

    code = "unreasoned_decision"
    text = _("Write the reasons: a decision without them does not hold.")


class OwnMatter(DecisionRefused):
    """Somebody would decide in their own matter."""

    code = "own_matter"
    text = _("Nobody decides in their own matter. Hand it to somebody else.")


class NotTheSameParty(DecisionRefused):
    """A correction of a decision about somebody else."""

    code = "not_the_same_party"
    text = _("The decision that you correct is about somebody else.")


class AlreadyCorrected(DecisionRefused):
    """A decision is corrected once; the next correction is of the correction."""

    code = "already_corrected"
    text = _("Decision {number} was corrected already. Correct the later decision.")


class NoNoticeTerms(DecisionRefused):
    """Nothing says how long one may appeal."""

    code = "no_notice_terms"
    text = _("No terms of notice hold on this day, so the last day of appeal cannot be counted.")
