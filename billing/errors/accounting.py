"""Why nothing is booked, and sets of accounts are not kept."""

from django.utils.translation import gettext_lazy as _

from billing.errors.refused import BillingRefused


class NotApproved(BillingRefused):
    """What nobody has approved is not owed yet, so it is not booked."""

    code = "not_approved"
    text = _("The run is not approved yet. Nothing was booked. Book it when somebody has approved it.")


class NoAccounts(BillingRefused):
    """The organiser has set no accounts for a day of the books."""

    code = "no_accounts"
    text = _("No accounts hold on {day}. Nothing was booked. Set accounts that hold from that day, then book again.")


class AccountMissing(BillingRefused):
    """A use of money has no account."""

    code = "account_missing"
    text = _("An account or the cost place is missing: {uses}. Nothing was saved.")


class NotOfPilot(BillingRefused):
    """The organiser does not take part in the pilot."""

    code = "not_of_pilot"
    text = _("{organiser} does not take part in the pilot. Nothing was saved.")


class AccountsInUse(BillingRefused):
    """Something is booked by the accounts on the day or later."""

    code = "accounts_in_use"
    text = _("Something is booked by the present accounts until {last}. Nothing was saved. Choose {first} or later.")


class LaterAccounts(BillingRefused):
    """Other accounts begin on the day or later."""

    code = "later_accounts"
    text = _("Other accounts begin on this day or later. Nothing was saved. Choose a day after theirs.")
