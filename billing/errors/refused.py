"""What every refusal of billing is."""

from pilot.errors import Refused


class BillingRefused(Refused):
    """Something about what is owed and paid cannot be done."""

    code = "billing_refused"
