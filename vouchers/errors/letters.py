"""Why something about letters, their texts and their delivery is refused."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class DeliveryRefused(Refused):
    """A letter cannot be brought to its reader so."""

    code = "delivery_refused"


class DeliveryMoved(DeliveryRefused):
    """Somebody else acted on the letter meanwhile."""

    code = "delivery_moved"
    text = _("The letter is no longer where you saw it. Nothing was changed. Open its page again.")


class NobodyRecognised(DeliveryRefused):
    """A letter is handed over to somebody who was not recognised."""

    code = "nobody_recognised"
    text = _("Write how you recognised the resident, for example by passport.")


class NoWhy(DeliveryRefused):
    """A letter came back, and nobody says why."""

    code = "no_why"
    text = _("Write why the letter came back, as the envelope says it.")


class NoPostToday(DeliveryRefused):
    """A print batch on a day when nothing is posted."""

    code = "no_post_today"
    text = _("Nothing is posted today. Make the batch on the next weekday: the letters get its date.")


class BatchIsOpen(DeliveryRefused):
    """A print batch waits to be handed over."""

    code = "batch_is_open"
    text = _("A batch is open. Hand it over or void it first.")


class BatchIsClosed(DeliveryRefused):
    """A print batch was handed over or voided."""

    code = "batch_is_closed"
    text = _("The batch was handed over or voided already. Nothing was changed.")


class BatchOfAnotherDay(DeliveryRefused):
    """A print batch would be handed over on another day than its letters say."""

    code = "batch_of_another_day"
    text = _("The letters say that they were sent on {day}. Void the batch and make a new one: it gets today's dates.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=formats.day(day))


class BatchShowsProtected(DeliveryRefused):
    """A print batch holds the home of somebody under non-disclosure."""

    code = "batch_shows_protected"
    text = _(
        "Somebody in the batch came under non-disclosure after it was made. "
        "Destroy its files, void it and make a new one."
    )


class NothingToPrint(DeliveryRefused):
    """No letter waits for post."""

    code = "nothing_to_print"
    text = _("No letter waits for post.")


class TooManyDays(Refused):
    """A reminder longer before, or after, than anybody would understand."""

    code = "too_many_days"
    text = _("Write at most {most} days.")

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class LetterTextRefused(Refused):
    """A letter's text cannot be used."""

    code = "letter_text_refused"


class LanguageMissing(LetterTextRefused):
    """A letter lacks a language."""

    code = "language_missing"
    text = _("Write title and text in all three languages; this one is empty: {language}.")


class UnknownPlaceholder(LetterTextRefused):
    """Something in braces is no placeholder."""

    code = "unknown_placeholder"
    text = _("Nothing is known to fill this in ({language}): {found}. Use only the words listed beside the text.")


class PlaceholderMissing(LetterTextRefused):
    """A text lacks a placeholder that it cannot do without."""

    code = "placeholder_missing"
    text = _("The reader would not learn what the letter is for ({language}): put in {found}.")


class OwnText(LetterTextRefused):
    """Who drafted a text takes it into use."""

    code = "own_text"
    text = _("You drafted this text. Somebody else has to look at it and take it into use.")


class NotPreviewed(LetterTextRefused):
    """A text is taken into use by somebody who has not looked at it, or not last."""

    code = "not_previewed"
    text = _("Look at the preview first. A changed text is looked at anew.")


class VersionInUse(LetterTextRefused):
    """A text in use is taken into use again."""

    code = "version_in_use"
    text = _("This version was taken into use already. Write a new one.")
