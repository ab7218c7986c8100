"""Terms of notice in words: each value, whether anybody has checked it, and what it comes to from one day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilot.models import NoticeColumns, Organiser
from pilot.notices import Notice, Way, notice

WAYS: dict[Way, Promise] = {
    Way.POST: gettext_lazy("By post"),
    Way.MESSAGE: gettext_lazy("Electronic message"),
    Way.HANDED: gettext_lazy("At a service point"),
}


@dataclass(frozen=True)
class TermLine:
    """One value: what it is called, what it says, and whether nobody has checked it."""

    label: Promise
    text: str
    is_unverified: bool


@dataclass(frozen=True)
class Example:
    """What is sent on a day by a way: when it counts as received, and the last day of the appeal."""

    way: Promise
    notice: Notice


def whose(organiser: Organiser | None) -> str:
    """Name whose terms they are."""
    return str(organiser.name) if organiser else _("Everybody who has set none")


def term_lines(terms: NoticeColumns) -> list[TermLine]:
    """Return every value that is said, in the reader's language."""
    unverified = set(terms.unverified_fields)
    found = [TermLine(label, words(terms), name in unverified) for name, label, words in LINES]
    return [line for line in found if line.text]


def examples(terms: NoticeColumns, sent_on: date) -> list[Example]:
    """Return what the terms come to for a decision that is sent on the day, by each way."""
    return [Example(label, notice(way=way, sent_on=sent_on, terms=terms)) for way, label in WAYS.items()]


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=count)


def _lines(text: str) -> str:
    return "; ".join(text.splitlines())


LINES: tuple[tuple[str, Promise, Callable[[NoticeColumns], str]], ...] = (
    ("letter_days", gettext_lazy("A letter counts as received after"), lambda terms: _days(terms.letter_days)),
    ("message_days", gettext_lazy("A message counts as received after"), lambda terms: _days(terms.message_days)),
    ("appeal_days", gettext_lazy("An appeal is made within"), lambda terms: _days(terms.appeal_days)),
    (
        "closing_hour",
        gettext_lazy("The last day ends"),
        lambda terms: _("At {hour} o'clock").format(hour=f"{terms.closing_hour}.00"),
    ),
    ("appeal_to", gettext_lazy("An appeal goes to"), lambda terms: terms.appeal_to),
    ("power", gettext_lazy("By what the officeholder decides"), lambda terms: terms.power),
    ("laws", gettext_lazy("Sections that decisions name"), lambda terms: _lines(terms.laws)),
    ("secrecy", gettext_lazy("Mark of a secret document"), lambda terms: terms.secrecy),
)
