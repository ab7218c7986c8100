"""Why something about a form on paper is refused."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused
from pilot.identifiers import format_code
from vouchers.errors.choices import ChoiceRefused


class PaperRefused(Refused):
    """A form cannot be entered or settled so."""

    code = "paper_refused"


class NotArrivedYet(PaperRefused):
    """The day of arrival is still to come."""

    code = "not_arrived_yet"
    text = _("The form cannot have arrived after today. Check the stamp. Nothing was entered.")


class EmailOfAnother(PaperRefused):
    """Somebody else than the resident signed, and asks for the receipt at an address."""

    code = "email_of_another"
    text = _(
        "Somebody else signed the form, so its e-mail address is not the resident's, who has to be told. Send the "
        "confirmation by letter. Nothing was entered."
    )


class PaperSettled(PaperRefused):
    """Somebody else has settled the form meanwhile."""

    code = "paper_settled"
    text = _("This form is settled already. Nothing was changed. Open its page again.")


class VoidingUnexplained(PaperRefused):
    """Nobody says what was wrong with the entry."""

    code = "voiding_unexplained"
    text = _("Write what was wrong with the entry. Nothing was changed.")


class SameDayForm(ChoiceRefused):
    """Another form of the same day is a choice already: which of them is the later, nobody can tell."""

    code = "same_day_form"
    text = _("Another form that arrived on the same day is registered already. Its reference is {number}.")

    def __init__(self, *, number: str) -> None:
        super().__init__(number=format_code(number))


class UnclearWish(ChoiceRefused):
    """It cannot be read what was chosen."""

    code = "unclear_wish"
    text = _("The form does not tell clearly which health station is chosen.")


class LaterChoice(ChoiceRefused):
    """A later choice would be undone by a form that came before it."""

    code = "later_choice"
    text = _("After the form arrived another choice was made on {day}. The later choice holds.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))
