"""What most tests of vouchers begin with: a strand, its area and site, and the one day on which pages are tested."""

import pytest
from django.utils import timezone

from tests.people import a_member, log_in
from tests.vouchers.cast import a_site, a_strand, an_area, noon


@pytest.fixture
def on_that_day(monkeypatch):
    """Let it be noon on the cast's day for whatever asks Django's clock."""
    monkeypatch.setattr(timezone, "now", noon)


@pytest.fixture
def strand():
    return a_strand()


@pytest.fixture
def area(strand):
    return an_area(strand)


@pytest.fixture
def site(strand):
    return a_site(strand)


@pytest.fixture
def clerk(client, strand):
    """Log somebody of the staff in."""
    user = a_member("staff", strand.pilot.lead)
    log_in(client, user)
    return user
