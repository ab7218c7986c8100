"""What pages read about approving sites."""

from django.db.models import QuerySet

from pilot.models import Strand
from providers.models import Approval, ApprovalProposal, ListCap, Site


def approvals_waiting(proposals: QuerySet[ApprovalProposal]) -> QuerySet[ApprovalProposal]:
    """Return the approvals of sites that wait for somebody else to decide, the oldest first."""
    waiting = proposals.filter(approved_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.select_related("site", "strand", "proposed_by").order_by("proposed_at", "pk")


def approvals_of(site: Site, strand: Strand) -> QuerySet[Approval]:
    """Return the site's approvals with who decided them, the latest first."""
    rows = Approval.objects.filter(site=site, strand=strand)
    return rows.select_related("decided_by", "proposed_by").order_by("-period")


def approval_waiting(site: Site, strand: Strand) -> ApprovalProposal | None:
    """Return the approval of the site that waits for somebody else, if any."""
    return approvals_waiting(ApprovalProposal.objects.filter(site=site, strand=strand)).first()


def caps_of(site: Site, strand: Strand) -> QuerySet[ListCap]:
    """Return the caps of the site's list, the latest first."""
    return ListCap.objects.filter(site=site, strand=strand).order_by("-period")
