"""The incentive's decisions: whether a target is met, and what of a month's capitation that brings or costs.

No database, no clock. The parts of all targets add up to the cent to what the targets decide over together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pilot.money import round_half_up, split

WHOLE = 1000


@dataclass(frozen=True)
class Terms:
    """How targets are paid for: on top of the capitation or held back from it, and what no target decides over."""

    is_added: bool
    fixed_share_thousandths: int


@dataclass(frozen=True)
class Measured:
    """A site's figure for a target, and the target; no value means that none was reported, or not bookable."""

    site_id: int
    target_id: int
    is_at_most: bool
    threshold: int
    weight: int
    value: int | None
    is_not_bookable: bool
    measured_on: date | None
    source: str

    @property
    def is_met(self) -> bool:
        """The threshold itself meets the target; what was not reported does not."""
        if self.value is None:
            return False
        return self.value <= self.threshold if self.is_at_most else self.value >= self.threshold


@dataclass(frozen=True)
class TargetPart:
    """What one target decides over and what came of it."""

    measured: Measured
    terms: Terms
    base_cents: int
    part_cents: int

    @property
    def cents(self) -> int:
        """A met target is paid on top, or a missed one is held back."""
        if self.terms.is_added:
            return self.part_cents if self.measured.is_met else 0
        return 0 if self.measured.is_met else -self.part_cents

    @property
    def digest_line(self) -> str:
        facts = (
            self.measured.target_id, self.measured.value, self.measured.is_met, int(self.terms.is_added),
            self.terms.fixed_share_thousandths, self.base_cents, self.part_cents, self.cents,
        )  # fmt: skip
        return ";".join(["incentive", *map(str, facts)])


def decided_over(base_cents: int, terms: Terms) -> int:
    """Return what of the month's capitation the targets decide over together."""
    return round_half_up(base_cents * (WHOLE - terms.fixed_share_thousandths), WHOLE)


def target_parts(base_cents: int, terms: Terms, measured: Sequence[Measured]) -> tuple[TargetPart, ...]:
    """Return each target's part, in the order given; without targets or capitation there are none."""
    if not measured or base_cents <= 0:
        return ()
    parts = split(decided_over(base_cents, terms), [target.weight for target in measured])
    return tuple(
        TargetPart(target, terms, base_cents, part_cents) for target, part_cents in zip(measured, parts, strict=True)
    )
