"""The registry of triggers answers from its indexes what the library would count."""

import pgtrigger
import pytest
from pgtrigger import registry

from pilot.models import Pilot, Strand
from pilot.trigger_registry import IndexedRegistry

COUNTED = registry._Registry


@pytest.fixture
def noted():
    trigger = pgtrigger.Protect(name="noted", operation=pgtrigger.Delete)
    pgtrigger.register(trigger)(Strand)
    yield trigger
    if "pilot.Strand:noted" in registry._registry:
        trigger.unregister(Strand)


def agree() -> bool:
    indexed = registry._registry
    return (indexed.by_db_table, indexed.pg_function_names) == (
        COUNTED.by_db_table.fget(indexed),
        COUNTED.pg_function_names.fget(indexed),
    )


def test_every_trigger_is_found_as_the_library_would_find_it():
    assert isinstance(registry._registry, IndexedRegistry)
    assert len(registry._registry.by_db_table) > 400
    assert agree()


def test_a_new_trigger_is_found_and_a_thrown_away_one_is_not(noted):
    assert registry._registry.by_db_table["pilot_strand", "noted"] is noted
    assert agree()

    noted.unregister(Strand)

    assert ("pilot_strand", "noted") not in registry._registry.by_db_table
    assert agree()


def test_a_name_that_is_taken_on_the_table_is_refused(noted):
    with pytest.raises(KeyError, match="already used for model"):
        pgtrigger.register(pgtrigger.Protect(name="noted", operation=pgtrigger.Update))(Strand)

    assert "pilot.Pilot:noted" not in registry._registry
    pgtrigger.register(other := pgtrigger.Protect(name="noted", operation=pgtrigger.Update))(Pilot)
    other.unregister(Pilot)
    assert agree()
