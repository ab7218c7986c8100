"""The two files of a print batch: every letter in one PDF, each beginning on a sheet of its own, and their index."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True)
class Printed:
    """The merged file, its pages with blank backs, and a row for each letter."""

    content: bytes
    pages: int
    rows: list[dict[str, Any]]


def merged(letters: Iterable[Any]) -> Printed:
    """Merge the letters in their order; an odd last page gets a blank back, so that both sides may be printed on."""
    # Only a worker merges; the others need not load the library.
    from pikepdf import Pdf

    rows: list[dict[str, Any]] = []
    with Pdf.new() as whole:
        for place, letter in enumerate(letters, start=1):
            first = len(whole.pages) + 1
            with Pdf.open(io.BytesIO(bytes(letter.content))) as one:
                whole.pages.extend(one.pages)
                size = tuple(float(edge) for edge in one.pages[0].mediabox[2:])
            count = len(whole.pages) - first + 1
            if count % 2:
                whole.add_blank_page(page_size=size)
            row = {name: getattr(letter, name) for name in ("number", "list_code", "kind", "language", "digest")}
            rows.append(row | {"place": place, "first_page": first, "pages": count})
        to = io.BytesIO()
        whole.save(to, deterministic_id=True)
        return Printed(to.getvalue(), len(whole.pages), rows)
