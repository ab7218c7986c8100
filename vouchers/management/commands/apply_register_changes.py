"""Take a file of the population register's change feed and carry its changes out, at once."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pilot.management.files import ask_language, reading
from registry import queries
from registry.models import FeedAnswer
from vouchers import actions
from vouchers.management.asked import pilot_of


class Command(BaseCommand):
    """Exit status: 0, 1 when changes are in doubt or earlier ones are missing, 2 when the file cannot be read."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="an answer of the feed, or a list of them: JSON")
        parser.add_argument("--pilot", metavar="CODE", default="", help="may be left out when there is only one pilot")
        ask_language(parser)

    def handle(self, *args: object, file: Path, pilot: str, language: str, **options: object) -> None:
        with translation.override(language):
            answer, is_new = self._receive(file, pilot)
            if not is_new:
                self.stdout.write(_("This file was taken in before. Nothing was changed."))
            counts = actions.carry_out_answer(answer=answer, by=None, at=timezone.now())
            missing = self._report(answer, counts)
        if counts.get("doubt") or missing:
            raise SystemExit(1)

    def _receive(self, file: Path, code: str) -> tuple[FeedAnswer, bool]:
        with reading(file):
            return actions.receive_feed_answer(
                pilot=pilot_of(code),
                filename=file.name,
                content=file.read_bytes(),
                by=None,
                at=timezone.now(),
                channel="command",
            )

    def _report(self, answer: FeedAnswer, counts: dict[str, int]) -> int:
        said = {name: counts.get(name, 0) for name in ("applied", "unchanged", "overtaken", "doubt")}
        text = _("{changes} changes: {applied} carried out, {unchanged} known, {overtaken} overtaken, {doubt} in doubt")
        self.stdout.write(text.format(changes=answer.changes, **said))
        found = queries.holes_of(answer.pilot)
        for hole in found:
            self.stdout.write(_("Missing: the changes from mark {after} to {until}.").format(**vars(hole)))
        return len(found)
