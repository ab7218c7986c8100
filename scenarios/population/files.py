"""Writes people as the population register's file: CSV by .csv, JSON lines by .jsonl."""

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from scenarios.errors import UnknownFormat
from scenarios.population.people import Person

COLUMNS = [field.name for field in fields(Person)]
GUARDIANS = COLUMNS.index("guardians")


def writer_of(file: Path) -> Callable[[TextIO, Iterable[Person]], int]:
    """Return what writes a file of that name; refuses an ending that is none of ours."""
    match file.suffix:
        case ".csv":
            return _write_csv
        case ".jsonl":
            return _write_json_lines
    raise UnknownFormat


def write(file: Path, people: Iterable[Person]) -> int:
    """Write the people and return how many there were; a file is whole or not there."""
    write_rows = writer_of(file)
    unfinished = file.with_name(f".{file.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            count = write_rows(stream, people)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _write_csv(stream: TextIO, people: Iterable[Person]) -> int:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for person in people:
        row = [getattr(person, column) for column in COLUMNS]
        row[GUARDIANS] = " ".join(person.guardians)
        writer.writerow(row)
        count += 1
    return count


def _write_json_lines(stream: TextIO, people: Iterable[Person]) -> int:
    count = 0
    for person in people:
        stream.write(json.dumps(asdict(person), default=_text, ensure_ascii=False) + "\n")
        count += 1
    return count


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the file")
