"""What pages read about approving sites."""

from django.db.models import QuerySet

from providers.models import ApprovalProposal


def approvals_waiting(proposals: QuerySet[ApprovalProposal]) -> QuerySet[ApprovalProposal]:
    """Return the approvals of sites that wait for somebody else to decide, the oldest first."""
    waiting = proposals.filter(approved_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.select_related("site", "strand", "proposed_by").order_by("proposed_at", "pk")
