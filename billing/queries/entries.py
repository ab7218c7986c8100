"""Entries as lines: a run's or a statement's, in order, by pages or all of them.

The same lines feed the page, the statement's document and the files. Names are not among the columns that are read: a
line says the resident's list code, whoever reads it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet
from django.utils.translation import get_language

from billing import words
from billing.models import Entry
from billing.statements.document import EntryLine
from pilot.calendar import Month
from pilot.translated import LANGUAGES

PER_PAGE = 50
READ_AT_ONCE = 2000
MOST = 2**63
TRANSLATED = ("area__name", "site__name")
COLUMNS = (
    "run_id", "resident_id", "month", "starts_on", "kind", "site_id", "days", "cents", "age", "need_thousandths",
    "cause", "cell_id", "cell__annual_cents", "resident__list_code", "site__provider__name", "run__month",
    "refunds_run__month", "choice__receipt_number",
    *(f"{name}_{language}" for name in TRANSLATED for language in LANGUAGES),
)  # fmt: skip


class Key(NamedTuple):
    """What names one entry; in this order a run's entries are listed."""

    run_id: int
    resident_id: int
    month: date
    starts_on: date
    kind: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read the key from an address; anything else is no key."""
        try:
            run, resident, month, starts_on, kind = text.split(".")
            ids = int(run), int(resident)
            return (
                cls(*ids, date.fromisoformat(month), date.fromisoformat(starts_on), kind) if max(ids) < MOST else None
            )
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.run_id}.{self.resident_id}.{self.month}.{self.starts_on}.{self.kind}"


@dataclass(frozen=True)
class Line(EntryLine):
    """An entry as every page and file shows it."""

    key: Key
    kind_code: str
    cause_code: str
    site_id: int
    site: str
    provider: str
    run: Month
    refunds_run: Month | None
    receipt_number: str

    @property
    def need(self) -> Decimal:
        return Decimal(self.need_thousandths).scaleb(-3)


@dataclass(frozen=True)
class EntryPage:
    """Some lines in order, and the keys from which the pages around them are asked."""

    lines: list[Line]
    before: Key | None
    after: Key | None


def lines(rows: QuerySet[Entry]) -> Iterator[Line]:
    """Yield every entry in order; the rows stay with the database until they are read."""
    yield from _lines(rows.order_by("pk").values(*COLUMNS).iterator(chunk_size=READ_AT_ONCE))


def entry_page(
    rows: QuerySet[Entry], *, after: Key | None = None, before: Key | None = None, size: int = PER_PAGE
) -> EntryPage:
    """Return one page by key: the thousandth page costs what the first does, and none shifts while one reads."""
    if before is not None:
        found = list(_lines(rows.filter(pk__lt=tuple(before)).order_by("-pk").values(*COLUMNS)[: size + 1]))
        return _page(found[:size][::-1], is_first=len(found) <= size, is_last=False)
    if after is not None:
        rows = rows.filter(pk__gt=tuple(after))
    found = list(_lines(rows.order_by("pk").values(*COLUMNS)[: size + 1]))
    return _page(found[:size], is_first=after is None, is_last=len(found) <= size)


def _page(found: list[Line], *, is_first: bool, is_last: bool) -> EntryPage:
    return EntryPage(
        lines=found,
        before=found[0].key if found and not is_first else None,
        after=found[-1].key if found and not is_last else None,
    )


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
    kinds = {code: str(name) for code, name in words.KINDS.items()}
    languages = ((get_language() or "fi")[:2], *LANGUAGES)
    for row in rows:
        yield Line(
            list_code=row["resident__list_code"],
            month=Month.of(row["month"]),
            kind=kinds[row["kind"]],
            area=_translated(row, "area__name", languages),
            age=row["age"],
            need_thousandths=row["need_thousandths"],
            starts_on=row["starts_on"],
            days=row["days"],
            annual_cents=row["cell__annual_cents"],
            cents=row["cents"],
            cause=words.cause(row["cause"]),
            key=Key(row["run_id"], row["resident_id"], row["month"], row["starts_on"], row["kind"]),
            kind_code=row["kind"],
            cause_code=row["cause"],
            site_id=row["site_id"],
            site=_translated(row, "site__name", languages),
            provider=row["site__provider__name"],
            run=Month.of(row["run__month"]),
            refunds_run=Month.of(row["refunds_run__month"]) if row["refunds_run__month"] else None,
            receipt_number=row["choice__receipt_number"] or "",
        )


def _translated(row: Mapping[str, Any], name: str, languages: Iterable[str]) -> str:
    return next((text for language in languages if (text := row[f"{name}_{language}"])), "")
