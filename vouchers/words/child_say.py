"""What a child thinks of a matter that is decided about it, and how a decision says so. No database, no clock.

A child has a say in what concerns it, by its age and maturity (731/1999 section 6, SopS 59-60/1991 article 12); from 12
on a decision says what it thinks or why it was not asked, from 15 on it is a party (434/2003 section 14). docs/adr/0023
tells which of this the law says and which is ours.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilot import formats


@dataclass(frozen=True)
class ChildSay:
    """When a child was heard and what it thinks, or why it was not heard; nothing where nobody says either."""

    heard_on: date | None = None
    opinion: str = ""
    why_unheard: str = ""

    @property
    def is_heard(self) -> bool:
        """Tell whether both the day and the opinion are told."""
        return self.heard_on is not None and bool(self.opinion.strip())

    @property
    def is_missing(self) -> bool:
        """Tell whether neither an opinion nor a reason is told."""
        return not self.is_heard and not self.why_unheard.strip()

    @property
    def is_half(self) -> bool:
        """Tell whether a day stands without an opinion, or the other way round."""
        return (self.heard_on is not None) != bool(self.opinion.strip())

    @property
    def is_double(self) -> bool:
        """Tell whether a child was heard, and somebody says why it was not."""
        return bool(self.why_unheard.strip()) and (self.heard_on is not None or bool(self.opinion.strip()))


NOTHING_SAID = ChildSay()


def in_words(say: ChildSay) -> str:
    """Return what a decision says of it, in the active language."""
    if say.heard_on is not None:
        return _("The child was heard on {day}: {opinion}").format(day=formats.day(say.heard_on), opinion=say.opinion)
    if say.why_unheard:
        return _("The child was not heard: {why}").format(why=say.why_unheard)
    return ""
