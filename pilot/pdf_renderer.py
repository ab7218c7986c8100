"""The child process that turns finished HTML into an archivable, accessible PDF.

Started by `pilot.pdf` as `python -m pilot.pdf_renderer`. It knows no database and no Django, may open only our own
style sheets and the font, and has a ceiling on its memory; when it dies, only one rendering dies with it. Requests and
answers are a four-byte length, a line of JSON and the bytes that the JSON announces.
"""

import base64
import io
import json
import logging
import os
import resource
import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

STATIC = Path(__file__).resolve().parent.parent / "static"
STYLES = STATIC / "css" / "pdf"
STYLE_SHEET = STYLES / "document.css"
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
        _weasyprint()
    _limit_memory()
    while (request := read_message(inward)) is not None:
        write_message(outward, *answer(request[0]))


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
    """Load one fetcher, font configuration and style sheet: fonts loaded for each document would leak memory."""
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class OwnFilesOnly(URLFetcher):
        """Open our own style sheets and the font, and pictures that the page itself holds; refuse the rest."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/svg+xml,"):
                return super().fetch(url, headers)
            return super().fetch(own_file(url).as_uri(), headers)

    fetcher = OwnFilesOnly(allowed_protocols=("data", "file"), allow_redirects=False)
    fonts = FontConfiguration()
    text = STYLE_SHEET.read_text()
    style_sheet = _weasyprint().CSS(string=text, base_url=OWN, url_fetcher=fetcher, font_config=fonts)
    return fetcher, fonts, style_sheet


def own_file(url: str) -> Path:
    """Return the file that an own: address names; any other address is refused."""
    import fontpkg_source_sans_3

    files = {path.name: path for path in STYLES.glob("*.css")}
    files["font"] = Path(fontpkg_source_sans_3.__file__).parent / "files" / FONT_NAME
    name = url.removeprefix(OWN)
    if name == url or name not in files:
        raise ValueError("only our own files may be opened")
    return files[name]


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
