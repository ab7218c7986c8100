"""Deductions: what may be entered, what is there, and what a statement says of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from billing import errors
from billing.models import Deduction
from pilot.calendar import Month
from pilot.models import RuleSet, Strand
from providers.models import Approval, Site


@dataclass(frozen=True)
class DeductionDraft:
    """One row as it is typed or uploaded; quantity and price belong together or are both missing."""

    site: Site
    month: Month
    kind: str
    item: str
    cents: int
    document: str
    quantity: int | None = None
    unit_cents: int | None = None

    @property
    def key(self) -> tuple[int, date, str, str, str]:
        """What no two standing rows share: one line of one document."""
        return self.site.pk, self.month.first, self.kind, self.item, self.document


def refusals(strand: Strand, drafts: Sequence[DeductionDraft]) -> dict[int, errors.BillingRefused]:
    """Return why rows cannot be entered, by their place; none when all can."""
    standing = _standing(strand, drafts)
    twice = Counter(draft.key for draft in drafts)
    netted = _netted(strand, {draft.month for draft in drafts if draft.kind == Deduction.Kind.CO_PAYMENT})
    found: dict[int, errors.BillingRefused] = {}
    for place, draft in enumerate(drafts):
        if not draft.site.provider.is_paid:
            found[place] = errors.SiteIsNotPaid(site=draft.site.name)
        elif not _is_inside(strand, draft.month):
            found[place] = errors.MonthOutsidePilot(month=draft.month)
        elif draft.kind == Deduction.Kind.CO_PAYMENT and draft.month not in netted:
            found[place] = errors.CoPaymentsNotNetted(month=draft.month)
        elif draft.key in standing or twice[draft.key] > 1:
            found[place] = errors.DeductionStandsAlready(document=draft.document)
    return found


def paid_sites(strand: Strand) -> QuerySet[Site]:
    """Return the strand's sites that are paid, by name: those that were ever approved for it."""
    approved = Approval.objects.filter(strand=strand).values("site")
    return Site.objects.filter(pk__in=approved).exclude(provider__sector="public").select_related("provider").order_by(
        "name_fi", "pk"
    )  # fmt: skip


def deductions(rows: QuerySet[Deduction]) -> QuerySet[Deduction]:
    """Return deductions with what their list prints, the newest month first."""
    return rows.select_related(
        "strand__pilot", "site__provider", "entered_by", "confirmed_by", "statement__run", "reverses", "reversal"
    ).order_by("-month", "site__name_fi", "-pk")


def waiting(rows: QuerySet[Deduction]) -> QuerySet[Deduction]:
    """Return those that nobody has confirmed yet, in the order in which they were entered."""
    return deductions(rows).filter(confirmed_at=None).order_by("strand_id", "pk")


def of_statement(statement_id: int) -> QuerySet[Deduction]:
    """Return what a statement took, kind by kind."""
    return Deduction.objects.filter(statement=statement_id).order_by("month", "kind", "item", "pk")


def _standing(strand: Strand, drafts: Iterable[DeductionDraft]) -> set[tuple[int, date, str, str, str]]:
    documents = {draft.document for draft in drafts}
    taken_back = Deduction.objects.filter(reverses=OuterRef("pk"))
    rows = Deduction.objects.filter(strand=strand, document__in=documents, reverses=None).exclude(Exists(taken_back))
    return set(rows.values_list("site_id", "month", "kind", "item", "document"))


def _netted(strand: Strand, months: Iterable[Month]) -> set[Month]:
    sets = list(RuleSet.objects.filter(strand=strand, nets_co_payments=True))
    return {month for month in months if any(month.first in rules.period for rules in sets)}


def _is_inside(strand: Strand, month: Month) -> bool:
    period = strand.pilot.period
    return month.until > period.lower and (period.upper is None or month.first < period.upper)
