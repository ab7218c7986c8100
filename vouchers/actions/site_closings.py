"""Closing one site: proposed with its day by one person, done by another's approval."""

from datetime import date, datetime

from django.db import transaction

from pilot import audit
from pilot.locks import lock
from pilot.models import Strand, User
from providers import actions as provider_actions
from providers.models import Site
from vouchers import errors
from vouchers.actions.register import close_site
from vouchers.models import SiteClosing


@transaction.atomic
def propose_site_closing(
    *, site: Site, strand: Strand, closes_on: date, by: User, at: datetime, channel: str
) -> SiteClosing:
    """Propose from which day on the site has no list; nobody is moved before somebody else approves it.

    Refuses a home site, a site without an approval that could end, and a second proposal. Records
    `site_closing_proposed`.
    """
    lock(("list", site.pk, strand.pk))
    provider_actions.approval_to_close(site=site, strand=strand, closes_on=closes_on)
    if SiteClosing.objects.waiting().filter(site=site, strand=strand).exists():
        raise errors.SiteClosingWaits
    closing = SiteClosing.objects.create(site=site, strand=strand, closes_on=closes_on, proposed_at=at, proposed_by=by)
    _record("site_closing_proposed", closing, by=by, at=at, channel=channel)
    return closing


@transaction.atomic
def withdraw_site_closing(*, closing: SiteClosing, by: User, at: datetime, channel: str) -> SiteClosing:
    """Withdraw a proposal that waits. Refuses one that was decided on. Records `site_closing_withdrawn`."""
    closing = _waiting(closing)
    closing.withdrawn_at, closing.withdrawn_by = at, by
    closing.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("site_closing_withdrawn", closing, by=by, at=at, channel=channel)
    return closing


@transaction.atomic
def approve_site_closing(*, closing: SiteClosing, by: User, at: datetime, channel: str) -> SiteClosing:
    """Approve the closing, and close the site.

    Refuses who proposed it, one that was decided on, and what closing refuses. Records `site_closing_approved`, and
    `site_closed`.
    """
    closing = _waiting(closing)
    if closing.proposed_by_id == by.pk:
        raise errors.OwnSiteClosing
    close_site(site=closing.site, strand=closing.strand, closes_on=closing.closes_on, by=by, at=at, channel=channel)
    closing.approved_at, closing.approved_by = at, by
    closing.save(update_fields=["approved_at", "approved_by"])
    _record("site_closing_approved", closing, by=by, at=at, channel=channel)
    return closing


def _waiting(closing: SiteClosing) -> SiteClosing:
    lock(("list", closing.site_id, closing.strand_id))
    rows = SiteClosing.objects.select_for_update(of=["self"]).select_related("site", "strand__pilot")
    found = rows.get(pk=closing.pk)
    if found.approved_at is not None or found.withdrawn_at is not None:
        raise errors.SiteClosingDecided
    return found


def _record(kind: str, closing: SiteClosing, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("site", closing.site_id),
        pilot_code=closing.strand.pilot.code,
        facts={"strand": closing.strand.code, "closing": closing.pk, "closes_on": closing.closes_on.isoformat()},
    )
