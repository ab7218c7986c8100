"""Why what the register told keeps a month from being frozen; the action and the pages say the same."""

from billing import errors
from pilot.calendar import Month
from pilot.models import Strand, User
from vouchers import queries as voucher_queries


def doubt_refusal(strand: Strand, month: Month, by: User | None) -> errors.BillingRefused | None:
    """Return why this person cannot freeze the month for what is in doubt, or None when they can."""
    if changes := voucher_queries.doubts_stopping(strand.pilot_id, month):
        return errors.RegisterInDoubt(changes=changes)
    if by is not None and voucher_queries.has_put_off(strand.pilot_id, month, by):
        return errors.OwnPostponement()
    return None
