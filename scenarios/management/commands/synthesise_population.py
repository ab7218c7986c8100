"""Write a population file of made-up people; the same seed gives the same file. Needs no database."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pilot.errors import Refused
from scenarios import templates
from scenarios.population import files, people


class Command(BaseCommand):
    """Exit status: 0, or 2 when the file cannot be made."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="CSV by .csv, JSON lines by .jsonl")
        parser.add_argument("--residents", metavar="N", type=int, required=True)
        parser.add_argument("--template", metavar="NAME", required=True, help=", ".join(templates.names()))
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: object, file: Path, residents: int, template: str, seed: int, **options: object) -> None:
        try:
            rows = people.make_people(templates.load(template), residents=residents, seed=seed)
            count = files.write(file, rows)
        except Refused as refusal:
            raise CommandError(refusal.message, returncode=2) from refusal
        except OSError as error:
            reason = _("{file} cannot be written: {reason}.").format(file=file, reason=error.strerror)
            raise CommandError(reason, returncode=2) from error
        self.stdout.write(_("{count} residents written to {file}").format(count=count, file=file))
