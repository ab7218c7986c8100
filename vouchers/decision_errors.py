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
