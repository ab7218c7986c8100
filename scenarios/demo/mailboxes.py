"""The made-up residents' electronic mailboxes: every second one has one, so that letters go both ways."""

from pilot.models import Pilot
from registry.models import IdentityCode
from vouchers.models import MadeUpMailbox

CHUNK = 5_000


def open_mailboxes(pilot: Pilot) -> int:
    """Give every second resident a mailbox, and return how many there are."""
    codes = IdentityCode.objects.filter(pilot=pilot, active=True).order_by("pk").values_list("code", flat=True)
    boxes = [MadeUpMailbox(identity_code=code) for code in codes[::2]]
    # Somebody of the same code may live in another demonstration's pilot.
    MadeUpMailbox.objects.bulk_create(boxes, batch_size=CHUNK, ignore_conflicts=True)
    return len(boxes)
