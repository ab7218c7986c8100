"""Two rate tables beside each other as a file: one row for each piece in which their bands meet."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from billing.queries.rates import Difference
from pilot.exports import Column

COMPARED = [
    Column("who", _("Home area")),
    Column("ages", _("Age")),
    Column("old", _("Old"), "cents"),
    Column("new", _("New"), "cents"),
    Column("difference", _("Difference"), "cents"),
]


@dataclass
class ComparedRow:
    """What one piece costs a resident and year in both tables; empty where a table has no rate."""

    who: str
    ages: str
    old: int | None
    new: int | None
    difference: int | None

    @classmethod
    def of(cls, found: Difference) -> "ComparedRow":
        """Return the row of a piece."""
        old = found.old.annual_cents if found.old else None
        new = found.new.annual_cents if found.new else None
        return cls(found.who, found.ages, old, new, found.cents)
