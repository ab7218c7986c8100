"""What every test stands on: servers of our own, a database made from a migrated template, no network.

`db` (pytest-django's) is a unit of work that is rolled back, `committed_db` really commits and is emptied afterwards,
`kept_db` does so once for a module whose tests only read what is costly to make. `shared_unit` is a unit of work around
a module's own, for rows that all of its tests begin with.
All connect as the application's role, which owns nothing; only the preparations here use the owner or the superuser.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from pilot.embedded import Addresses, EmbeddedServers
from tests.databases import CommittedDatabase, make_database, make_template, remove_database
from tests.network import only_this_computer

pytest_plugins: list[str] = []


@pytest.fixture(autouse=True)
def _language_of_the_site() -> Iterator[None]:
    """Begin each test in the site's own language, whatever a page asked for in the test before it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture(scope="session")
def servers() -> Iterator[Addresses]:
    """Run PostgreSQL and Redis for this run; workers share them and the last one out stops them."""
    with EmbeddedServers(Path(settings.DATA_DIR), durable=False) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def django_db_setup(servers: Addresses, django_db_blocker) -> Iterator[None]:
    """Take the place of Django's test database: one of our own, migrated by the owner."""
    from django.db import connections

    name = connections["default"].settings_dict["NAME"]
    make_template(servers)
    make_database(servers, name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    remove_database(servers, name)


@pytest.fixture(scope="session")
def _committed_database(servers: Addresses, django_db_setup) -> Iterator[CommittedDatabase]:
    from django.db import connections

    database = CommittedDatabase(servers, connections["default"].settings_dict["NAME"])
    yield database
    database.close()


@pytest.fixture
def committed_db(request, django_db_blocker, _committed_database: CommittedDatabase) -> Iterator[None]:
    """Really commit, on as many connections as the test opens; afterwards only what migrations inserted is left."""
    from django.core.cache import cache
    from django.db import connections

    if {"db", "transactional_db", "kept_db"} & set(request.fixturenames):
        pytest.fail("committed_db, kept_db and db exclude each other: each ends in a way of its own.")
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        _committed_database.restore()
        cache.clear()


@pytest.fixture(scope="module")
def kept_db(django_db_blocker, _committed_database: CommittedDatabase) -> Iterator[None]:
    """Keep committed rows for a whole module of tests that only read, and empty the tables after its last one."""
    from django.core.cache import cache
    from django.db import connections

    with django_db_blocker.unblock():
        yield
        connections.close_all()
        _committed_database.restore()
        cache.clear()


@pytest.fixture(scope="module")
def shared_unit(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Put a unit of work around a module: what its tests begin with is made in it once, `db` rolls back to there."""
    from django.db import transaction

    with django_db_blocker.unblock():
        unit = transaction.atomic()
        unit.__enter__()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        unit.__exit__(None, None, None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left alone with it at the end: the browser's, then `slow`."""
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.get_closest_marker("slow") is None))
    for item in items:
        mark = item.get_closest_marker("django_db")
        if "transactional_db" in getattr(item, "fixturenames", ()) or (mark and mark.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid}: use the committed_db fixture; Django cannot empty our tables.")

    _refuse_to_share_with_some(items)


def _refuse_to_share_with_some(items: list[pytest.Item]) -> None:
    """See that all tests of a module share its rows or none does: the others would find them there, or not."""
    sharing = {item.path for item in items if "shared_unit" in getattr(item, "fixturenames", ())}
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        uses_rows = fixtures & {"db", "committed_db", "kept_db"} or item.get_closest_marker("django_db")
        if item.path in sharing and uses_rows and "shared_unit" not in fixtures:
            raise pytest.UsageError(f"{item.nodeid}: other tests of this module share their rows (`shared_unit`).")


def pytest_collection_finish() -> None:
    """Let the garbage collector pass by what stays until the end: all of the code, and every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    if os.environ.get("VALINTA_TEST_OWNER") == str(os.getpid()):
        shutil.rmtree(os.environ["VALINTA_TEST_DIRECTORY"], ignore_errors=True)
