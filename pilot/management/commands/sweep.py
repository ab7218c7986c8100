"""Brings about what is due in this process: for a start without a worker, and by hand after a breakdown."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pilot import jobs, outbox


class Command(BaseCommand):
    """`manage.py sweep`."""

    help = "Send due e-mails and run waiting jobs here, without a worker."

    def handle(self, *args: Any, **options: Any) -> None:
        """Start what the calendar asks for, then sweep until nothing is due."""
        jobs.start_due(at=timezone.now())
        self.stdout.write(f"{outbox.sweep(here=True)} messages")
