"""Why moving residents from a list that has to give them up is refused."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class MovesRefused(Refused):
    """Something cannot be done with a draw of those whom a list gives up."""

    code = "moves_refused"


class MovesTooSoon(MovesRefused):
    """The day comes sooner than the rules let anything take effect."""

    code = "moves_too_soon"
    text = _("By the rules a move decided today takes effect on {day} or later. Draw the lots for a later day.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class NoDayOfEffect(MovesRefused):
    """The rules let nothing take effect on such a day."""

    code = "no_day_of_effect"
    text = _("By the rules a move takes effect on the first day of a month. Choose such a day.")


class MovesAfterPilot(MovesRefused):
    """The day lies after the pilot."""

    code = "moves_after_pilot"
    text = _("The pilot ends on {day}. Choose an earlier day.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class NobodyToMove(MovesRefused):
    """The list need not give anybody up on the day."""

    code = "nobody_to_move"
    text = _("On this day the site is open and its list is not over its cap, so nobody has to move.")


class ClosesByScript(MovesRefused):
    """The site closes with the whole pilot, whose plan says how residents go on."""

    code = "closes_by_script"
    text = _("The site closes with the pilot. Its residents choose by the closing's plan, or go home; nobody is drawn.")


class TooManyKept(MovesRefused):
    """Even if all who may be drawn were moved, the list would stay over its cap."""

    code = "too_many_kept"
    text = _(
        "{must} must move, and only {able} may be drawn: the others stay by the rules of the draw. "
        "Set the cap no lower than {places}."
    )


class MovesWait(MovesRefused):
    """A second draft for a list that has one."""

    code = "moves_wait"
    text = _("Lots have been drawn for this list already and wait for approval. Withdraw that draft first.")


class MovesDecided(MovesRefused):
    """The draft was approved or withdrawn meanwhile."""

    code = "moves_decided"
    text = _("This draft is decided on already. Nothing was changed.")


class OwnMoves(MovesRefused):
    """Whoever drew the lots approves them."""

    code = "own_moves"
    text = _("You drew these lots. Somebody else approves them.")


class ListChanged(MovesRefused):
    """The list is no longer the one for which lots were drawn."""

    code = "list_changed"
    text = _(
        "The list, or the room elsewhere, has changed since the lots were drawn. Nobody was moved. "
        "Draw again by the same seed and look again."
    )


class MovesDoNotHold(MovesRefused):
    """The draw was not carried out, or was undone already."""

    code = "moves_do_not_hold"
    text = _("This draw does not hold, so there is nothing to undo. Nothing was changed.")


class MovesHaveBegun(MovesRefused):
    """The day of the moves has come."""

    code = "moves_have_begun"
    text = _("The day of the moves has come. The draw cannot be undone any more; residents may choose.")


class MoveLettersHaveLeft(MovesRefused):
    """Residents know of their move by letter."""

    code = "move_letters_have_left"
    text = _(
        "A letter about the moves has left, or is in a print batch or with the message service. "
        "The draw cannot be undone any more. If the batch is still open, void it first."
    )


class MovesUndoIsAsked(MovesRefused):
    """Somebody asked before."""

    code = "moves_undo_is_asked"
    text = _("Somebody has asked already to undo the draw. Another person confirms it.")


class NoMovesUndoAsked(MovesRefused):
    """Nobody asked, or the wish was put aside."""

    code = "no_moves_undo_asked"
    text = _("Nobody asks to undo the draw any more. Nothing was changed.")


class OwnMovesUndo(MovesRefused):
    """Who asks does not confirm."""

    code = "own_moves_undo"
    text = _("You asked to undo the draw. Somebody else has to confirm it.")
