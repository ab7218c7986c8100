"""A preview's page: the month as it would be now, by site, with what moved it and what stops it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from billing import words
from billing.month.preview import Preview, SitePreview
from billing.pages.charts import moved_chart
from billing.pages.life import may
from billing.queries.doubts import doubt_refusal
from billing.queries.runs import Moved, corrections_before, not_begun, payable_sites
from billing.queries.sites import providers_without_account
from pilot import formats
from pilot.access import Permission
from pilot.calendar import Month, next_bank_day
from pilot.models import RuleSet, Strand, User
from vouchers import queries as voucher_queries


@dataclass(frozen=True)
class PreviewRow:
    """One site of the preview: its sum, and the parts that moved it since the month before."""

    site: SitePreview
    corrections: int

    @property
    def original(self) -> int:
        return self.site.figures.cents - self.corrections

    @property
    def taken_off(self) -> int:
        """Deductions and co-payments together."""
        return self.site.figures.parts.deductions + self.site.figures.parts.co_payments

    @property
    def difference(self) -> int:
        return self.site.figures.cents - self.site.cents_before


def preview_parts(found: Preview, strand: Strand, today: date, user: User) -> dict[str, Any]:
    """Return everything that the preview's page shows."""
    rows = sorted((_row(site) for site in found.sites), key=lambda row: row.site.site.name)
    paid = [row for row in rows if row.site.figures.is_payable]
    return {
        "strand": strand,
        "month": found.month,
        "preview": found,
        "paid": paid,
        "shown": [row for row in rows if not row.site.figures.is_payable],
        "paid_cents": sum(row.site.figures.cents for row in paid),
        "paid_residents": sum(row.site.figures.resident_count for row in paid),
        "corrections": sum(row.corrections for row in rows),
        "has_carried_in": any(row.site.figures.carried_in for row in paid),
        "has_carried_out": any(row.site.figures.carried_out for row in paid),
        "carried_out": sum(row.site.figures.carried_out for row in paid),
        "gap_count": sum(gap.stretches for gap in found.gaps),
        "stops": [_stop(code, found, strand, user) for code in found.stops],
        "can_freeze": "not_next_month" not in found.stops,
        "begin_reason": "" if found.month.first <= today else not_begun(found.month).message,
        "is_over": found.month.last < today,
        "chart": _chart(found, paid) if found.previous else None,
    } | _register(found, strand, today, user)


def _register(found: Preview, strand: Strand, today: date, user: User) -> dict[str, Any]:
    """Return what the register may know more: what keeps this person from freezing, what was put off, and the rest."""
    refusal = doubt_refusal(strand, found.month, user)
    feed = voucher_queries.feed_that_waits(strand.pilot_id, today)
    return {
        "doubt_reason": refusal.message if refusal else "",
        "put_off": found.put_off,
        "feed": feed,
        "changes_waiting": voucher_queries.changes_waiting(strand.pilot_id),
        # What came after the month's end neither stops it nor was put off for it.
        "later_doubts": feed.doubts - found.doubts - sum(deed.left for deed in found.put_off) if feed else 0,
    }


def _row(site: SitePreview) -> PreviewRow:
    return PreviewRow(site, sum(part.cents for part in site.differences if part.cause.startswith("correction:")))


def _stop(code: str, found: Preview, strand: Strand, user: User) -> dict[str, str]:
    """Return what stops the month in words, naming the providers where it is their account."""
    names, href = "", ""
    if code == "register_doubt":
        number = formats.number(found.doubts)
        names = ngettext("{changes} change", "{changes} changes", found.doubts).format(changes=number)
    if code == "register_doubt" and may(user, Permission.IMPORT_RESIDENTS):
        href = f"{reverse('vouchers:change-list')}?{urlencode({'month': found.month})}"
    if code == "no_bank_account":
        rules = RuleSet.objects.in_force(found.month.first).get(strand=strand)
        pay_on = next_bank_day(found.month.next.first.replace(day=rules.payment_day))
        sites = [row.figures.site_id for row in found.sites if row.figures.to_pay > 0]
        names = ", ".join(str(provider) for provider in providers_without_account(sites, pay_on))
    return {"code": code, "text": str(words.STOPS[code]), "names": names, "href": href}


def _chart(found: Preview, paid: list[PreviewRow]) -> Any:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in paid:
        for part in row.site.differences:
            name = "corrections" if part.cause.startswith("correction:") else part.cause
            sums[name][0] += part.residents
            sums[name][1] += part.cents
    moved = [Moved(cause, residents, cents) for cause, (residents, cents) in sums.items()]
    assert found.previous is not None
    payable = payable_sites(found.previous) | {row.site.figures.site_id for row in paid}
    if before := corrections_before(found.previous, payable):
        moved.append(before)
    return moved_chart(found.month, Month.of(found.previous.month), sum(part.cents for part in moved), moved)
