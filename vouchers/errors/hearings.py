"""Why something about the hearing of a guardian is refused."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class HearingRefused(Refused):
    """A guardian cannot be heard so, or a hearing cannot end so."""

    code = "hearing_refused"


class NotToBeHeard(HearingRefused):
    """Neither the one who chose nor another guardian of the day."""

    code = "not_to_be_heard"
    text = _("This person is not a guardian who is heard about the objection. Choose from the list.")


class ObjectorByLetter(HearingRefused):
    """Whoever objected would be told in a letter that another objected."""

    code = "objector_by_letter"
    text = _(
        "The letter is for those who did not object. Hear whoever objected by telephone or at a service point; they "
        "can answer on their own page too."
    )


class NothingTold(HearingRefused):
    """A hearing about nothing."""

    code = "nothing_told"
    text = _("Write what the guardian is told of the objection. Nobody can answer what they do not know.")


class TooLittleTime(HearingRefused):
    """The letter would hardly have come."""

    code = "too_little_time"
    text = _("A letter counts as received on {received}. Give time until {first} at least, or hear by telephone.")

    def __init__(self, *, received: date, first: date) -> None:
        super().__init__(received=formats.day(received), first=formats.day(first))


class DayIsPast(HearingRefused):
    """A last day that is over already."""

    code = "day_is_past"
    text = _("The last day for answering cannot be in the past.")


class HearingClosed(HearingRefused):
    """It has ended, or the objection was settled meanwhile."""

    code = "hearing_closed"
    text = _("This hearing has ended already. Nothing was changed. Open the page again.")


class NoAnswerWritten(HearingRefused):
    """An answer without a word."""

    code = "no_answer_written"
    text = _("Write what the guardian answered.")


class NothingLeftOfAnswer(HearingRefused):
    """The others would read nothing of an answer."""

    code = "nothing_left_of_answer"
    text = _("Write what the other guardians read of the answer; if it is nothing of its content, then that.")


class AnswerNotLookedOver(HearingRefused):
    """Nobody has looked over what the others would read of an answer."""

    code = "answer_not_looked_over"
    text = _(
        "A guardian has answered online. Look over first what the others read of the answer: it must not tell where "
        "anybody lives."
    )


class StillTimeToAnswer(HearingRefused):
    """Somebody may still answer."""

    code = "still_time_to_answer"
    text = _("The guardian may answer until {day}. That no answer came can be said on the day after.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class LetterNotReceived(HearingRefused):
    """Whoever did not get the letter was asked nothing."""

    code = "letter_not_received"
    text = _(
        "The letter did not reach the guardian before the last day. Hear the guardian anew, for example by telephone."
    )


class NotHeard(HearingRefused):
    """Somebody was not heard, and nobody says why."""

    code = "not_heard"
    text = _("Not every guardian was heard. Hear them first, or write why it is decided without.")
