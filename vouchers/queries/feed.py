"""How far a pilot's register is known, for those who pay by the lists and ask the register nothing themselves."""

from datetime import date

from pilot.models import Pilot
from registry import queries as registry_queries
from registry.queries import FeedState


def feed_that_waits(pilot_id: int, on: date) -> FeedState | None:
    """Return how the pilot's change feed stands, where the register may know more than the lists do."""
    states = registry_queries.feed_states(Pilot.objects.filter(pk=pilot_id), on)
    return next((state for state in states if state.needs_somebody), None)
