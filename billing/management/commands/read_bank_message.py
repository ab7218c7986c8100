"""Read a message of the bank, pain.002 or camt.054: each file once, and what fits nothing is listed by line."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from billing import actions
from billing.bank.words import reason
from billing.models import BankMessage
from billing.queries import bank as queries
from pilot import formats
from pilot.management.files import ask_language, reading
from pilot.models import Organiser


class Command(BaseCommand):
    """Exit status: 0, 1 when lines were set aside, 2 when the file cannot be read and nothing was changed."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be asked."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--payer", metavar="CODE", default="", help="may be left out when only one organiser pays")
        ask_language(parser)

    def handle(self, *args: object, file: Path, payer: str, language: str, **options: object) -> None:
        """Read the file and say what it said."""
        with translation.override(language):
            message = self._read(file, payer)
            self._tell(file, message)
        if message.aside_count:
            raise SystemExit(1)

    def _read(self, file: Path, payer: str) -> BankMessage:
        with reading(file):
            found = actions.read_bank_message(
                payer=_payer(payer),
                filename=file.name,
                content=file.read_bytes(),
                by=None,
                at=timezone.now(),
                channel="command",
            )
        if not found.is_new:
            self.stdout.write(
                _("{file} was read before, {at}. Nothing was changed.").format(
                    file=file, at=formats.moment(found.message.read_at)
                )
            )
        return found.message

    def _tell(self, file: Path, message: BankMessage) -> None:
        for line in queries.aside_lines(message):
            parts = (line.end_to_end_id or line.file_id_text, str(line.get_result_display()), reason(line.reason))
            self.stdout.write(f"{file}:{line.line}: {', '.join(part for part in parts if part)}")
        self.stdout.write(
            _("{message}: {lines} payments named, {aside} to look through").format(
                message=message.message_id, lines=message.line_count, aside=message.aside_count
            )
        )


def _payer(code: str) -> Organiser:
    payers = {payer.code: payer for payer in Organiser.objects.filter(led_pilots__isnull=False).distinct()}
    if not code and len(payers) == 1:
        return next(iter(payers.values()))
    if code in payers:
        return payers[code]
    known = ", ".join(sorted(payers)) or "–"
    raise CommandError(_("Say who pays: --payer CODE. There are: {known}.").format(known=known), returncode=2)
