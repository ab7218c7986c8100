"""Why something about decisions is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


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


class ChildNotHeard(DecisionRefused):
    """A decision about a child of an age to be heard, without its say."""

    code = "child_not_heard"
    text = _(
        "The decision concerns a child of 12 or over. Write when the child was heard and what it thinks, or why it was "
        "not heard."
    )


class ChildHeardHalf(DecisionRefused):
    """A day without an opinion, or an opinion without a day."""

    code = "child_heard_half"
    text = _("Write both the day on which the child was heard and what it thinks.")


class ChildHeardAndNot(DecisionRefused):
    """A child that was heard, and a reason why not."""

    code = "child_heard_and_not"
    text = _("Write either what the child thinks or why it was not heard, not both.")


class ChildHeardLater(DecisionRefused):
    """A day of hearing that is still to come."""

    code = "child_heard_later"
    text = _("The child was heard on a day that is still to come. Write the day on which it was.")


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
