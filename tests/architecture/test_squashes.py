"""A squash leaves behind what the files that it replaces do, and takes their place only in an empty database.

Here by the states that Django computes from the files; `tools/squashes.py` compares two databases, which takes minutes.
"""

import re

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.writer import MigrationWriter

from tests.architecture.sources import APPS, ROOT

LISTS = ("constraints", "indexes", "triggers")
SQL_READ = re.compile(r'sql\.text\("(\w+)"\)')


@pytest.fixture(scope="module")
def files() -> MigrationLoader:
    """Load every file, and let each squash give way to what it replaces, also where a later file names the squash."""
    loader = MigrationLoader(None, replace_migrations=False)
    for key, squash in loader.replacements.items():
        loader.graph.remove_replacement_node(key, squash.replaces)
    return loader


@pytest.fixture
def left_to_do(files, monkeypatch):
    """Plan what is left to do in a database that has come to some migrations, having begun with the files."""

    def planned(*reached: tuple[str, str]) -> set[tuple[str, str]]:
        applied = {key: files.disk_migrations[key] for node in reached for key in files.graph.forwards_plan(node)}
        # `migrate` records a squash too as soon as all that it replaces is done.
        applied |= {key: squash for key, squash in files.replacements.items() if applied.keys() >= set(squash.replaces)}
        monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _recorder: dict(applied))
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return {(migration.app_label, migration.name) for migration, _back in plan}

    return planned


def test_every_app_has_squashes_that_replace_its_first_migrations_one_after_the_other(files):
    for app in set(APPS) - {"scenarios"}:
        squashes = [files.replacements[key] for key in sorted(files.replacements) if key[0] == app]
        replaced = [key for squash in squashes for key in squash.replaces]
        own = sorted(key for key, one in files.disk_migrations.items() if key[0] == app and not one.replaces)

        assert squashes
        assert replaced == own[: len(replaced)]


def test_squashes_come_to_the_state_of_what_they_replace(files):
    one_by_one = files.project_state([squash.replaces[-1] for squash in files.replacements.values()]).models
    together = MigrationLoader(None).project_state(list(files.replacements)).models

    assert len(together) > 100
    assert [key for key in one_by_one.keys() | together.keys() if _said(one_by_one, key) != _said(together, key)] == []


def test_squashes_run_the_sql_of_what_they_replace(files):
    for (app, name), squash in files.replacements.items():
        read = {text for _app, replaced in squash.replaces for text in SQL_READ.findall(_source(app, replaced))}

        assert set(SQL_READ.findall(_source(app, name))) == read


def test_an_empty_database_takes_the_squashes(files, left_to_do):
    left = left_to_do()

    assert left >= files.replacements.keys()
    assert left.isdisjoint(_replaced(files))


def test_a_database_at_the_last_replaced_files_has_nothing_of_theirs_to_do(files, left_to_do):
    left = left_to_do(*(squash.replaces[-1] for squash in files.replacements.values()))

    assert left.isdisjoint(files.replacements)
    assert left.isdisjoint(_replaced(files))


def test_a_database_in_the_middle_goes_on_with_the_files(files, left_to_do):
    """Wherever it stopped: an app that it has not begun takes its squash, the others their next files."""
    for reached in sorted(_replaced(files)):
        done = set(files.graph.forwards_plan(reached))
        expected = set()
        for squash, replacing in files.replacements.items():
            rest = set(replacing.replaces) - done
            expected |= {squash} if len(rest) == len(replacing.replaces) else rest

        assert left_to_do(reached) & (_replaced(files) | files.replacements.keys()) == expected, reached


def _replaced(files: MigrationLoader) -> set[tuple[str, str]]:
    return {key for squash in files.replacements.values() for key in squash.replaces}


def _said(models, key):
    """Write down a model's state as a migration would; the order of fields, constraints and the like says nothing."""
    if key not in models:
        return None
    state = models[key]
    listed = [value for option in LISTS for value in state.options.get(option, [])]
    others = {option: value for option, value in state.options.items() if option not in LISTS}
    texts = [MigrationWriter.serialize(value)[0] for value in (*state.fields.items(), *listed, *others.items())]
    return sorted(texts), state.bases, state.managers


def _source(app: str, name: str) -> str:
    return (ROOT / app / "migrations" / f"{name}.py").read_text()
