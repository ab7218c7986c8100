"""What commands that take a file have alike: the language they answer in, and what they say of one they cannot read."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from pilot.errors import Refused


def ask_language(parser: ArgumentParser) -> None:
    """Let the language of the answers be asked for."""
    languages = [code for code, _name in settings.LANGUAGES]
    parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """End the command with exit status 2 and the reason when the file cannot be read, or is refused."""
    try:
        yield
    except Refused as refusal:
        raise CommandError(f"{file}: {refusal.message}", returncode=2) from refusal
    except OSError as error:
        reason = _("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror)
        raise CommandError(reason, returncode=2) from error
