"""Reads a population file: refuses one that cannot be read as a whole, and yields the rows of one that can.

A row that cannot be told apart into fields is yielded too, with what is wrong; what the fields say is checked in the
database (registry/sql/population).
"""

import codecs
import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from registry import errors
from registry.population.columns import COLUMNS, REQUIRED

CHUNK = 1 << 20
CSV, JSON_LINES = ".csv", ".jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the file: the line it begins on and its fields in the order of COLUMNS, or why there are none."""

    line: int
    values: tuple[str, ...] = ()
    broken: str = ""
    value: str = ""


@dataclass(frozen=True)
class Scan:
    """What a first look at a file tells: its digest, how many lines it has, and its form."""

    sha256: str
    lines: int
    form: str

    @property
    def rows(self) -> int:
        """Return how many rows there are at most: a field may hold several lines."""
        return self.lines - (self.form == CSV)


def scan(source: BinaryIO, filename: str) -> Scan:
    """Look through the whole file; refuses another form, an empty or binary file, a wrong header, wrong letters."""
    form = PurePath(filename).suffix.lower()
    if form not in (CSV, JSON_LINES):
        raise errors.UnknownForm
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    lines, last = 0, b"\n"
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        _refuse_what_is_no_text(chunk, decoder, lines)
        lines += chunk.count(b"\n")
        last = chunk[-1:]
    _refuse_what_is_no_text(b"", decoder, lines, is_last=True)
    lines += last != b"\n"
    source.seek(0)
    first = next(records(source, form), None)
    if first is None:
        raise errors.EmptyFile
    if first.broken == "not_json":
        raise errors.NotJsonLines
    source.seek(0)
    return Scan(digest.hexdigest(), lines, form)


def records(source: BinaryIO, form: str) -> Iterator[Row]:
    """Yield the file's records; refuses a header that is not ours and quotes that do not end."""
    # Every line end stays as it is, for the csv module to judge.
    stream = io.TextIOWrapper(source, encoding="utf-8-sig", newline="")
    try:
        yield from _from_csv(stream) if form == CSV else _from_json_lines(stream)
    finally:
        stream.detach()


def _refuse_what_is_no_text(
    chunk: bytes, decoder: codecs.IncrementalDecoder, lines: int, *, is_last: bool = False
) -> None:
    if b"\0" in chunk:
        raise errors.BinaryFile
    try:
        decoder.decode(chunk, is_last)
    except UnicodeDecodeError as error:
        line = lines + 1 + error.object[: error.start].count(b"\n")
        raise errors.NotUtf8(line=line) from error


def _from_csv(stream: io.TextIOWrapper) -> Iterator[Row]:
    header_line = stream.readline()
    delimiter = max(",;\t", key=header_line.count)
    header = next(csv.reader([header_line], delimiter=delimiter), [])
    places = _places(header)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    begins = 2
    try:
        for fields in reader:
            if len(fields) == len(header):
                yield Row(begins, tuple(fields[place] if place is not None else "" for place in places))
            elif fields:
                yield Row(begins, broken="wrong_columns", value=str(len(fields)))
            begins = reader.line_num + 2
    except csv.Error as error:
        raise errors.BrokenQuotes(line=begins) from error


def _places(header: list[str]) -> list[int | None]:
    """Return where each of our columns stands in the file; None where an optional one is left out."""
    names = [name.strip() for name in header]
    if not any(names):
        raise errors.EmptyFile
    missing = [name for name in REQUIRED if name not in names]
    unknown = [name for name in names if name not in COLUMNS or names.count(name) > 1]
    if missing or unknown:
        raise errors.WrongHeader(missing=missing, unknown=unknown)
    return [names.index(name) if name in names else None for name in COLUMNS]


def _from_json_lines(stream: io.TextIOWrapper) -> Iterator[Row]:
    for line, text in enumerate(stream, start=1):
        if text.strip():
            yield _from_json(line, text)


def _from_json(line: int, text: str) -> Row:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return Row(line, broken="not_json")
    if not isinstance(content, dict):
        return Row(line, broken="not_json")
    unknown = sorted(set(content) - set(COLUMNS))
    if unknown:
        return Row(line, broken="unknown_column", value=unknown[0])
    try:
        values = tuple(_text(content.get(name)) for name in COLUMNS)
        # An escape may hold half a character or none, which no table takes.
        "".join(values).encode()
    except (TypeError, UnicodeEncodeError):
        return Row(line, broken="not_text")
    return Row(line, broken="not_text") if "\0" in "".join(values) else Row(line, values)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return " ".join(value)
    if not isinstance(value, str):
        raise TypeError
    return value
