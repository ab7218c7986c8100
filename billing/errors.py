"""Why something about rates, runs and payments is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


class BillingRefused(Refused):
    """Something about what is owed and paid cannot be done."""

    code = "billing_refused"


class AlreadyFrozen(BillingRefused):
    """The month has its run."""

    code = "already_frozen"
    text = _("This month is frozen already. Later knowledge goes to the next month's run.")


class NotNextMonth(BillingRefused):
    """Months are frozen one after the other."""

    code = "not_next_month"
    text = _("Months are frozen in order. The next one is {month}.")


class NoRules(BillingRefused):
    """No rule set holds on the month's first day."""

    code = "no_rules"
    text = _("The strand has no rules on the first day of this month, so nothing can be computed.")


class OwnDraft(BillingRefused):
    """Who drafted a rate table cannot approve it."""

    code = "own_draft"
    text = _("You drafted this rate table. Somebody else has to approve it.")


class NotADraft(BillingRefused):
    """The rate table was approved before."""

    code = "not_a_draft"
    text = _("This rate table is approved already. Draft a new one to change the rates.")


class WrongState(BillingRefused):
    """The run is not where this could be done."""

    code = "wrong_state"
    text = _("The run has moved on, so this cannot be done now. Open the page again to see where it is.")


class OwnSubmission(BillingRefused):
    """Who submitted the run cannot approve it."""

    code = "own_submission"
    text = _("You submitted this run. Somebody else has to approve it.")


class DigestDiffers(BillingRefused):
    """The approval names other figures than the run has."""

    code = "digest_differs"
    text = _("The run's figures are not the ones you looked at. Nothing was approved. Open the page again.")


class NoBankAccount(BillingRefused):
    """A provider with something to pay has no confirmed bank account."""

    code = "no_bank_account"
    text = _(
        "No confirmed bank account on the pay day: {providers}. "
        "Nothing was submitted. Confirm an account, then submit the run again."
    )


class NothingToPay(BillingRefused):
    """No provider is paid by the run, so there is nothing for a bank to do."""

    code = "nothing_to_pay"
    text = _("This run pays nobody, so it needs no payment file. It is complete as it is.")
