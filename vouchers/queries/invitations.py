"""What pages read about invitations: the strands that have them, who is invited, and what a file left out."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from pilot.models import RuleSet, Strand
from vouchers.models import Invitation, InvitationFile, InvitationRejection


def strands_by_invitation(strands: QuerySet[Strand], on: date) -> QuerySet[Strand]:
    """Return the strands whose rules ask for an invitation on some day, with how many hold on the day."""
    invited = RuleSet.objects.filter(by_invitation=True).values("strand")
    holding = Count("invitations", filter=Q(invitations__period__contains=on))
    return (
        strands.filter(Q(pk__in=invited) | Q(pk__in=Invitation.objects.values("strand")))
        .select_related("pilot")
        .annotate(invited=holding)
        .order_by("pilot", "pk")
    )


def invitations_to(strand: Strand) -> QuerySet[Invitation]:
    """Return everybody who was ever invited to the strand."""
    return Invitation.objects.filter(strand=strand).select_related("resident", "recorded_by", "file")


def invitation_files(strand: Strand) -> QuerySet[InvitationFile]:
    """Return the strand's files, newest first."""
    return (
        InvitationFile.objects.filter(strand=strand)
        .defer("content")
        .select_related("received_by")
        .order_by("-received_at", "-pk")
    )


def invitation_rejections(file: InvitationFile) -> QuerySet[InvitationRejection]:
    """Return the rows that invited nobody."""
    return InvitationRejection.objects.filter(file=file)
