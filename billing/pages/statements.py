"""A statement's page and an entry's: the same parts as the printed statement, each leading to what it is made of."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from billing import words
from billing.forms import EntryFilterForm
from billing.models import Dispute, Entry, Statement
from billing.places import Places
from billing.queries import disputes as dispute_queries
from billing.queries import statements as queries
from billing.queries.documents import payment_of
from billing.queries.entries import Key, Line, entry_page
from billing.queries.explanations import Explanation, Pair
from billing.queries.figures import figures_of
from billing.statements.document import MOST_CORRECTIONS
from billing.tables.statements import payment_state
from pilot.calendar import Month, helsinki_today
from pilot.identifiers import format_code, in_groups

# What an amount follows from, beside the site.
COMPARED = ("starts_on", "days", "area", "age", "need_thousandths", "annual_cents")


def statement_parts(statement: Statement, places: Places, at: datetime) -> dict[str, Any]:
    """Return everything that the statement's page shows."""
    figures, payment = figures_of(statement), payment_of(statement, at)
    disputes, limits = dispute_queries.of_statement(statement), dispute_queries.limits_of(statement)
    before = queries.previous_statement(statement)
    few = sum(row.residents for row in figures.correction_months) <= MOST_CORRECTIONS
    return {
        "disputes": [{"dispute": row, "href": places.dispute(row.pk)} for row in disputes],
        "dispute_until": limits.last_day,
        "can_dispute": places.prefix != "" and helsinki_today(at) <= limits.last_day,
        "statement": statement,
        "figures": figures,
        "month": figures.month,
        "state": payment_state(statement),
        "movement": queries.movement(statement),
        "cells": [{"row": row, "ages": row.ages, "id": row.cell_id} for row in figures.cells],
        "cells_days": sum(row.days for row in figures.cells),
        "corrections": queries.correction_rows(statement) if few else (),
        "old_cents": sum(row.old_cents for row in figures.correction_months),
        "new_cents": sum(row.new_cents for row in figures.correction_months),
        "history": queries.history(statement),
        "payment": payment,
        "reference": in_groups(payment.reference, 4) if payment else "",
        "iban": in_groups(payment.iban, 4) if payment else "",
        "is_own": places.prefix != "",
        "hrefs": _hrefs(statement.pk, places) | {"previous": places.statement(before.pk) if before else ""},
    }


def entries_parts(
    request: HttpRequest, rows: QuerySet[Entry], places: Places, disputes: dict[Key, Dispute] | None = None
) -> dict[str, Any]:
    """Return one page of entries, narrowed as the address says, each with the dispute that it is or was in."""
    form = EntryFilterForm(request.GET)
    narrowed, disputes = form.narrow(rows), disputes or {}
    page = entry_page(
        narrowed, after=Key.parse(request.GET.get("after", "")), before=Key.parse(request.GET.get("before", ""))
    )
    return {
        "form": form,
        "lines": [_entry_row(line, places, disputes.get(line.key)) for line in page.lines],
        "before": _address(request, before=page.before),
        "after": _address(request, after=page.after),
        "places": places,
    }


def _entry_row(line: Line, places: Places, dispute: Dispute | None) -> dict[str, Any]:
    # Most rows are the month's own; on a phone what differs from them is said, and no more.
    row = {"line": line, "href": places.entry(line.key), "is_ordinary": line.kind_code == Entry.Kind.ORIGINAL}
    return row | ({"dispute": dispute, "dispute_href": places.dispute(dispute.pk)} if dispute else {})


def entry_parts(it: Explanation, places: Places, today: date) -> dict[str, Any]:
    """Return everything that an entry's page shows."""
    own = Key(it.entry.run_id, it.entry.resident_id, it.entry.month, it.entry.starts_on, it.entry.kind)
    dispute = dispute_queries.last_of(own)
    is_in_time = today <= dispute_queries.limits_of(it.statement).last_day
    return {
        "it": it,
        "dispute": dispute,
        "can_dispute": places.prefix != "" and is_in_time and not (dispute and dispute.is_open),
        "key": own,
        "entry": it.entry,
        "month": Month.of(it.entry.month),
        "run_month": Month.of(it.entry.run.month),
        "kind": words.kind(it.entry.kind),
        "compared": _compared(it.pair, own, places) if it.pair else (),
        "others": [{"line": line, "href": places.entry(line.key), "is_chosen": line.key == own} for line in it.others],
        "receipt": format_code(it.entry.choice.receipt_number) if it.entry.choice else "",
        "is_own": places.prefix != "",
        "hrefs": {
            "dispute": places.dispute(dispute.pk) if dispute else "",
            "statement": places.statement(it.statement.pk),
            "choice": places.choice(it.entry.choice_id) if it.entry.choice_id else "",
            "original": places.entry(it.original) if it.original else "",
            "refund": _other(it.pair.refunds, own, places) if it.pair else "",
            "correction": _other(it.pair.corrections, own, places) if it.pair else "",
            "previous": places.entry(it.previous) if it.previous else "",
            "following": places.entry(it.following) if it.following else "",
        },
    }


def _compared(pair: Pair, own: Key, places: Places) -> list[dict[str, Any]]:
    """Return what was taken back and what is due beside each other, and of what is due where it differs."""
    sides = [*pair.refunds, *pair.corrections]
    old = pair.refunds[0] if len(pair.refunds) == 1 else None
    return [
        {"line": line, "href": places.entry(line.key) if line.key != own else ""}
        | {
            name: old is not None and line.kind_code != Entry.Kind.REFUND and getattr(line, name) != getattr(old, name)
            for name in COMPARED
        }
        for line in sides
    ]


def _other(lines: list[Line], own: Key, places: Places) -> str:
    """Return where the other side of a correction is explained; of oneself, nothing."""
    return next((places.entry(line.key) for line in lines if own not in [line.key for line in lines]), "")


def _hrefs(pk: int, places: Places) -> dict[str, str]:
    return {
        "list": places.list,
        "document": places.document(pk),
        "entries": places.entries(pk),
        "csv": places.entries_file(pk, "csv"),
        "xlsx": places.entries_file(pk, "xlsx"),
        "table_csv": places.table_file(pk, "csv"),
        "table_xlsx": places.table_file(pk, "xlsx"),
    }


def _address(request: HttpRequest, **keys: Key | None) -> str:
    """Return this address with another key to page from, or nothing when there is no such page."""
    ((name, key),) = keys.items()
    if key is None:
        return ""
    query = request.GET.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = str(key)
    return f"?{query.urlencode()}"
