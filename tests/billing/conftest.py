"""The pilot that most of billing's tests begin with: made once a module, and found as made by each of its tests."""

from copy import deepcopy

import pytest

from tests.billing.stage import Stage, a_stage


@pytest.fixture(scope="module")
def _made_once(shared_unit, django_db_blocker) -> Stage:
    with django_db_blocker.unblock():
        return a_stage()


@pytest.fixture
def stage(_made_once: Stage, db) -> Stage:
    """Give a small priced pilot. What a test does to its rows is rolled back, and the objects are the test's own."""
    return deepcopy(_made_once)
