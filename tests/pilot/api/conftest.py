import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    """How often somebody asked is counted in the cache."""
    cache.clear()
