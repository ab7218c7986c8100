"""The child process that turns finished HTML into an archivable, accessible PDF.

Started by `pilot.pdf` as `python -m pilot.pdf_renderer`. It knows no database and no Django, may open only our own
style sheets and the font, and has a ceiling on its memory; when it dies, only one rendering dies with it. Requests and
answers are a four-byte length, a line of JSON and the bytes that the JSON announces.
"""

import base64
import gc
import io
import json
import logging
import os
import re
import resource
import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from pilot.room import with_room

STATIC = Path(__file__).resolve().parent.parent / "static"
STYLES = STATIC / "css" / "pdf"
STYLE_SHEET = "document.css"
CONSTANT, VARIABLE = re.compile(r"^  (--[\w-]+): (.+);$", re.MULTILINE), re.compile(r"var\((--[\w-]+)\)")
FONT_NAME = "SourceSans3[wght].ttf"
OWN = "own:"

MOST_MEMORY = 500 * 1024 * 1024
PDF_VARIANT = "pdf/a-3a"

MISSING_LIBRARY, FAILED, DONE = "missing_library", "failed", "done"


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    inward, outward = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for chatty in ("weasyprint", "fontTools"):
        # Their warnings quote the document.
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    with suppress(ImportError, OSError):
        _engine()
    _limit_memory()
    _collect_between_documents()
    while (request := read_message(inward)) is not None:
        write_message(outward, *answer(request[0]))
        gc.collect()


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Render one request and return its answer; whatever goes wrong is an answer too."""
    try:
        _weasyprint()
    except (ImportError, OSError):
        # WeasyPrint looks for Pango when it is imported.
        return {"status": MISSING_LIBRARY}, b""
    try:
        return {"status": DONE}, render(request)
    except Exception as error:
        # The type alone: the message of a failed rendering may hold the document's own words.
        return {"status": FAILED, "reason": type(error).__name__}, b""


@with_room
def render(request: dict[str, Any]) -> bytes:
    """Render HTML with attachments; the same request gives the same bytes."""
    from pilot.pdf_finish import finish

    issued_at = datetime.fromisoformat(request["issued_at"]).astimezone(UTC)
    # The embedded font would otherwise carry the time of rendering.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(issued_at.timestamp()))
    weasyprint, (fetcher, fonts, style_sheet) = _weasyprint(), _engine()
    attachments = [
        weasyprint.Attachment(
            file_obj=io.BytesIO(base64.b64decode(attachment["content"])),
            name=attachment["filename"],
            description=attachment["description"],
            relationship="Data",
            created=issued_at,
            modified=issued_at,
            url_fetcher=fetcher,
        )
        for attachment in request["attachments"]
    ]
    html = weasyprint.HTML(string=request["html"], base_url=OWN, url_fetcher=fetcher)
    pdf = html.write_pdf(
        font_config=fonts, stylesheets=[style_sheet], attachments=attachments, pdf_variant=PDF_VARIANT, pdf_tags=True
    )
    return finish(pdf)


@cache
def _weasyprint() -> Any:
    import weasyprint

    return weasyprint


@cache
def _engine() -> tuple[Any, Any, Any]:
    """Load one fetcher, font configuration and style sheet: for each document anew, they would cost time and memory."""
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        """Answer with our own style sheets and fonts, and pictures that the page itself holds; refuse the rest."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/svg+xml,"):
                return super().fetch(url, headers)
            return URLFetcherResponse(url, own_file(url))

    fetcher = OwnFilesOnly(allowed_protocols=("data",), allow_redirects=False)
    fonts = FontConfiguration()
    style_sheet = _weasyprint().CSS(url=OWN + STYLE_SHEET, url_fetcher=fetcher, font_config=fonts)
    return fetcher, fonts, style_sheet


def own_file(url: str) -> bytes:
    """Return the file that an own: address names; any other address is refused."""
    name = url.removeprefix(OWN)
    if name == url or name not in _own_files():
        raise ValueError("only our own files may be opened")
    return _own_files()[name]


@cache
def _own_files() -> dict[str, bytes]:
    """Return all that may be opened; it is in memory from the start, so a document opens no file at all."""
    from pilot.pdf_fonts import font_files

    sheets = {path.name: path.read_text() for path in STYLES.glob("*.css")}
    # Resolving a variable for each element costs more than everything else in the cascade together.
    constants = dict(CONSTANT.findall(sheets[STYLE_SHEET]))
    files = {name: VARIABLE.sub(lambda found: constants.get(found[1], found[0]), text) for name, text in sheets.items()}
    return {name: text.encode() for name, text in files.items()} | font_files(font_file())


def font_file() -> Path:
    import fontpkg_source_sans_3

    return Path(fontpkg_source_sans_3.__file__).parent / "files" / FONT_NAME


def _collect_between_documents() -> None:
    """Leave garbage until a document is out, and never look again at what was loaded before the first."""
    gc.collect()
    gc.freeze()
    # Only a document far larger than ours gets here while it is made.
    gc.set_threshold(100_000)


def _limit_memory() -> None:
    # The ceiling counts from what the libraries take when loaded. Not every system can set it.
    with suppress(OSError, ValueError), Path("/proc/self/statm").open() as pages:
        size = int(pages.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + MOST_MEMORY, size + MOST_MEMORY))


def write_message(pipe: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Write a head of JSON and a body of bytes to the pipe."""
    line = json.dumps({**head, "length": len(body)}).encode()
    pipe.write(len(line).to_bytes(4, "big") + line + body)
    pipe.flush()


def read_message(pipe: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read a head and a body from the pipe, or None when the other side has closed it."""
    size = pipe.read(4)
    if len(size) < 4:
        return None
    head = json.loads(pipe.read(int.from_bytes(size, "big")))
    return head, pipe.read(head["length"])


if __name__ == "__main__":
    main()
