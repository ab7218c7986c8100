"""The app's SQL, one statement a file; `text` reads one."""

from functools import cache
from pathlib import Path


@cache
def text(name: str) -> str:
    """Return the statement in the file of that name."""
    return (Path(__file__).parent / f"{name}.sql").read_text()


@cache
def eligible() -> str:
    """Return who may choose as a subselect of resident ids; it takes the parameters `strand` and `on`."""
    return text("eligible").format(**_who("resident.id"))


@cache
def choice_facts() -> str:
    """Return what decides on a choice, with the same conditions as `eligible`."""
    return text("choice_facts").format(
        **_who("%(resident)s"),
        holds_place=text("holds_place").format(enrolment="vouchers_enrolment", effective_on="day.effective_on"),
        is_private=is_private("%(site)s"),
        present_is_private=is_private("present.site_id"),
    )


@cache
def taken() -> str:
    """Return how many places are taken on lists, by the same condition as `choice_facts`."""
    return text("taken").format(
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
    return {name: text(name).format(resident=resident) for name in ("home_holds", "is_excluded")}
