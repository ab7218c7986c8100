"""Documents as PDF: a template and its context become an archivable (PDF/A-3a), accessible (PDF/UA-1) file.

The rendering itself is done by one child process (`pilot.pdf_renderer`), which is started when the first document is
asked for and ended when a document takes too long. Storing what was issued belongs to `pilot.documents`.
"""

import atexit
import base64
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, cast

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot.calendar import HELSINKI
from pilot.errors import Refused
from pilot.pdf_renderer import DONE, MISSING_LIBRARY, read_message, write_message
from pilot.themes import COLOUR

ROOT = Path(__file__).resolve().parent.parent
LONGEST_SECONDS = 30
# The libraries keep a little of every document (measured: 0.07 MB a statement), so a child is replaced in time.
MOST_DOCUMENTS = 100
ONE_AT_A_TIME = threading.Lock()


class PdfUnavailable(Refused):
    """This computer cannot make PDF documents."""

    code = "pdf_unavailable"
    text = _(
        "PDF documents need the Pango library, which this computer lacks. "
        "Install the packages libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."
    )


class PdfFailed(Refused):
    """The document could not be made: it was too large, too slow or broken."""

    code = "pdf_failed"
    text = _("The document could not be made. Nothing was changed; try again, and tell us if it happens twice.")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF."""

    filename: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose document it is: what stands in its head and foot."""

    name: str
    units: tuple[str, ...]
    business_id: str
    address: tuple[str, ...]
    contact: tuple[str, ...]
    accent: str = "#00357a"

    def __post_init__(self) -> None:
        # The colour is written into the style sheet, where anything else would be more than a colour.
        if not COLOUR.fullmatch(self.accent):
            raise ValueError("an accent is a colour such as #00357a")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom an envelope's window shows; for a protected resident there is none."""

    name: str
    address: tuple[str, ...]
    # What stands over the name where somebody else is to read the letter.
    above: str = ""


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    title: str | Promise,
    issued_at: datetime,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return the document as PDF in the language; the same input gives the same bytes.

    Refuses with PdfUnavailable where the system library is missing and with PdfFailed when the rendering passes its
    limits of time and memory.
    """
    local = issued_at.astimezone(HELSINKI)
    with translation.override(language):
        html = render_to_string(template, {**context, "title": title, "issued_at": local.isoformat()})
    return render_html(html, issued_at=local, attachments=attachments)


def render_html(html: str, *, issued_at: datetime, attachments: Sequence[Attachment] = ()) -> bytes:
    """Return finished HTML as PDF, under the limits and refusals of render_pdf."""
    request = {
        "html": html,
        "issued_at": issued_at.isoformat(),
        "attachments": [_packed(attachment) for attachment in attachments],
    }
    with ONE_AT_A_TIME:
        return _Renderer.current().render(request)


def renderer_pid() -> int:
    """Return the number of the child that renders this process's documents, for those who measure it."""
    return _Renderer.current().child.pid


def _packed(attachment: Attachment) -> dict[str, str]:
    return {
        "filename": attachment.filename,
        "description": attachment.description,
        "content": base64.b64encode(attachment.content).decode(),
    }


class _Renderer:
    """This process's child: it renders one document at a time."""

    _current: ClassVar["_Renderer | None"] = None

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.rendered = 0
        self.child = subprocess.Popen(
            [sys.executable, "-m", "pilot.pdf_renderer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        self.requests, self.answers = cast(BinaryIO, self.child.stdin), cast(BinaryIO, self.child.stdout)

    @classmethod
    def current(cls) -> "_Renderer":
        """Return the running child; a process that was forked from ours gets its own."""
        running = cls._current
        if running is None or not running.is_usable:
            if running is not None:
                running.stop()
            running = cls._current = cls()
        return running

    @property
    def is_usable(self) -> bool:
        return self.owner == os.getpid() and self.child.poll() is None and self.rendered < MOST_DOCUMENTS

    def render(self, request: dict[str, Any]) -> bytes:
        self.rendered += 1
        alarm = threading.Timer(LONGEST_SECONDS, self.child.kill)
        alarm.start()
        try:
            write_message(self.requests, request)
            answer = read_message(self.answers)
        except (OSError, ValueError):
            answer = None
        finally:
            alarm.cancel()
        if answer is None:
            self.stop()
            raise PdfFailed()
        head, content = answer
        if head["status"] == MISSING_LIBRARY:
            raise PdfUnavailable()
        if head["status"] != DONE:
            raise PdfFailed()
        return content

    def stop(self) -> None:
        """End the child, unless it belongs to the process that we were forked from."""
        if self.owner == os.getpid():
            self.child.kill()
            self.child.communicate()


@atexit.register
def _stop_renderer() -> None:
    if _Renderer._current is not None:
        _Renderer._current.stop()
