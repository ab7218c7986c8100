"""Take a population file in: the good rows, with the others listed by line, field and reason."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pilot.management.files import ask_language, reading
from registry import queries, words
from registry.models import RegisterBatch
from vouchers import actions
from vouchers.management.asked import pilot_of


class Command(BaseCommand):
    """Exit status: 0, 1 when rows were left out, 2 when the file cannot be read and nothing was taken in."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="CSV by .csv, JSON lines by .jsonl")
        parser.add_argument("--pilot", metavar="CODE", default="", help="may be left out when there is only one pilot")
        ask_language(parser)

    def handle(self, *args: object, file: Path, pilot: str, language: str, **options: object) -> None:
        with translation.override(language):
            batch = self._import(file, pilot)
            self._report(file, batch)
        if batch.rejected:
            raise SystemExit(1)

    def _import(self, file: Path, code: str) -> RegisterBatch:
        with reading(file), file.open("rb") as source:
            return actions.import_population(
                pilot=pilot_of(code),
                filename=file.name,
                source=source,
                by=None,
                at=timezone.now(),
                channel="command",
            )

    def _report(self, file: Path, batch: RegisterBatch) -> None:
        for row in queries.rejections_of(batch).iterator():
            text = words.text_of(row.because, row.value)
            value = words.shown_value(row.because, row.value)
            self.stdout.write(f"{file}:{row.line}: {row.field}: {text}{f' ({value})' if value else ''}")
        self.stdout.write(
            _("{rows} rows: {new} new, {unchanged} unchanged, {rejected} left out").format(
                rows=batch.rows, new=batch.new, unchanged=batch.unchanged, rejected=batch.rejected
            )
        )
