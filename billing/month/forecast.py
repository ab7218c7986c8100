"""What a month that is not frozen would cost, as a preview has it today.

The next month is forecast with the corrections that are known. Those after it without: each preview would correct the
same past again. So a forecast counts those on the lists now and what is known to come (deaths, moves, choices, ages,
rates), and nobody who is still to arrive.
"""

from billing import errors
from billing.month.preview import SitePreview, preview
from billing.queries.runs import next_of
from pilot.calendar import Month
from pilot.models import Strand

CORRECTION = "correction:"


def forecast(strand: Strand, month: Month) -> int:
    """Return the cents of the month's entries and incentives at paid sites; a month without rules costs nothing."""
    try:
        found = preview(strand=strand, month=month)
    except errors.NoRules:
        return 0
    paid = [site for site in found.sites if site.figures.is_payable]
    cents = sum(site.figures.cents + site.figures.parts.incentive for site in paid)
    return cents if month == next_of(strand) else cents - sum(map(_corrections, paid))


def _corrections(site: SitePreview) -> int:
    return sum(part.cents for part in site.differences if part.cause.startswith(CORRECTION))
