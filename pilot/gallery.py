"""What the gallery shows: made-up values for every component in every state. Used by /gallery/ and its tests only."""


def context(request) -> dict:
    """Return the specimens."""
    return {}
