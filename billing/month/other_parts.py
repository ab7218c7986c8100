"""What a statement holds besides entries: deductions, co-payments where they are netted, and the incentive.

A freeze and a preview take what is open, a check takes what was frozen; both are figured in the same way. No decisions
about the run's life are here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db import connection

from billing import sql
from billing.models import Deduction, PaymentRun
from billing.month.incentive import Measured, TargetPart, Terms, target_parts
from pilot.calendar import Month
from pilot.models import RuleSet, Strand


@dataclass(frozen=True)
class Taken:
    """A deduction as a run takes it; cents above zero lower the statement."""

    id: int
    site_id: int
    kind: str
    month: date
    cents: int
    document: str

    @property
    def is_co_payment(self) -> bool:
        return self.kind == Deduction.Kind.CO_PAYMENT

    @property
    def digest_line(self) -> str:
        return ";".join(map(str, ("deduction", self.id, self.kind, self.month, self.cents, self.document)))


@dataclass(frozen=True)
class SiteParts:
    """One site's other parts, each signed as it moves the statement's sum."""

    taken: tuple[Taken, ...] = ()
    targets: tuple[TargetPart, ...] = ()

    @property
    def deductions(self) -> int:
        return -sum(row.cents for row in self.taken if not row.is_co_payment)

    @property
    def co_payments(self) -> int:
        return -sum(row.cents for row in self.taken if row.is_co_payment)

    @property
    def incentive(self) -> int:
        return sum(part.cents for part in self.targets)

    @property
    def cents(self) -> int:
        return self.deductions + self.co_payments + self.incentive

    @property
    def digest_lines(self) -> list[str]:
        """One line a row, in order; none where there is nothing, so that older digests stay as they were."""
        return [row.digest_line for row in self.taken] + [part.digest_line for part in self.targets]


class _OfASite(Protocol):
    @property
    def site_id(self) -> int: ...


R = TypeVar("R", bound=_OfASite)


@dataclass(frozen=True)
class OtherParts:
    """A run's deductions and measured targets by site."""

    taken: dict[int, tuple[Taken, ...]] = field(default_factory=dict)
    measured: dict[int, tuple[Measured, ...]] = field(default_factory=dict)
    terms: Terms | None = None

    def of(self, site_id: int, base_cents: int) -> SiteParts:
        """Return what a paid site's statement holds; the base is the month's own capitation."""
        targets = target_parts(base_cents, self.terms, self.measured.get(site_id, ())) if self.terms else ()
        return SiteParts(self.taken.get(site_id, ()), targets)


NONE = SiteParts()


def open_parts(strand: Strand, month: Month, sites: Collection[int]) -> OtherParts:
    """Return what the month's run takes: confirmed deductions on no statement yet, and the sites' measured targets."""
    rules = RuleSet.objects.in_force(month.first).get(strand=strand)
    taken = _rows(Taken, "open_deductions", {"strand": strand.pk, "month": month.first})
    if rules.incentive_kind == RuleSet.IncentiveKind.NONE:
        return OtherParts(_by_site(taken))
    params = {"rules": rules.pk, "sites": list(sites), "first": month.first, "until": month.until}
    measured = _rows(Measured, "measured_targets", params)
    is_added = rules.incentive_kind == RuleSet.IncentiveKind.ADDED
    return OtherParts(_by_site(taken), _by_site(measured), Terms(is_added, rules.fixed_share_thousandths))


def frozen_parts(run: PaymentRun) -> OtherParts:
    """Return what the run took, from its statements' own rows."""
    taken = _rows(Taken, "frozen_deductions", {"run": run.pk})
    measured = _rows(Measured, "frozen_targets", {"run": run.pk})
    with connection.cursor() as cursor:
        cursor.execute(sql.text("frozen_terms"), {"run": run.pk})
        found = cursor.fetchone()
    return OtherParts(_by_site(taken), _by_site(measured), Terms(*found) if found else None)


def _rows(kind: type[R], name: str, params: dict[str, Any]) -> list[R]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text(name), params)
        return [kind(*row) for row in cursor.fetchall()]


def _by_site(rows: Iterable[R]) -> dict[int, tuple[R, ...]]:
    found: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[row.site_id].append(row)
    return {site_id: tuple(of_site) for site_id, of_site in found.items()}
