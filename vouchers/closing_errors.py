"""Why undoing an approved closing is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


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
