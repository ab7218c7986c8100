#!/usr/bin/env python
"""Run a management command, with the servers it needs and as the database role it should have."""

import contextlib
import gc
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

# Only the owner of the tables may change them; everything else runs as the application's role.
AS_OWNER = {"migrate", "sqlmigrate"}
AS_IT_IS = AS_OWNER | {"dbshell", "showmigrations"}
WITHOUT_SERVERS = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "identity_provider",
    "makemessages", "makemigrations", "sizes", "synthesise_population", "up", "version",
}  # fmt: skip


def main() -> int:
    """Run the command that was asked for."""
    # What is loaded stays: to look for garbage in it again and again would cost an eighth of the way to the command.
    gc.set_threshold(20_000)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    os.environ["DATABASE_ROLE"] = "owner" if command in AS_OWNER else "app"
    if command == "makemigrations":
        # It only compares files, and says so at length when there is no database to look into.
        warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")

    from django.core.exceptions import ImproperlyConfigured
    from environs import EnvError

    from pilot.embedded import CannotStart
    from pilot.schema import MigrationFailed

    try:
        with servers_for(command):
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except MigrationFailed as refusal:
        print(f"manage.py: {refusal}", file=sys.stderr)
        return 1
    except (CannotStart, EnvError, ImproperlyConfigured) as refusal:
        print(f"manage.py: {refusal}\n(env.sample lists every variable.)", file=sys.stderr)
        return 2
    return 0


@contextlib.contextmanager
def servers_for(command: str) -> Iterator[None]:
    """Hold the embedded servers, with their tables up to date, while the command runs; none if it needs none."""
    from django.conf import settings

    asks_for_help = {"--help", "-h", "--version"} & set(sys.argv)
    if command in WITHOUT_SERVERS or command.startswith("-") or asks_for_help or not settings.IS_EMBEDDED:
        yield
        return
    from pilot.embedded import EmbeddedServers

    with EmbeddedServers(Path(settings.DATA_DIR)):
        if command not in AS_IT_IS:
            import django

            from pilot import schema

            django.setup()
            if schema.is_old():
                schema.bring_up_to_date()
        yield


if __name__ == "__main__":
    sys.exit(main())
