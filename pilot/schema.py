"""Whether the embedded database has the tables that the code expects, and bringing it there.

A real installation migrates when it is deployed, never by itself.
"""

import subprocess
import sys

from django.conf import settings


class MigrationFailed(Exception):
    """The tables could not be brought up to date; what `migrate` said stands above."""


def is_old() -> bool:
    """Tell whether migrations wait; asked on a connection of the application's role, which is closed again."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    return bool(plan)


def bring_up_to_date() -> None:
    """Run `migrate` in a process of its own, as the tables' owner; refuses when it fails."""
    print("Bringing the database up to date (some seconds the first time) …", file=sys.stderr, flush=True)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity", "0"]
    if subprocess.run(command, check=False, stdout=sys.stderr).returncode:
        raise MigrationFailed("manage.py migrate failed; nothing was done.")
