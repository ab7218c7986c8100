"""Why something about residents and the register is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


class RegisterRefused(Refused):
    """What the register tells cannot be kept."""

    code = "register_refused"


class NotARegisterDay(RegisterRefused):
    """The text is no day, month or year."""

    code = "not_a_register_day"
    text = _("“{value}” is not a date. Write a day, a month or a year, for example 11.2.2017, 2.2017 or 2017.")


class BeforeBirth(RegisterRefused):
    """The day is before the resident was born."""

    code = "before_birth"
    text = _("The day is before the resident was born. Nothing was changed.")


class DeathToCome(RegisterRefused):
    """Somebody typed a day of death that is still to come."""

    code = "death_to_come"
    text = _("The day of death is still to come. Check the year. Nothing was changed.")


class BeforeFirstResidence(RegisterRefused):
    """The move is on or before the first day that the register tells of."""

    code = "before_first_residence"
    text = _("The move is before the first residence on file. Nothing was changed.")


class AlreadyCancelled(RegisterRefused):
    """The move was cancelled before."""

    code = "already_cancelled"
    text = _("This move was cancelled already.")


class FirstResidence(RegisterRefused):
    """The first residence is not a move and cannot be cancelled."""

    code = "first_residence"
    text = _("The first residence on file is not a move and cannot be cancelled.")


class FileRefused(RegisterRefused):
    """A file cannot be read as a whole, so none of it was taken in."""

    code = "file_refused"


class UnknownForm(FileRefused):
    """The ending of the file's name is none that is read."""

    code = "unknown_form"
    text = _("Give a file whose name ends in .csv or .jsonl. Nothing was taken in.")


class EmptyFile(FileRefused):
    """The file has no rows."""

    code = "empty_file"
    text = _("The file has no rows. Nothing was taken in.")


class BinaryFile(FileRefused):
    """The file is not text."""

    code = "binary_file"
    text = _("The file is not text. Save it as CSV or JSON lines in UTF-8. Nothing was taken in.")


class NotUtf8(FileRefused):
    """The file's letters are written otherwise than as UTF-8."""

    code = "not_utf8"
    text = _("Line {line} is not UTF-8 text. Save the file again as UTF-8. Nothing was taken in.")


class NotJsonLines(FileRefused):
    """The first line of a file of JSON lines is no JSON object."""

    code = "not_json_lines"
    text = _("The first line is not a JSON object. Each line holds one resident. Nothing was taken in.")


class BrokenQuotes(FileRefused):
    """Quotation marks of a CSV file do not match, so its rows cannot be told apart."""

    code = "broken_quotes"
    text = _("The quotation marks do not match in the row that begins on line {line}. Nothing was taken in.")


class WrongHeader(FileRefused):
    """The first line of a CSV file lacks a column, or has one too many."""

    code = "wrong_header"

    def __init__(self, *, missing: list[str], unknown: list[str]) -> None:
        super().__init__(missing=", ".join(missing), unknown=", ".join(unknown)[:200])

    @property
    def message(self) -> str:
        """Return what is missing, what is not known, or both."""
        if self.params["missing"] and self.params["unknown"]:
            text = _("The first line lacks the columns {missing}, and has others that are not known: {unknown}.")
        elif self.params["missing"]:
            text = _("The first line lacks the columns {missing}. Nothing was taken in.")
        else:
            text = _("The first line has columns that are not known, or twice: {unknown}. Nothing was taken in.")
        return str(text).format(**self.params)


class FileTooLarge(FileRefused):
    """The file is larger than a page takes."""

    code = "file_too_large"
    text = _("The file is larger than {most} megabytes. Use the command import_population for it.")


class AnotherLoad(RegisterRefused):
    """Another file is being taken in for the same pilot."""

    code = "another_load"
    text = _("Another population file is being taken in for this pilot. Wait until it is done, then try again.")


class AlreadyLoaded(RegisterRefused):
    """The batch was taken in before."""

    code = "already_loaded"
    text = _("This file was taken in already.")


class MergerRefused(RegisterRefused):
    """Two records cannot be merged."""

    code = "merger_refused"


class AbsorbedRecord(RegisterRefused):
    """The record was absorbed by another one of the same person."""

    code = "absorbed_record"
    text = _("This record was merged into {survivor}, which goes on instead of it. Nothing was changed.")


class SameRecord(MergerRefused):
    """A record is not merged with itself."""

    code = "same_record"
    text = _("This is the same record. Give the list code of the other one.")


class OtherPilot(MergerRefused):
    """The records are of two pilots."""

    code = "other_pilot"
    text = _("The records are of two pilots. Each pilot has its own record of a person.")


class DeathsDiffer(MergerRefused):
    """Both records tell of a death, and not of the same day."""

    code = "deaths_differ"
    text = _("The two records tell different days of death. Correct the wrong one first; then they can be merged.")


class GuardianOfTheOther(MergerRefused):
    """One is the guardian of the other, so they are two people."""

    code = "guardian_of_the_other"
    text = _("One of them is the guardian of the other: these are two people. Nothing was changed.")


class ProposalWaits(MergerRefused):
    """A proposal about one of the records waits already."""

    code = "proposal_waits"
    text = _("A proposal about one of these records waits already. Confirm it or withdraw it first.")


class MergerDecided(MergerRefused):
    """The proposal was confirmed or withdrawn before."""

    code = "merger_decided"
    text = _("This proposal was confirmed or withdrawn already. Nothing was changed.")


class OwnMerger(MergerRefused):
    """Who proposed a merger does not confirm it."""

    code = "own_merger"
    text = _("You proposed this yourself. Somebody else confirms it.")


class NoReason(MergerRefused):
    """A merger has a reason."""

    code = "no_reason"
    text = _("Say how you know that the two records are of one person.")


class CertaintyStands(RegisterRefused):
    """The guardianship is doubted, or certain, already."""

    code = "certainty_stands"
    text = _("Somebody else has said so already. Nothing was changed. Open the page again.")


class CertaintyUnexplained(RegisterRefused):
    """A guardianship is doubted or cleared without a reason."""

    code = "certainty_unexplained"
    text = _("Write the reason. Nothing is changed yet.")


class LinkIsVoid(Refused):
    """The link does not prove an address: a later one was sent, it is too old, or it is another's."""

    code = "link_is_void"
    text = _("This link no longer holds. Your earlier address is in use. Ask for a new link on this page.")


class MayNotAct(Refused):
    """Somebody would act for another without a right; the answer is the same whatever is missing."""

    code = "may_not_act"
    text = _(
        "You cannot act for this person online. Nothing was changed. "
        "Come to a service point or call the advice number, and we will see to it together."
    )


class ChoosesThemselves(MayNotAct):
    """A guardian would choose for somebody who has reached the age of own choice."""

    code = "chooses_themselves"
    text = _("From the age of {years} one chooses for oneself: a guardian can no longer do it. Nothing was changed.")


class ReviewRefused(RegisterRefused):
    """What a file left out cannot be marked as looked through."""

    code = "review_refused"


class NothingLeftOut(ReviewRefused):
    """The file left no row out, or is not taken in yet."""

    code = "nothing_left_out"
    text = _("This file has left no row out. There is nothing to look through.")


class ReviewedBefore(ReviewRefused):
    """Somebody looked it through before."""

    code = "reviewed_before"
    text = _("Somebody has looked these rows through already. Nothing was changed.")


class ReviewWithoutWords(ReviewRefused):
    """A review says what came of it."""

    code = "review_without_words"
    text = _("Write what came of it. Nothing was changed.")
