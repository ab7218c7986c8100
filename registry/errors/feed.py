"""Why something that the change feed tells is refused, or a change in doubt is not moved on."""

from django.utils.translation import gettext_lazy as _

from registry.errors.register import FileRefused, RegisterRefused


class NotAFeedAnswer(FileRefused):
    """The file is no whole answer of the change feed."""

    code = "not_a_feed_answer"
    text = _(
        "This is not a whole answer of the change feed: it is cut off, or of another kind. Nothing was taken in. "
        "Fetch the file again and give it here."
    )


class FeedAnswersOutOfOrder(FileRefused):
    """The answers in one file do not follow each other."""

    code = "feed_answers_out_of_order"
    text = _("The answers in this file do not follow each other. Nothing was taken in. Give each as a file of its own.")


class ChangeNotInDoubt(RegisterRefused):
    """Only a change in doubt is tried again or settled."""

    code = "change_not_in_doubt"
    text = _("This change is in doubt no more: somebody else has settled it. Nothing was changed.")


class SettledWithoutWords(RegisterRefused):
    """Whoever settles a change by hand says what was done."""

    code = "settled_without_words"
    text = _("Write what you did about it. Nothing was changed.")


class PutOffWithoutWords(RegisterRefused):
    """Whoever puts a change off says why."""

    code = "put_off_without_words"
    text = _("Write why the month need not wait for it. Nothing was changed.")


class PutOffTooEarly(RegisterRefused):
    """Only a month that has begun can be frozen, so nothing is put off for a later one."""

    code = "put_off_too_early"
    text = _("This month has not begun, so nothing is put off for it yet. Nothing was changed.")


class NothingToPutOff(RegisterRefused):
    """None of the changes stops the month."""

    code = "nothing_to_put_off"
    text = _("None of these stops the month: they came after its end, or are put off already. Nothing was changed.")


class NotRegistered(RegisterRefused):
    """The change is of somebody whom the pilot does not know."""

    code = "unknown_person"
    text = _("Nobody in the pilot's register has this code.")


class LacksName(RegisterRefused):
    """Somebody whom nobody knows is told of without a name."""

    code = "lacks_name"
    text = _("No name is told of this person.")


class LacksHome(RegisterRefused):
    """Somebody whom nobody knows is told of without a home."""

    code = "lacks_home"
    text = _("No home is told of this person.")


class LivesElsewhere(RegisterRefused):
    """Somebody whom nobody knows lives outside the pilot's areas."""

    code = "lives_elsewhere"
    text = _("This person lives outside the pilot's areas.")


class CodeToldChanged(RegisterRefused):
    """Somebody whom nobody knows has a new identity code, and may be here by an earlier one."""

    code = "code_told_changed"
    text = _("The identity code of this person was changed. They may be here by an earlier one.")


class ProtectionUnreadable(RegisterRefused):
    """Somebody whom nobody knows may be under non-disclosure."""

    code = "protection_unreadable"
    text = _("What is told of this person's non-disclosure cannot be read.")


class PerhapsRegistered(RegisterRefused):
    """Somebody of the same name and birth date is registered with another code."""

    code = "perhaps_registered"
    text = _("Somebody of this name and birth date is registered with another identity code.")


class ArtificialCode(RegisterRefused):
    """The identity code is a made-up one, which no real register tells."""

    code = "artificial_identity_code"
    text = _("The identity code is a made-up one (900-999). It belongs to nobody.")


class BornToCome(RegisterRefused):
    """The birth date is still to come."""

    code = "born_to_come"
    text = _("The birth date is still to come.")


class OtherNotRegistered(RegisterRefused):
    """A guardian or child whom the change names is not known."""

    code = "other_unknown"
    text = _("The other person is not in the pilot's register.")


class CodeOfAnother(RegisterRefused):
    """The new identity code is another resident's."""

    code = "code_of_another"
    text = _("Another resident has this identity code.")


class PlaceUnclear(RegisterRefused):
    """Without a postal code it cannot be told in which area the home lies."""

    code = "place_unclear"
    text = _("The address is kept from us, and the municipality alone does not tell in which area the home is.")


class FeedAnswerTooLarge(FileRefused):
    """The file is larger than a page takes."""

    code = "feed_answer_too_large"
    text = _("The file is larger than {most} megabytes. Use the command apply_register_changes for it.")
