"""Why something about a coming rule set is refused."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class RulesRefused(Refused):
    """Rules cannot be drafted or approved so."""

    code = "rules_refused"

    def __init__(self, *, on: date | None = None) -> None:
        super().__init__(**({} if on is None else {"on": formats.day(on)}))


class RulesNotComing(RulesRefused):
    """Rules are drafted for a day that is here already."""

    code = "rules_not_coming"
    text = _("{on} is not in the future. Rules that hold never change: choose a later day.")


class RulesOutsidePilot(RulesRefused):
    """No rule set holds on the day, which is before or after the pilot's."""

    code = "rules_outside_pilot"
    text = _("No rules hold on {on}, so none can take their place. Choose a day of the pilot.")


class DaysContradict(RulesRefused):
    """The days of the rules do not go together."""

    code = "days_contradict"
    text = _("The days of these rules contradict each other: {what}")

    def __init__(self, *, what: dict[str, str]) -> None:
        Refused.__init__(self, what=" ".join(what.values()))


class ShareBelowFloor(RulesRefused):
    """Less of the capitation would be fixed than the pilot's terms ask for."""

    code = "share_below_floor"
    text = _("By the pilot's terms at least {floor} of the capitation is fixed. Write a larger share.")

    def __init__(self, *, floor: str) -> None:
        Refused.__init__(self, floor=floor)


class RulesBeginThen(RulesRefused):
    """Another rule set begins on the very day."""

    code = "rules_begin_then"
    text = _("Other rules begin on {on} already. Choose another day.")


class NothingChanges(RulesRefused):
    """The draft says the same as the rules in force."""

    code = "nothing_changes"
    text = _(
        "The draft says the same as the rules that hold then. Change a value or a target, or throw the draft away."
    )


class OwnRules(RulesRefused):
    """Whoever drafted rules approves them."""

    code = "own_rules"
    text = _("You drafted these rules. Somebody else has to approve them.")


class OthersRules(RulesRefused):
    """A draft is its drafter's, so that who approves it has written nothing of it."""

    code = "others_rules"
    text = _("Somebody else drafted these rules, so only they can change them. Draft rules of your own.")


class RulesDecided(RulesRefused):
    """The draft was approved or thrown away before."""

    code = "rules_decided"
    text = _("These rules are approved already. Draft new ones to change them.")


class RulesDiffer(RulesRefused):
    """The approval names other rules than the draft has, or than those it takes the place of."""

    code = "rules_differ"
    text = _("The draft or the rules it changes are not as you saw them. Nothing was approved. Look at them again.")
