"""What of a child's history its guardian reads who acts for it: letters written to the guardians, and looks by staff.

Never what was written to the child alone, nor by whom else it is acted for: who looks as the other guardian, and when,
is that person's own affair. Decisions are read as on the page of decisions.
"""

from dataclasses import replace
from datetime import date

from pilot.calendar import helsinki_today
from pilot.models import RuleSet
from pilot.periods import contains
from registry.models import Resident
from vouchers.models import Letter, LetterKind
from vouchers.queries.acting import ADULT, SPEAKS_FOR_ONESELF, speaks_for_oneself
from vouchers.queries.choices import is_under
from vouchers.queries.letters import KeptLetter, decisions_read_for, letters_of
from vouchers.queries.looks import BY_DEPUTIES, Look, looks_at

# Those that tell the child what somebody did for it, and by whom, are left out.
FOR_GUARDIANS = frozenset(
    [
        "receipt",
        LetterKind.REMINDER,
        LetterKind.INVITATION,
        LetterKind.QUEUE,
        LetterKind.QUEUE_CLOSED,
        LetterKind.MOVED,
        LetterKind.REGRET,
        LetterKind.CLOSING,
        LetterKind.CLOSING_AGAIN,
    ]
)
# Looks by whoever acts for the child, and one that tells that the child has been under non-disclosure.
UNTOLD_LOOKS = (*BY_DEPUTIES, "protected_address")


def letters_read_for(child: Resident, *, on: date) -> list[KeptLetter]:
    """Return, newest first, the child's letters that its guardians read on the day; no more queries for more of them.

    As for decisions, nothing of a strand where the child chooses alone by now.
    """
    rules = list(RuleSet.objects.filter(strand__pilot=child.pilot_id).order_by("pk"))
    decided = {one.letter.pk for one in decisions_read_for(child, on=on)}
    return [
        one for one in letters_of(child) if one.letter.pk in decided or _is_for_guardians(one.letter, child, rules, on)
    ]


def looks_told_to_guardian(child: Resident) -> list[Look]:
    """Return the latest looks at the child's data; of a look since it speaks for itself, why is the child's to read."""
    looks = looks_at(child, leaving_out=UNTOLD_LOOKS)
    return [replace(look, why="") if speaks_for_oneself(child, on=helsinki_today(look.at)) else look for look in looks]


def _is_for_guardians(letter: Letter, child: Resident, rules: list[RuleSet], on: date) -> bool:
    written_on = helsinki_today(letter.written_at)
    strand = letter.choice.strand_id if letter.choice else None
    # A letter that belongs to no strand in particular is the child's as soon as it chooses alone in any.
    years = [row.minimum_age for row in rules if contains(row.period, written_on) and strand in (None, row.strand_id)]
    age = min([one for one in years if one], default=SPEAKS_FOR_ONESELF)
    return letter.kind in FOR_GUARDIANS and is_under(min(age, ADULT), child, on)
