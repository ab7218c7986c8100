"""Cases of early changes: a resident's, and those that wait in the staff's queue, the first due first."""

from datetime import date

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, When

from pilot.errors import Refused
from pilot.models import Strand
from registry.models import Protection, Resident
from vouchers import errors
from vouchers.models import EarlyChange, EarlyRuling
from vouchers.queries.choices import is_under
from vouchers.queries.strands import rules_on


def with_rulings(rows: QuerySet[EarlyChange]) -> QuerySet[EarlyChange]:
    """Return cases with all that their pages name."""
    rulings = EarlyRuling.objects.select_related("decided_by", "choice", "decision__letter").order_by("on_appeal")
    return rows.select_related(
        "resident__pilot__lead", "strand__pilot", "site", "owner", "asked_by", "withdrawn_by", "deputy"
    ).prefetch_related(Prefetch("rulings", rulings), "disqualifications__declared_by")


def early_changes(rows: QuerySet[EarlyChange], *, on: date) -> QuerySet[EarlyChange]:
    """Return cases with what a list prints of them: whose, how late, and whether a non-disclosure holds."""
    protected = Protection.objects.filter(resident=OuterRef("resident"), period__contains=on)
    found = rows.select_related("resident", "strand", "site", "owner")
    return found.annotate(
        is_protected=Exists(protected),
        is_late=Case(When(state=EarlyChange.State.OPEN, decide_by__lt=on, then=True), default=False),
    )


def early_changes_due(rows: QuerySet[EarlyChange]) -> QuerySet[EarlyChange]:
    """Return the cases that wait, the first due first."""
    return rows.filter(state=EarlyChange.State.OPEN).select_related("resident", "owner").order_by("decide_by", "pk")


def cases_of(resident: Resident) -> QuerySet[EarlyChange]:
    """Return the resident's cases, the newest first."""
    return with_rulings(EarlyChange.objects.filter(resident=resident)).order_by("-asked_at", "-pk")


def withdrawal_refusal(case: EarlyChange, *, on: date, is_own: bool) -> Refused | None:
    """Return why the case may not be withdrawn, if it may not: the page asks what the action asks."""
    if case.state != EarlyChange.State.OPEN:
        return errors.EarlyChangeClosed()
    rules = rules_on(case.strand, on) if is_own else None
    if rules is not None and is_under(rules.minimum_age, case.resident, on):
        return errors.TooYoung(years=rules.minimum_age)
    return None


def early_change_of(*, resident: Resident, strand: Strand) -> EarlyChange | None:
    """Return the case that waits, if there is one."""
    return EarlyChange.objects.filter(resident=resident, strand=strand, state=EarlyChange.State.OPEN).first()
