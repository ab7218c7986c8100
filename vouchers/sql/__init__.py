"""The app's SQL, one statement a file; `text` reads one."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models.expressions import RawSQL


@cache
def text(name: str) -> str:
    """Return the statement in the file of that name, without its comments: they would be sent with every use of it."""
    lines = (Path(__file__).parent / f"{name}.sql").read_text().splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


IN_FORCE = "pilot_ruleset AS rules ON rules.strand_id = %(strand)s AND rules.period @> %(on)s::date"
# By what names a statement knows the parameters that it was sent once.
STRAND, ON = ("%(strand)s", "asked.strand"), ("%(on)s::date", "asked.today")
DRAFTED = "pilot_ruledraft AS rules ON rules.id = %(draft)s"


@cache
def eligible(*, by_draft: bool = False) -> str:
    """Return who may choose as a subselect of resident ids; it takes the parameters `strand` and `on`.

    By the rules in force on the day, or by those of the parameter `draft`.
    """
    return text("eligible").format(rules=DRAFTED if by_draft else IN_FORCE, **_who("resident.id"))


def may_choose(strand: int, on: date) -> RawSQL:
    """Return the same subselect with its parameters, for a condition of the ORM."""
    given, named = {"strand": strand, "on": on}, r"%\((\w+)\)s"
    params = [given[name] for name in re.findall(named, eligible())]
    return RawSQL(re.sub(named, "%s", eligible()), params)  # noqa: S611 - our own text


@cache
def choice_facts() -> str:
    """Return what decides on a choice, with the same conditions as `eligible`."""
    who = {name: part.replace(*STRAND).replace(*ON) for name, part in _who("asked.resident").items()}
    return text("choice_facts").format(
        **who,
        holds_place=text("holds_place")
        .format(enrolment="vouchers_enrolment", effective_on="day.effective_on")
        .replace(*ON),
        is_private=is_private("asked.site"),
        present_is_private=is_private("present.site_id"),
    )


@cache
def paper_way(whose: str) -> str:
    """Return how paper reaches a resident on a day, NULL where nothing does; `whose` tells resident and day."""
    return text("paper_way").format(whose=whose)


@cache
def rooms() -> str:
    """Return how much room lists have, by the same condition as `choice_facts`."""
    return text("rooms").format(
        holds_place=text("holds_place").format(enrolment="enrolment", effective_on="%(effective_on)s::date")
    )


@cache
def reminder_is_due() -> str:
    """Return the condition that what a reminder tells is still to be done."""
    return text("reminder_is_due").format(is_private=is_private("enrolment.site_id"))


@cache
def is_private(site: str) -> str:
    """Return the condition that the site is not public."""
    return text("is_private").format(site=site)


def _who(resident: str) -> dict[str, str]:
    return {name: text(name).format(resident=resident) for name in ("home_holds", "is_excluded", "is_invited")}
