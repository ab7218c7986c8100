"""Runs the demonstration's identity provider: a process of its own, as a real one would be."""

from argparse import ArgumentParser
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pilot.identity_provider.application import make_application

HOST = "127.0.0.1"


class Server(ThreadingMixIn, WSGIServer):
    """Answers several requests at once."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    """Writes no line for each request: the query holds codes."""

    def log_message(self, *_args: Any) -> None:
        return


class Command(BaseCommand):
    """`manage.py identity_provider --port 8001`."""

    help = "Run the identity provider of a demonstration: anybody logs in as any made-up person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8001, help="The port (8001).")
        parser.add_argument(
            "--host", default=HOST, help="The address to answer at (127.0.0.1); in a container, 0.0.0.0."
        )

    def handle(self, *args: Any, port: int, host: str, **options: Any) -> None:
        """Serve until interrupted."""
        if not settings.DEMO:
            raise CommandError("Only a demonstration (DEMO) has an identity provider that lets anybody in.")
        with make_server(host, port, make_application(), Server, QuietHandler) as server:
            self.stdout.write(f"identity provider at http://{HOST}:{server.server_port}")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                return
