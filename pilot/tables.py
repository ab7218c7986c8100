"""Lists of rows: declared columns, one per fact, that feed the page, the CSV and the XLSX alike.

A view makes its queryset, says what may be narrowed, and calls `list_page`. Every state of a list (order, page,
filters) is its address. Reading personal data is logged by the view before it calls.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilot import elements, exports, formats, statuses
from pilot.periods import day_before_end

FIGURES = {"number", "money"}
FIRST_DAY, LAST_DAY = "_first", "_last"
EXPORT_TYPES: dict[str, exports.ColumnType] = {
    "number": "int",
    "money": "cents",
    "date": "date",
    "month": "month",
    "phone": "phone",
}


@dataclass(frozen=True)
class Column:
    """One fact about a row: where it is read, how it is printed, whether one may sort by it.

    Kinds: text, number, money, date, moment, month, period, status, phone. `sort` names what the database orders by.
    `href` and `sub` take the row: where the cell leads, and the small second line. `only` is "page" or "file" when the
    column belongs to one of them alone; `detail` leaves it, on a phone, to the page that the row leads to, and
    `sub_detail` its second line.
    """

    key: str
    label: str | Promise
    kind: str = "text"
    sort: str | Sequence[str] = ()
    value: Callable[[Any], Any] | None = None
    href: Callable[[Any], str | None] | None = None
    sub: Callable[[Any], Any] | None = None
    status: str = ""
    sign: bool = False
    only: str = ""
    detail: bool = False
    sub_detail: bool = False

    def read(self, row: Any) -> Any:
        """Return the column's value of a row: from `value`, a key of a mapping, or a path of attributes."""
        if self.value is not None:
            return self.value(row)
        if isinstance(row, dict):
            return row[self.key]
        for name in self.key.split("__"):
            row = None if row is None else getattr(row, name)
        return row

    @property
    def sort_fields(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else tuple(self.sort)

    @property
    def is_figure(self) -> bool:
        return self.kind in FIGURES

    def cell(self, row: Any) -> SafeString | str:
        """Print the column's cell of a row."""
        value = self.read(row)
        content = "" if value is None or value == "" else PRINTERS[self.kind](self, value)
        href = self.href(row) if self.href and content else None
        if href:
            content = format_html('<a class="link--quiet" href="{}">{}</a>', href, content)
        sub = self.sub(row) if self.sub else ""
        place = " is-detail" if self.sub_detail else ""
        return format_html('{}<span class="table__sub{}">{}</span>', content, place, sub) if sub else content

    @property
    def file_columns(self) -> list[exports.Column]:
        """Return what the file holds of the column: a period as two days, that a program can read."""
        if self.kind != "period":
            return [exports.Column(self.key, self.label, EXPORT_TYPES.get(self.kind, "text"))]
        ends = ((FIRST_DAY, _("{column}, first day")), (LAST_DAY, _("{column}, last day")))
        return [exports.Column(self.key + end, label.format(column=self.label), "date") for end, label in ends]

    def file_cells(self, row: Any) -> dict[str, Any]:
        """Return the column's cells of a row as the file holds them."""
        if self.kind != "period":
            return {self.key: self.export_value(row)}
        period = self.read(row)
        known = period is not None and not period.isempty
        return {
            self.key + FIRST_DAY: period.lower if known else None,
            self.key + LAST_DAY: day_before_end(period) if known else None,
        }

    def export_value(self, row: Any) -> Any:
        """Return the value as the file holds it in one cell."""
        value = self.read(row)
        if value is None:
            return None
        if self.kind == "status":
            return str(statuses.find(self.status or self.key, value).label)
        return formats.moment(value) if self.kind == "moment" else value


PRINTERS: dict[str, Callable[[Column, Any], SafeString | str]] = {
    "text": lambda column, value: value,
    "phone": lambda column, value: value,
    "number": lambda column, value: elements.number(value, sign=column.sign),
    "money": lambda column, value: elements.money(value, sign=column.sign),
    "date": lambda column, value: elements.day(value),
    "moment": lambda column, value: elements.moment(value),
    "month": lambda column, value: elements.month(value),
    "period": lambda column, value: elements.period(value),
    "status": lambda column, value: elements.status(column.status or column.key, value),
}


@dataclass(frozen=True)
class Table:
    """A list: its name (also the file's), what its caption says, its columns and its first order.

    `chief` is the key of the column that stands beside a row's name on a phone; without it the last sum or state does.
    """

    name: str
    caption: str | Promise
    columns: Sequence[Column]
    order: str = ""
    per_page: int = 50
    note: str | Promise = ""
    empty_title: str | Promise = ""
    empty_text: str | Promise = ""
    totals: Callable[[Any], dict[str, Any]] | None = None
    row_class: Callable[[Any], str] | None = None
    chief: str = ""

    def column(self, key: str) -> Column | None:
        """Return the column of the key."""
        return next((column for column in self.columns if column.key == key), None)

    @property
    def page_columns(self) -> list[Column]:
        return [column for column in self.columns if column.only != "file"]

    @property
    def file_columns(self) -> list[Column]:
        return [column for column in self.columns if column.only != "page"]


@dataclass
class Listing:
    """A table with its rows as one address asks for them."""

    table: Table
    rows: Any
    request: HttpRequest
    order: str = field(init=False)

    def __post_init__(self) -> None:
        asked = self.request.GET.get("sort", "")
        column = self.table.column(asked.removeprefix("-"))
        self.order = asked if column and column.sort_fields else self.table.order

    @cached_property
    def sorted_rows(self) -> Any:
        """Return the rows in the asked order; the key of the table settles what is equal."""
        column = self.table.column(self.order.removeprefix("-"))
        if column is None:
            return self.rows
        descending = self.order.startswith("-")
        if isinstance(self.rows, QuerySet):
            fields = [F(name).desc(nulls_last=True) if descending else F(name).asc() for name in column.sort_fields]
            return self.rows.order_by(*fields, "pk")
        return sorted(self.rows, key=lambda row: _sortable(column.read(row)), reverse=descending)

    @cached_property
    def page(self) -> Page:
        return Paginator(self.sorted_rows, self.table.per_page).get_page(self.request.GET.get("page"))

    @property
    def region_id(self) -> str:
        return f"list-{self.table.name}"

    @property
    def csv_href(self) -> str:
        return self.address(format="csv", page=None)

    @property
    def xlsx_href(self) -> str:
        return self.address(format="xlsx", page=None)

    def address(self, **changes: str | int | None) -> str:
        """Return this address with some of its parameters changed; None takes one away."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        return f"?{query.urlencode()}"

    @property
    def headings(self) -> list[dict]:
        """Return the head row: label, whether it is a figure, and the link that sorts by it."""
        return [self._heading(column) for column in self.table.page_columns]

    @property
    def body(self) -> list[dict]:
        """Return the rows of this page as printed cells."""
        columns = self.table.page_columns
        row_class = self.table.row_class or (lambda row: "")
        return [
            {"class": row_class(row), "cells": [(column, column.cell(row)) for column in columns]}
            for row in self.page.object_list
        ]

    @property
    def totals(self) -> list[tuple[Column, Any]]:
        """Return the row of sums over the whole list, not only this page."""
        if self.table.totals is None:
            return []
        sums = self.table.totals(self.rows)
        return [
            (column, PRINTERS[column.kind](column, sums[column.key]) if column.key in sums else "")
            for column in self.table.page_columns
        ]

    def _kind(self, column: Column) -> str:
        """Return the classes of a column's heading: its place in a phone's card, and that its figures stand right.

        What names a row stands left even when it is a number.
        """
        place = "is-chief" if column.key == self.table.chief else "is-detail" if column.detail else ""
        figure = "num" if column.is_figure and column is not self.table.page_columns[0] else ""
        return f"{place} {figure}".strip()

    def _heading(self, column: Column) -> dict:
        own = column.key == self.order.removeprefix("-")
        descending = own and self.order.startswith("-")
        next_order = f"-{column.key}" if own and not descending else column.key
        return {
            "column": column,
            "kind": self._kind(column),
            "href": self.address(sort=next_order, page=None, format=None) if column.sort_fields else "",
            "sort": ("descending" if descending else "ascending") if own and column.sort_fields else "",
        }


def list_page(
    request: HttpRequest, *, table: Table, rows: Any, template: str, filters: Any = None, context: dict | None = None
) -> HttpResponseBase:
    """Answer with the list as a page, as the part that htmx asked for, or as a file by ?format=csv or xlsx.

    `filters` is a FilterSet made from request.GET and the queryset, or any object with `form` and `qs`.
    """
    if filters is not None:
        rows = filters.qs
    listing = Listing(table, rows, request)
    values = {"listing": listing, "filters": getattr(filters, "form", None), **(context or {})}
    asks_for_file = request.GET.get("format") in ("csv", "xlsx")
    if asks_for_file and not _is_refused(values["filters"]):
        return table_file(listing, request.GET["format"])
    htmx = getattr(request, "htmx", None)
    if htmx and htmx.target == listing.region_id and not htmx.history_restore_request:
        response = HttpResponse(render_to_string("components/data_table.html", {"listing": listing}, request))
    else:
        # A file tells nobody that it holds other rows than were asked for, so a page says what is wrong instead.
        response = render(request, template, values, status=422 if asks_for_file else 200)
    response["Vary"] = "HX-Request, Cookie"
    return response


def table_file(listing: Listing, kind: str) -> HttpResponseBase:
    """Return the whole list, as narrowed and ordered, as a file with the same columns."""
    columns = listing.table.file_columns
    heads = [head for column in columns for head in column.file_columns]
    rows = _file_rows(listing, columns)
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(exports.csv_chunks(heads, rows), content_type="text/csv; charset=utf-8")
    else:
        content = exports.xlsx_bytes(heads, rows, title=str(listing.table.caption), at=timezone.now())
        media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{listing.table.name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _is_refused(form: Any) -> bool:
    return form is not None and form.is_bound and not form.is_valid()


def _file_rows(listing: Listing, columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    rows = listing.sorted_rows
    source = rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else rows
    for row in source:
        yield {key: value for column in columns for key, value in column.file_cells(row).items()}


def _sortable(value: Any) -> tuple:
    return (value is None, "" if value is None else value)
