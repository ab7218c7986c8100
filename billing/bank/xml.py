"""XML from outside, read safely: no entities, no document type, no network, no more than a bank would send.

Parts are found by their path of names within the message's one namespace. What is missing or cannot be read is refused
by its line.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from billing import errors
from billing.bank.answers import EURO

MOST_MEGABYTES = 10
DOCTYPE = "<!DOCTYPE"
LONGEST_ID = 35
LONGEST_TEXT = 210
AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,5})?")
CURRENCY = re.compile(r"[A-Z]{3}")
# ISO 4217 for what is no currency.
NO_CURRENCY = "XXX"


def parse(content: bytes) -> etree._Element:
    """Return the root of the file; refuses what is too large, not whole, or declares a document type."""
    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise errors.BankFileTooLarge(most=MOST_MEGABYTES)
    # Looked for before parsing: entities in attributes are replaced while the parser reads.
    if any(DOCTYPE.encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise errors.HasDoctype
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise errors.NotXml(line=line, column=column) from error
    if root.getroottree().docinfo.doctype:
        raise errors.HasDoctype
    return root


class Part:
    """One element of a message with the ways to what is in it."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self.space = etree.QName(element).namespace

    @property
    def name(self) -> str:
        return etree.QName(self.element).localname

    @property
    def line(self) -> int:
        return int(self.element.sourceline or 0)

    @property
    def own_text(self) -> str:
        return " ".join((self.element.text or "").split())

    def all(self, path: str) -> Iterator["Part"]:
        """Give every part of the path."""
        for found in self.element.iterfind(self._path(path)):
            yield Part(found)

    def find(self, path: str) -> "Part | None":
        """Return the first part of the path, if there is one."""
        return next(self.all(path), None)

    def part(self, path: str) -> "Part":
        """Return the part of the path; refuses when it is missing."""
        found = self.find(path)
        if found is None:
            raise errors.PartMissing(line=self.line, part=f"{self.name}/{path}")
        return found

    def text(self, *paths: str) -> str:
        """Return the text of the first path that has one, or nothing."""
        for path in paths:
            found = self.find(path)
            if found is not None and found.own_text:
                return found.own_text
        return ""

    def id_text(self, *paths: str) -> str:
        """Return an id, which is at most 35 characters long."""
        text = self.text(*paths)
        if len(text) > LONGEST_ID:
            raise errors.PartWrong(line=self.line, part=f"{self.name}/{paths[0]}")
        return text

    def needed_id(self, path: str) -> str:
        """Return an id that the message cannot do without."""
        text = self.part(path).own_text
        if not 0 < len(text) <= LONGEST_ID:
            raise errors.PartMissing(line=self.line, part=f"{self.name}/{path}")
        return text

    def number(self, path: str) -> int | None:
        """Return a whole number, if it is given."""
        text = self.text(path)
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,15}", text):
            raise errors.PartWrong(line=self.part(path).line, part=f"{self.name}/{path}")
        return int(text)

    def cents(self, *paths: str) -> tuple[int | None, str]:
        """Return the first amount of the paths in cents, and its currency, euros where none is told; else none."""
        for path in paths:
            if (found := self.find(path)) is not None:
                if not AMOUNT.fullmatch(found.own_text) or (cents := Decimal(found.own_text) * 100) % 1:
                    raise errors.PartWrong(line=found.line, part=f"{self.name}/{path}")
                currency = found.element.get("Ccy", "") or EURO
                return int(cents), currency if CURRENCY.fullmatch(currency) else NO_CURRENCY
        return None, EURO

    def _path(self, path: str) -> str:
        return "/".join(f"{{{self.space}}}{name}" for name in path.split("/"))
