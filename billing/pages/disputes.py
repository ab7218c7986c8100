"""A dispute's page for both sides, the queue as its address narrows it, and what a new dispute's form shows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from billing import change_words
from billing.forms import DecisionForm, DisputeFilterForm, MessageForm
from billing.models import Dispute, Entry, Statement
from billing.places import Places
from billing.queries import disputes as queries
from billing.queries.entries import Key, Line, lines
from billing.queries.statements import entries_of
from pilot.calendar import Month
from pilot.models import RuleSet, User
from pilot.periods import day_before_end

MOST_PICKED = 200


class DisputeFilters:
    """The disputes as the address narrows them."""

    def __init__(self, query: QueryDict, rows: QuerySet[Dispute], today: date) -> None:
        self.form = DisputeFilterForm(query or None, owners=queries.owners(rows))
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        self.qs = queries.narrowed(queries.disputes(rows, today), today=today, **asked)


def dispute_parts(
    dispute: Dispute, seen: QuerySet[Entry], places: Places, today: date, form: MessageForm | None = None
) -> dict[str, Any]:
    """Return everything that a dispute's page shows."""
    found = queries.disputed(dispute)
    corrections = queries.corrections_of(dispute, found, seen)
    return {
        "dispute": dispute,
        "month": Month.of(dispute.statement.run.month),
        "today": today,
        "found": [{"it": line, "href": places.entry(line.entry.key) if line.entry else ""} for line in found],
        "disputed_cents": sum(line.entry.cents for line in found if line.entry),
        "resident_count": len({line.resident_id or line.line.claimed for line in found}),
        "thread": list(dispute.messages.select_related("written_by").order_by("written_at", "pk")),
        "rulings": [{"ruling": row, "last_day": day_before_end(row.period)} for row in queries.rulings_of(dispute)],
        "deed": change_words.label(dispute.deed) if dispute.deed else "",
        "corrections": [{"line": line, "href": places.entry(line.key)} for line in corrections],
        "corrections_cents": sum(line.cents for line in corrections),
        "is_own": places.prefix != "",
        "can_withdraw": dispute.state in (Dispute.State.OPEN, Dispute.State.ANSWERED),
        "form": form or MessageForm(),
        "hrefs": {"statement": places.statement(dispute.statement_id), "list": places.disputes},
    }


def decision_form(dispute: Dispute, data: QueryDict | None = None) -> DecisionForm:
    """Return the form by which the dispute is decided."""
    rules = RuleSet.objects.in_force(dispute.statement.run.month).get(strand=dispute.statement.run.strand_id)
    return DecisionForm(
        data,
        found=queries.disputed(dispute),
        deeds=queries.deeds_for(dispute),
        by_snapshot=rules.counting == RuleSet.Counting.SNAPSHOT,
    )


def picked(statement: Statement, texts: Iterable[str]) -> list[Line] | None:
    """Return the picked entries of the statement; None when one of them is not the statement's."""
    keys = {key for text in list(texts)[:MOST_PICKED] if (key := Key.parse(text)) is not None}
    rows = entries_of(statement).filter(resident__in={key.resident_id for key in keys})
    found = [line for line in lines(rows) if line.key in keys]
    return found if len(found) == len(set(texts)) else None


def cannot_confirm(dispute: Dispute, user: User) -> bool:
    """Tell whether the person proposed the ruling that waits, and so cannot confirm it."""
    return dispute.proposed_by_id == user.pk
