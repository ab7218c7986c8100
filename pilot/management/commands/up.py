"""Everything with one command: servers, schema, a demonstration pilot, web, worker, beat and an identity provider."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError

from pilot import schema, web_server
from pilot.embedded import EmbeddedServers
from pilot.supervisor import Program, ProgramEnded, Stopped, Supervisor, stop_on_signals

START_TIMEOUT = 60


class Command(BaseCommand):
    """Run the demonstration until Ctrl-C."""

    help = "Start everything on this computer, with a demonstration pilot when there is none; Ctrl-C ends all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="The site's port (8000).")
        parser.add_argument("--identity-port", type=int, default=8001, help="The identity provider's port (8001).")
        parser.add_argument("--residents", type=int, default=2000, help="Made-up residents of a new demonstration.")
        parser.add_argument("--no-demo", action="store_true", help="Leave an empty database empty.")

    def handle(self, *, port: int, identity_port: int, residents: int, no_demo: bool, **_options) -> None:
        if not settings.IS_EMBEDDED:
            raise CommandError("`up` runs the embedded servers, but DATABASE_URL names others: see docker-compose.yml.")
        stop_on_signals()
        for number in (port, identity_port):
            _refuse_taken(number)
        here = f"http://{web_server.HOST}"
        environment = {"BASE_URL": f"{here}:{port}", "OIDC_URL": f"{here}:{identity_port}"}
        os.environ.update(environment)
        try:
            with EmbeddedServers(settings.DATA_DIR):
                self._prepare(residents, no_demo=no_demo)
                with Supervisor(programs(port, identity_port), settings.DATA_DIR / "logs") as supervisor:
                    _wait_for_site(supervisor, environment["BASE_URL"])
                    self._welcome(environment["BASE_URL"])
                    supervisor.wait()
        except Stopped:
            self.stdout.write("\nStopped.")
        except (ProgramEnded, schema.MigrationFailed) as ended:
            raise CommandError(str(ended)) from None

    def _prepare(self, residents: int, *, no_demo: bool) -> None:
        if schema.is_old():
            schema.bring_up_to_date()
        # Left behind by a demonstration that was interrupted; the same command completes it.
        unfinished = settings.DATA_DIR / "demonstration.unfinished"
        if no_demo or "demo" not in get_commands() or not (unfinished.exists() or self._is_empty()):
            return
        self.stdout.write(f"Building a demonstration pilot with {residents} made-up residents …")
        self.stdout.flush()
        unfinished.touch()
        _manage("demo", "--residents", str(residents))
        unfinished.unlink()

    def _is_empty(self) -> bool:
        from django.db import connection

        from pilot.models import Pilot

        empty = not Pilot.objects.exists()
        connection.close()
        return empty

    def _welcome(self, address: str) -> None:
        self.stdout.write(self.style.SUCCESS(f"\nValinta is at {address}/"))
        if "identity_provider" in get_commands():
            self.stdout.write("Log in from the page: it lists made-up people to be, residents and staff alike.")
        self.stdout.write(f"Logs: {settings.DATA_DIR / 'logs'}. Ctrl-C ends everything; the data stays.")
        self.stdout.flush()


def programs(port: int, identity_port: int) -> list[Program]:
    """List what runs beside the servers."""
    python = Path(sys.executable)
    celery = [python, "-m", "celery", "--app", "pilot.celery"]
    beat = ["beat", "--schedule", settings.DATA_DIR / "beat-schedule", "--pidfile="]
    found = [
        Program("web", web_server.command(port), {"STATEMENT_TIMEOUT": "30s"}),
        Program("worker", [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]),
        Program("beat", [*celery, *beat]),
    ]
    if "identity_provider" in get_commands():
        found.append(Program("identity", [python, "manage.py", "identity_provider", "--port", str(identity_port)]))
    return found


def _manage(*arguments: str) -> None:
    finished = subprocess.run([sys.executable, settings.BASE_DIR / "manage.py", *arguments], check=False)
    if finished.returncode:
        raise CommandError(f"manage.py {arguments[0]} failed; nothing was started.")


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((web_server.HOST, port))
        except OSError as taken:
            raise CommandError(
                f"Port {port} is taken: end the other program, or choose others with "
                "`.venv/bin/python manage.py up --port … --identity-port …`."
            ) from taken


def _wait_for_site(supervisor: Supervisor, address: str) -> None:
    until = time.monotonic() + START_TIMEOUT
    while time.monotonic() < until:
        supervisor.check()
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 (an address of our own)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise CommandError(f"The site did not answer in {START_TIMEOUT} seconds; see {settings.DATA_DIR / 'logs'}.")
