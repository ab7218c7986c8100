"""The app's SQL, one statement a file; `text` reads one."""

from functools import cache
from pathlib import Path


@cache
def text(name: str) -> str:
    """Return the statement in the file of that name."""
    return (Path(__file__).parent / f"{name}.sql").read_text()
