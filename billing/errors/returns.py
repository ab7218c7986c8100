"""Why a payment that did not arrive is neither paid again nor settled."""

from django.utils.translation import gettext_lazy as _

from billing.errors.refused import BillingRefused


class ReturnNotOpen(BillingRefused):
    """Somebody has acted on the returned payment already."""

    code = "return_not_open"
    text = _("Somebody has acted on this returned payment already. Open the page again to see what was done.")


class SameAccount(BillingRefused):
    """The bank refused the account itself, and there is no other."""

    code = "same_account"
    text = _(
        "The bank refused the account of {providers}, and no other account is confirmed on the pay day. "
        "Nothing was ordered. Confirm a new account, then pay again."
    )


class OwnRepayment(BillingRefused):
    """Who ordered a repayment cannot approve it."""

    code = "own_repayment"
    text = _("You ordered this repayment. Somebody else has to approve it.")


class OwnSettling(BillingRefused):
    """Who proposed how a payment was settled cannot approve it."""

    code = "own_settling"
    text = _("You proposed how this payment was settled. Somebody else has to approve it.")


class SettlingDiffers(BillingRefused):
    """Another settling is proposed by now than the one that was looked at."""

    code = "settling_differs"
    text = _("What is proposed was changed after you opened it. Nothing was approved. Look at it again.")
