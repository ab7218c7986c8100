"""Why something about an objection of a guardian is refused."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class ObjectionRefused(Refused):
    """A guardian cannot object so, or an objection cannot be settled so."""

    code = "objection_refused"


class NothingToObject(ObjectionRefused):
    """The choice was not another guardian's, or it does not stand any more."""

    code = "nothing_to_object"
    text = _("There is nothing to object to: another guardian did not make this choice, or it no longer stands.")


class ObjectionTooLate(ObjectionRefused):
    """The term for objecting is over."""

    code = "objection_too_late"
    text = _("The last day for objecting was {day}. Call the advice number if the choice harms the child.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class AlreadyObjected(ObjectionRefused):
    """Somebody has objected to the choice already."""

    code = "already_objected"
    text = _("An objection to this choice was made already. It is settled first.")


class NothingSaid(ObjectionRefused):
    """An objection without a word."""

    code = "nothing_said"
    text = _("Write why the choice should not stand.")


class ObjectionSettled(ObjectionRefused):
    """Somebody else has settled it meanwhile."""

    code = "objection_settled"
    text = _("This objection is settled already. Nothing was changed. Open its page again.")
