"""A command on a new computer finds its tables: the embedded database is brought up to date first."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from pilot import schema
from pilot.embedded import EmbeddedServers
from tests.databases import restore

GOLDEN = Path(__file__).parents[1] / "scenarios" / "golden" / "01-plain-month.json"


def test_a_command_brings_the_tables_up_to_date_or_does_nothing(tmp_path, django_db_setup):
    """Where a migration is not recorded it is made again, and here its table is in the way."""
    with EmbeddedServers(tmp_path, durable=False) as servers:
        restore(servers)
        with psycopg.connect(servers.database("postgres")) as session:
            session.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        environment = os.environ | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "pilot.settings"}
        command = [sys.executable, settings.BASE_DIR / "manage.py", "replay", GOLDEN]
        finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (finished.returncode, finished.stdout) == (1, "")
    assert 'relation "django_session" already exists' in finished.stderr
    assert finished.stderr.endswith("manage.py: manage.py migrate failed; nothing was done.\n")


def test_tables_of_the_code_are_not_old(db):
    assert not schema.is_old()


def test_a_migration_that_fails_is_refused(monkeypatch):
    monkeypatch.setattr(schema.sys, "executable", "/bin/false")

    with pytest.raises(schema.MigrationFailed):
        schema.bring_up_to_date()
