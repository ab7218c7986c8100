"""Approving sites, closing them and limiting their lists."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import Strand, User
from pilot.periods import between, contains, since
from providers import errors
from providers.models import Approval, ListCap, Site


@transaction.atomic
def approve(
    *,
    site: Site,
    strand: Strand,
    first: date,
    by: User | None,
    at: datetime,
    channel: str,
    decision_number: str = "",
    proposed_by: User | None = None,
) -> Approval:
    """Approve the site for the strand from the day on (569/2009 § 5); where a person does, another proposed it.

    Refuses a site that is approved on that day or later already. Records `site_approved`. Staff come by `approve_site`.
    """
    lock(("list", site.pk, strand.pk))
    if Approval.objects.filter(site=site, strand=strand, period__overlap=since(first)).exists():
        raise errors.AlreadyApproved
    approval = Approval.objects.create(
        site=site,
        strand=strand,
        period=since(first),
        decided_at=at,
        decided_by=by,
        proposed_by=proposed_by,
        decision_number=decision_number,
    )
    audit.record(
        "site_approved",
        by=by,
        at=at,
        channel=channel,
        subject=("site", site.pk),
        pilot_code=strand.pilot.code,
        facts={"strand": strand.code, "from": first.isoformat(), "changes_from": first.isoformat()},
    )
    return approval


@transaction.atomic
def close(*, site: Site, strand: Strand, closes_on: date, by: User | None, at: datetime, channel: str) -> Approval:
    """End the site's approval: the day is the first without a list; a later closing replaces the earlier.

    Refuses a home site, and a site without an approval. Records `site_closed`. The lists are laid out by the caller in
    `vouchers`.
    """
    lock(("list", site.pk, strand.pk))
    approval = approval_to_close(site=site, strand=strand, closes_on=closes_on)
    changes_from = min(closes_on, approval.period.upper or closes_on)
    approval.period = between(approval.period.lower, closes_on)
    approval.save(update_fields=["period"])
    audit.record(
        "site_closed",
        by=by,
        at=at,
        channel=channel,
        subject=("site", site.pk),
        pilot_code=strand.pilot.code,
        facts={
            "strand": strand.code,
            "closes_on": closes_on.isoformat(),
            "changes_from": changes_from.isoformat(),
        },
    )
    return approval


def approval_to_close(*, site: Site, strand: Strand, closes_on: date) -> Approval:
    """Hold the approval that a closing on the day ends. Refuses a home site, and a site without such an approval."""
    if site.home_area_id is not None:
        raise errors.HomeSiteStays
    rows = Approval.objects.select_for_update().filter(site=site, strand=strand, period__startswith__lt=closes_on)
    approval = rows.order_by("-period").first()
    if approval is None:
        raise errors.NotApproved
    return approval


@transaction.atomic
def reopen(
    *, approval: Approval, closed_on: date, until: date | None, by: User | None, at: datetime, channel: str
) -> Approval:
    """Let an approval that was ended on a day go on until when it would have ended otherwise.

    One that ends on another day by now stays as it is. Refuses a site that was approved anew from then on. Records
    `site_reopened`.
    """
    lock(("list", approval.site_id, approval.strand_id))
    approval = Approval.objects.select_for_update(of=["self"]).select_related("strand__pilot").get(pk=approval.pk)
    if approval.period.upper != closed_on:
        return approval
    again = Approval.objects.filter(site=approval.site_id, strand=approval.strand_id).exclude(pk=approval.pk)
    if again.filter(period__overlap=DateRange(closed_on, until)).exists():
        raise errors.AlreadyApproved
    approval.period = between(approval.period.lower, until)
    approval.save(update_fields=["period"])
    audit.record(
        "site_reopened",
        by=by,
        at=at,
        channel=channel,
        subject=("site", approval.site_id),
        pilot_code=approval.strand.pilot.code,
        facts={
            "strand": approval.strand.code,
            "until": until.isoformat() if until else None,
            "changes_from": closed_on.isoformat(),
        },
    )
    return approval


@transaction.atomic
def set_list_cap(
    *, site: Site, strand: Strand, places: int | None, first: date, by: User | None, at: datetime, channel: str
) -> ListCap | None:
    """Limit the site's list to so many residents from the day on, or to none with `places` None.

    Nobody loses a place: a list over its cap, or over one to come, only takes no more. Refuses a person a day that is
    past, on which choices were made by what held then. Records `list_cap_set` or `list_cap_lifted`.
    """
    if by is not None and first < helsinki_today(at):
        raise errors.CapBehind
    lock(("list", site.pk, strand.pk))
    for earlier in ListCap.objects.filter(site=site, strand=strand, period__overlap=since(first)):
        if contains(earlier.period, first) and earlier.period.lower < first:
            earlier.period = between(earlier.period.lower, first)
            earlier.save(update_fields=["period"])
        else:
            earlier.delete()
    cap = None
    if places is not None:
        cap = ListCap.objects.create(site=site, strand=strand, places=places, period=since(first))
    audit.record(
        "list_cap_set" if cap else "list_cap_lifted",
        by=by,
        at=at,
        channel=channel,
        subject=("site", site.pk),
        pilot_code=strand.pilot.code,
        facts={"strand": strand.code, "places": places, "from": first.isoformat()},
    )
    return cap
