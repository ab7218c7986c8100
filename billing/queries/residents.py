"""How many residents billing works for: asked before a large computation, to choose how it is made."""

from pilot.models import Pilot
from registry.models import Resident


def resident_count(pilot: Pilot) -> int:
    """Return how many residents the pilot's register has."""
    return Resident.objects.filter(pilot=pilot).count()
