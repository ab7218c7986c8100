"""The database's rules about systems that use the interface, tried by breaking them there."""

from datetime import timedelta

import pytest

from pilot.models import ApiScope
from tests.constraints import changed, copied, refused_by
from tests.keys import a_system
from tests.people import a_person, an_organiser

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return a_system(an_organiser(), ApiScope.ELIGIBILITY).system


def another(system, **changes):
    """Return a deed that adds a system with a log-in and key of its own."""
    return copied(system, **{"user_id": a_person().pk, "client_id": "another", "name": "Another"} | changes)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["eligibility", "everything"]])
def test_a_system_asks_for_something_known(system, scopes):
    with refused_by("system_asks_for_something_known"):
        another(system, scopes=scopes)()


def test_open_systems_of_an_organiser_differ_in_name(system):
    with refused_by("open_systems_of_one_holder_differ_in_name"):
        another(system, name=system.name)()


def test_a_system_ends_after_it_was_given(system):
    with refused_by("system_ends_after_it_was_given"):
        changed(system, ended_at=system.given_at - timedelta(seconds=1))()
    with refused_by("system_ends_after_it_was_given"):
        changed(system, ended_by=a_person())()


@pytest.mark.parametrize("change", [{"scopes": ["entries"]}, {"name": "Other"}, {"client_id": "other"}])
def test_what_was_given_never_changes(system, change):
    with refused_by("system_stays_as_given|Cannot update"):
        changed(system, **change)()


def test_who_has_ended_stays_out(system):
    changed(system, ended_at=system.given_at)()

    with refused_by("ended_system_stays_ended|Cannot update"):
        changed(system, ended_at=None)()


def test_a_system_is_never_deleted(system):
    with refused_by("system_is_never_deleted|Cannot delete"):
        system.delete()
