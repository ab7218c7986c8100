"""Why a row of a population file was left out, in words: one sentence for each reason code.

Remarks stand in the same list, but leave nobody out.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "artificial_identity_code": _("The identity code is a made-up one (900-999). It belongs to nobody."),
    "bad_identity_code": _("This is not a valid identity code. Check it character by character, the separator too."),
    "bad_text": _("The text has characters that cannot be printed."),
    "before_birth": _("The day is before the birth date."),
    "born_on_differs": _("The birth date is not the one in the identity code."),
    "date_to_come": _("The day is still to come."),
    "differs": _("This resident is registered already, and the file says otherwise. Changes come by the change feed."),
    "duplicate": _("This identity code stands already on line {value}. That row counts."),
    "guardian_not_registered": _("The guardian is not registered. The resident was taken in without this guardian."),
    "has_died": _("By the register this resident has died."),
    "impossible_date": _("There is no such day. Write it as 2017-03-15."),
    "missing": _("This is missing."),
    "not_json": _("The line is not a JSON object."),
    "not_text": _("A field holds something other than text."),
    "old_identity_code": _("This identity code was replaced by another one."),
    "own_guardian": _("Nobody is an own guardian."),
    "too_long": _("The text is too long."),
    "unknown_area": _("There is no such postal code or municipality in Finland where people live."),
    "unknown_column": _("“{value}” is not a field of this file."),
    "unknown_exclusion": _("This reason is not known."),
    "unknown_language": _("The language of contact is fi, sv or en."),
    "wrong_columns": _("The row has {value} fields, which is not as many as the first line names."),
}
# Why a change of the register is in doubt, and what may be done.
CAUSES: dict[str, str | Promise] = {
    "absorbed_record": _("The record was merged into another one. Look at that one, and try again."),
    "before_birth": _("The day is before the birth date. Ask the register."),
    "before_first_residence": _("The move is before the first home on file. Ask the register."),
    "artificial_identity_code": _("The identity code is a made-up one (900-999). It belongs to nobody."),
    "bad_day": _("The day cannot be read, or only its month or year is told."),
    "bad_identity_code": _("The identity code is not valid. Ask the register."),
    "born_to_come": _("The birth date is still to come. Ask the register."),
    "code_of_another": _(
        "Another resident has the new identity code: there may be two records of one person to merge."
    ),
    "code_told_changed": _(
        "Nobody here has this identity code, and it is told to be in another one's place. If they are here by an"
        " earlier code, ask the register for the change of that one; if not, give a population file with them, and try"
        " again."
    ),
    "does_not_fit": _("It does not fit with what is on file. Compare the two, and do by hand what is right."),
    "first_residence": _("The first home on file is told never to have been one. Ask the register."),
    "lacks_field": _("What is told lacks a part that it should have. Ask the register."),
    "lacks_home": _(
        "Nobody here has this identity code, and no home is told of them. As soon as the register tells it, they are"
        " taken in."
    ),
    "lacks_name": _(
        "Nobody here has this identity code, and no name is told of them. As soon as the register tells it, they are"
        " taken in."
    ),
    "lives_elsewhere": _(
        "Nobody here has this identity code, and the home that is told is outside the pilot's areas. If that is so, it"
        " needs nothing: say that it is settled."
    ),
    "not_a_register_day": _("There is no such day. Ask the register."),
    "other_unknown": _(
        "The guardian or the child is not registered. As soon as they are, this is carried out with the next change"
        " file."
    ),
    "perhaps_registered": _(
        "Nobody here has this identity code, but somebody of the same name and birth date has another one. If they are"
        " one person, ask the register for the change of the code; if not, give a population file with the newcomer."
    ),
    "place_unclear": _(
        "The address is withheld, and the municipality alone does not tell in which area the home is. Record the move"
        " by hand."
    ),
    "protection_unreadable": _(
        "Nobody here has this identity code, and what is told of their non-disclosure cannot be read. Ask the register."
    ),
    "unknown_person": _(
        "Nobody here has this identity code, and neither name nor home is told of them. Give a population file with"
        " them, and try again."
    ),
}
REMARKS = ("guardian_not_registered",)


def text_of(because: str, value: str = "") -> str:
    """Return the reason in the reader's language."""
    return str(REASONS[because]).format(value=value)


def cause_of(because: str) -> str:
    """Return why a change is in doubt, in the reader's language."""
    return str(CAUSES.get(because, because))


def shown_value(because: str, value: str) -> str:
    """Return the refused value, unless the sentence says it already."""
    return "" if "{value}" in str(REASONS[because]) else value
