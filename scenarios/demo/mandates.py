"""Made-up mandates: a few adults may act for another, so that acting by mandate can be tried."""

from django.conf import settings

from pilot.models import Pilot
from pilot.periods import since
from registry.models import IdentityCode, MadeUpMandate

PAIRS = 8
BORN_BEFORE_YEAR = 1995


def give_mandates(pilot: Pilot) -> int:
    """Let every other of the first adults give the next one a mandate, and return how many were given."""
    adults = IdentityCode.objects.filter(pilot=pilot, active=True, resident__born_on__year__lt=BORN_BEFORE_YEAR)
    codes = list(adults.order_by("pk").values_list("code", flat=True)[: 2 * PAIRS])
    theme, first = settings.MANDATES.theme, pilot.period.lower
    rows = [
        MadeUpMandate(
            reference=f"made-up-{pilot.code}-{number}",
            agent_code=agent,
            principal_code=principal,
            theme=theme,
            period=since(first),
        )
        for number, (agent, principal) in enumerate(zip(codes[::2], codes[1::2], strict=False), start=1)
    ]
    MadeUpMandate.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
