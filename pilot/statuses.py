"""What a status is called and which mark it bears. Each app registers its own; pages ask through {% status %}.

Six marks carry the meaning without colour (see docs/components.md): holds, coming, underway, ended, attention, refused.
Three more set the kinds of entries as words: original, refund, correction.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARKS = frozenset({"holds", "coming", "underway", "ended", "attention", "refused"})
KINDS = frozenset({"original", "refund", "correction"})


class UnknownStatus(LookupError):
    """Nobody registered this status."""


@dataclass(frozen=True, slots=True)
class Status:
    """A label and the mark beside it."""

    label: str | Promise
    mark: str

    @property
    def css_class(self) -> str:
        return f"kind kind--{self.mark}" if self.mark in KINDS else f"status status--{self.mark}"


_statuses: dict[tuple[str, str], Status] = {}


def register(kind: str, labels: dict[str, tuple[str | Promise, str]]) -> None:
    """Name every value of a kind: {"frozen": (_("Frozen"), "underway")}."""
    for value, (label, mark) in labels.items():
        if mark not in MARKS | KINDS:
            raise ValueError(f"{mark!r} is not a mark")
        _statuses[kind, str(value)] = Status(label, mark)


def find(kind: str, value: object) -> Status:
    """Return the status registered for the kind and value."""
    try:
        return _statuses[kind, str(value)]
    except KeyError:
        raise UnknownStatus(f"{kind} {value}") from None


def values(kind: str) -> dict[str, Status]:
    """Return every registered value of the kind, for filters and the gallery."""
    return {value: status for (name, value), status in _statuses.items() if name == kind}


def kinds() -> list[str]:
    """Return the kinds that have statuses."""
    return sorted({kind for kind, _value in _statuses})


register(
    "job",
    {
        "waiting": (_("Waiting"), "coming"),
        "running": (_("Running"), "underway"),
        "done": (_("Done"), "holds"),
        "failed": (_("Stopped"), "refused"),
    },
)
