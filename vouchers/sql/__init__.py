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
    return text("choice_facts").format(**_who("%(resident)s"))


def _who(resident: str) -> dict[str, str]:
    return {name: text(name).format(resident=resident) for name in ("home_holds", "is_excluded")}
