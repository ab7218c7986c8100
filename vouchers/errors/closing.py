"""Why something about closing a pilot is refused."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


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


class UndoRefused(Refused):
    """An approved closing cannot be undone so."""

    code = "undo_refused"


class ClosingDoesNotHold(UndoRefused):
    """The plan is not approved, or was undone already."""

    code = "closing_does_not_hold"
    text = _("The plan does not hold, so there is nothing to undo. Nothing was changed.")


class ClosingHasLeft(UndoRefused):
    """Residents know of the closing by letter, or it has happened."""

    code = "closing_has_left"
    text = _("Letters about the closing are written, or its day has come. It cannot be undone any more.")


class UndoIsAsked(UndoRefused):
    """Somebody asked before."""

    code = "undo_is_asked"
    text = _("Somebody has asked already to undo the plan. Another person confirms it.")


class NoUndoAsked(UndoRefused):
    """Nobody asked, or the wish was put aside."""

    code = "no_undo_asked"
    text = _("Nobody asks to undo the plan any more. Nothing was changed.")


class OwnUndo(UndoRefused):
    """Who asks does not confirm."""

    code = "own_undo"
    text = _("You asked to undo the plan. Somebody else has to confirm it.")


class SiteClosingWaits(ClosingRefused):
    """A second proposal to close a site."""

    code = "site_closing_waits"
    text = _("A closing of this site waits already. Withdraw it first.")


class OwnSiteClosing(ClosingRefused):
    """Who proposed to close a site approves it."""

    code = "own_site_closing"
    text = _("You proposed to close this site. Somebody else has to approve it.")


class SiteClosingDecided(ClosingRefused):
    """The closing was approved or withdrawn meanwhile."""

    code = "site_closing_decided"
    text = _("This closing is decided on already. Nothing was changed.")
