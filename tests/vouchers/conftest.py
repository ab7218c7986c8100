"""Pages are tested on one day of the made-up pilot."""

import pytest
from django.utils import timezone

from tests.vouchers.cast import noon


@pytest.fixture
def on_that_day(monkeypatch):
    """Let it be noon on the cast's day for whatever asks Django's clock."""
    monkeypatch.setattr(timezone, "now", noon)
