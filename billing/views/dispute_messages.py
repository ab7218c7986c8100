"""What either side of a dispute writes to the other."""

from django.http import HttpRequest
from django.utils import timezone

from billing import actions
from billing.forms import MessageForm
from billing.models import Dispute, DisputeMessage
from pilot.errors import Refused


def not_written(request: HttpRequest, dispute: Dispute, side: DisputeMessage.Side) -> MessageForm | None:
    """Write to the other side what was typed; where that cannot be, return the form, which says why."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return form
    try:
        actions.write_message(
            dispute=dispute,
            side=side,
            text=form.cleaned_data["text"],
            by=request.user,
            at=timezone.now(),
            channel="online",
        )
    except Refused as refusal:
        form.add_error("text", refusal.message)
        return form
    return None
