"""The two files of a print batch: every letter in one PDF, each beginning on a sheet of its own, and their index.

Letters are appended one by one to a file on disk, so that a thousand take no more memory than ten. What is only for
screens and reading aloud (links, structure) stays in each letter's own document.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from pilot.exports import Column

# Names and homes stay on the letters: the printer needs neither.
INDEX = [
    Column("place", _("Letter"), "int"),
    Column("number", _("Number")),
    Column("list_code", _("List code")),
    Column("kind", _("Kind")),
    Column("language", _("Language")),
    Column("first_page", _("First page"), "int"),
    Column("pages", _("Pages"), "int"),
    Column("digest", _("Digest")),
]
CATALOG, PAGES = 1, 2
# These two follow when all pages are known.
FIRST_FREE = 3
PRINTED_ATTRIBUTES = ("/MediaBox", "/CropBox", "/Resources", "/Rotate", "/Contents", "/Group", "/UserUnit")


@dataclass(frozen=True)
class Printed:
    """How many pages the file has, with blank backs, and a row for each letter."""

    pages: int
    rows: list[dict[str, Any]]


def merge(letters: Iterable[Mapping[str, Any]], to: IO[bytes]) -> Printed:
    """Write the letters to the file in their order; an odd last page gets a blank back, so that both sides may be used.

    No more than one letter is held at a time. The same letters give the same bytes.
    """
    # Only a worker merges; the others need not load the library.
    from pikepdf import Pdf

    rows: list[dict[str, Any]] = []
    whole = _Appending(to)
    for place, letter in enumerate(letters, start=1):
        first = whole.pages + 1
        with Pdf.open(io.BytesIO(bytes(letter["content"]))) as one:
            whole.append(one)
        row = {name: letter[name] for name in ("number", "list_code", "kind", "language", "digest")}
        rows.append(row | {"place": place, "first_page": first, "pages": whole.pages - first + 1})
    whole.finish()
    return Printed(whole.pages, rows)


class _Appending:
    """A PDF that grows at its end: objects of each letter under new numbers, then the page tree and the table."""

    def __init__(self, to: IO[bytes]) -> None:
        self._to = to
        self._offsets: dict[int, int] = {}
        self._kids: list[int] = []
        self._next = FIRST_FREE
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[tuple[int, Any]] = []
        to.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    @property
    def pages(self) -> int:
        return len(self._kids)

    def append(self, letter: Any) -> None:
        """Append the letter's pages, and a blank one where their number is odd."""
        self._numbers, self._waiting = {}, []
        size = b""
        for page in letter.pages:
            entries = {key: value for key in PRINTED_ATTRIBUTES if (value := _inherited(page.obj, key)) is not None}
            size = self._value(entries["/MediaBox"])
            self._page(b" ".join(key.encode() + b" " + self._value(value) for key, value in entries.items()))
        if self.pages % 2:
            self._page(b"/MediaBox " + size + b" /Resources << >>")
        while self._waiting:
            number, found = self._waiting.pop()
            self._write(number, self._object(found))

    def finish(self) -> None:
        """Write the page tree, the catalog, and the table of where each object stands."""
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        self._write(PAGES, b"<< /Type /Pages /Count %d /Kids [ " % self.pages + kids + b" ] >>")
        self._write(CATALOG, b"<< /Type /Catalog /Pages %d 0 R >>" % PAGES)
        start = self._to.tell()
        self._to.write(b"xref\n0 %d\n0000000000 65535 f \n" % self._next)
        for number in range(1, self._next):
            self._to.write(b"%010d 00000 n \n" % self._offsets[number])
        self._to.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (self._next, CATALOG, start))

    def _page(self, entries: bytes) -> None:
        number = self._take()
        self._kids.append(number)
        self._write(number, b"<< /Type /Page /Parent %d 0 R " % PAGES + entries + b" >>")

    def _take(self) -> int:
        self._next += 1
        return self._next - 1

    def _write(self, number: int, body: bytes) -> None:
        self._offsets[number] = self._to.tell()
        self._to.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")

    def _value(self, found: Any) -> bytes:
        """Return what stands for an object inside another: a reference under its new number, or the object itself."""
        if not getattr(found, "is_indirect", False):
            return self._object(found)
        if found.objgen not in self._numbers:
            self._numbers[found.objgen] = self._take()
            self._waiting.append((self._numbers[found.objgen], found))
        return b"%d 0 R" % self._numbers[found.objgen]

    def _object(self, found: Any) -> bytes:
        from pikepdf import Array, Dictionary, Stream

        if isinstance(found, Array):
            return b"[ " + b" ".join(self._value(part) for part in found) + b" ]"
        if isinstance(found, Stream):
            raw = found.read_raw_bytes()
            return self._dictionary(found, {"/Length": b"%d" % len(raw)}) + b"\nstream\n" + raw + b"\nendstream"
        if isinstance(found, Dictionary):
            return self._dictionary(found, {})
        # Numbers, truths and nothing come as Python's own; names and strings write themselves.
        return _plain(found) if found is None or isinstance(found, bool | int | Decimal) else found.unparse()

    def _dictionary(self, found: Any, known: dict[str, bytes]) -> bytes:
        # A structure of its own is left out: it would lead to every object of the letter.
        left_out = {"/StructParent", "/StructParents", "/Parent", "/P", *known}
        parts = [key.encode() + b" " + self._value(value) for key, value in found.items() if key not in left_out]
        return b"<< " + b" ".join([*parts, *(key.encode() + b" " + value for key, value in known.items())]) + b" >>"


def _plain(found: bool | int | Decimal | None) -> bytes:
    if found is None:
        return b"null"
    return str(found).lower().encode() if isinstance(found, bool) else f"{Decimal(found):f}".encode()


def _inherited(page: Any, key: str) -> Any:
    """Return what the page says, or those above it."""
    while page is not None:
        if key in page:
            return page[key]
        page = page.get("/Parent")
    return None
