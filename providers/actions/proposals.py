"""Approving a site so that residents can choose it and it is paid: proposed by one person, approved by another."""

from datetime import date, datetime

from django.db import transaction

from pilot import audit
from pilot.locks import lock
from pilot.models import Strand, User
from pilot.periods import since
from providers import errors
from providers.actions.approvals import approve
from providers.models import Approval, ApprovalProposal, Site


@transaction.atomic
def propose_approval(
    *, site: Site, strand: Strand, first: date, by: User, at: datetime, channel: str, decision_number: str = ""
) -> ApprovalProposal:
    """Propose from which day on the site is approved; nobody can choose it before somebody else approves that.

    Refuses a site that is approved on that day or later already, and a second proposal. Records `approval_proposed`.
    """
    lock(("list", site.pk, strand.pk))
    if Approval.objects.filter(site=site, strand=strand, period__overlap=since(first)).exists():
        raise errors.AlreadyApproved
    if ApprovalProposal.objects.waiting().filter(site=site, strand=strand).exists():
        raise errors.ApprovalWaits
    proposal = ApprovalProposal.objects.create(
        site=site, strand=strand, first_on=first, decision_number=decision_number, proposed_at=at, proposed_by=by
    )
    _record("approval_proposed", proposal, by=by, at=at, channel=channel)
    return proposal


@transaction.atomic
def withdraw_approval_proposal(*, proposal: ApprovalProposal, by: User, at: datetime, channel: str) -> ApprovalProposal:
    """Withdraw a proposal that waits. Refuses one that was decided on. Records `approval_proposal_withdrawn`."""
    proposal = _waiting(proposal)
    proposal.withdrawn_at, proposal.withdrawn_by = at, by
    proposal.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("approval_proposal_withdrawn", proposal, by=by, at=at, channel=channel)
    return proposal


@transaction.atomic
def approve_site(*, proposal: ApprovalProposal, by: User, at: datetime, channel: str) -> Approval:
    """Approve a site that somebody else proposed (569/2009 § 5).

    Refuses who proposed it, one that was decided on, and a site that is approved by now. Records `site_approved`.
    """
    proposal = _waiting(proposal)
    if proposal.proposed_by_id == by.pk:
        raise errors.OwnApproval
    approval = approve(
        site=proposal.site,
        strand=proposal.strand,
        first=proposal.first_on,
        decision_number=proposal.decision_number,
        proposed_by=proposal.proposed_by,
        by=by,
        at=at,
        channel=channel,
    )
    proposal.approved_at, proposal.approved_by, proposal.approval = at, by, approval
    proposal.save(update_fields=["approved_at", "approved_by", "approval"])
    return approval


def _waiting(proposal: ApprovalProposal) -> ApprovalProposal:
    lock(("list", proposal.site_id, proposal.strand_id))
    rows = ApprovalProposal.objects.select_for_update(of=["self"])
    found = rows.select_related("site", "strand__pilot", "proposed_by").get(pk=proposal.pk)
    if found.approved_at is not None or found.withdrawn_at is not None:
        raise errors.ApprovalDecided
    return found


def _record(kind: str, proposal: ApprovalProposal, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("site", proposal.site_id),
        pilot_code=proposal.strand.pilot.code,
        facts={"strand": proposal.strand.code, "proposal": proposal.pk, "from": proposal.first_on.isoformat()},
    )
